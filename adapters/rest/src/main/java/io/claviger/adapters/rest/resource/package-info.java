/** The Admin API of APISIX. */
@NullMarked
package io.claviger.adapters.rest.resource;

import org.jspecify.annotations.NullMarked;
