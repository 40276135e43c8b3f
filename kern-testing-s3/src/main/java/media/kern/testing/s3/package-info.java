/** An S3 server for tests of everybody who speaks S3. Nothing here knows of Kern. */
@NullMarked
package media.kern.testing.s3;

import org.jspecify.annotations.NullMarked;
