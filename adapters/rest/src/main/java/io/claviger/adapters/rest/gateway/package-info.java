/** Gateway groups, their instances and the configuration of data planes. */
@NullMarked
package io.claviger.adapters.rest.gateway;

import org.jspecify.annotations.NullMarked;
