/**
 * File systems in buckets of S3 compatible services: the connection and its failures, objects as files, uploads in parts.
 * Nothing here knows of HTTP towards clients, of processes or of who may read and write.
 */
@NullMarked
package media.kern.core.s3;

import org.jspecify.annotations.NullMarked;
