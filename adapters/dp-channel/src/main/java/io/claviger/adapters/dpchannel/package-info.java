/** placeholder */
@NullMarked
package io.claviger.adapters.dpchannel;

import org.jspecify.annotations.NullMarked;
