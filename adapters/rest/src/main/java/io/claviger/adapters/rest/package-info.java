/**
 * The HTTP edge for people and tools, as JAX-RS (Jakarta REST 3.1) classes that are made by hand.
 *
 * <p>Two families, each with one convention. {@code /api/…}: one thing is {@code {"value":{…}}},
 * several are {@code {"list":[…],"total":N}}, a deletion answers {@code {"value":{"id":…}}}; times
 * are seconds since 1970. {@code /apisix/admin/…}: the shapes of the Admin API of Apache APISIX
 * 3.18, where a deletion answers {@code {"deleted":"1","key":…}}. An error is {@code
 * {"error_msg":…}} in both.
 */
@NullMarked
package io.claviger.adapters.rest;

import org.jspecify.annotations.NullMarked;
