/**
 * Certificates of this server: from files, or from an ACME server, and TLS contexts that use them. Nothing here knows
 * what is spoken inside TLS.
 */
@NullMarked
package media.kern.server.tls;

import org.jspecify.annotations.NullMarked;
