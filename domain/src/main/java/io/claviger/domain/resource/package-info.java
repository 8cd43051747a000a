/** APISIX objects: their kinds, keys and states. */
@NullMarked
package io.claviger.domain.resource;

import org.jspecify.annotations.NullMarked;
