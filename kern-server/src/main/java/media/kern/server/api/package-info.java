/**
 * The REST API: who may call an operation, and what each operation of {@code openapi.yaml} does. Nothing here listens
 * on a socket or starts a process itself.
 */
@NullMarked
package media.kern.server.api;

import org.jspecify.annotations.NullMarked;
