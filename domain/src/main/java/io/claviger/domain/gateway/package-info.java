/** Gateway groups and the instances that belong to them. */
@NullMarked
package io.claviger.domain.gateway;

import org.jspecify.annotations.NullMarked;
