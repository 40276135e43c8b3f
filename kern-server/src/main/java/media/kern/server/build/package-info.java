/** What this build is and whom it stands in for. Nothing here depends on the configuration. */
@NullMarked
package media.kern.server.build;

import org.jspecify.annotations.NullMarked;
