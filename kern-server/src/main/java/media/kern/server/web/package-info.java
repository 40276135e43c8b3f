/**
 * Pages that come with the server: the start page and the documentation of the API, all from the jar. Nothing here
 * decides what a request may do.
 */
@NullMarked
package media.kern.server.web;

import org.jspecify.annotations.NullMarked;
