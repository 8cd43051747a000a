/**
 * The listener of the admin port: who may connect, for how long, and what counts as a request at
 * all. What passes here is one well-formed HTTP/1.1 request at a time (RFC 9112); everything else
 * is refused before any of the application has seen it.
 */
@NullMarked
package io.claviger.adapters.rest.listener;

import org.jspecify.annotations.NullMarked;
