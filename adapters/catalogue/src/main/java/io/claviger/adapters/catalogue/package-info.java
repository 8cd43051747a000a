/** placeholder */
@NullMarked
package io.claviger.adapters.catalogue;

import org.jspecify.annotations.NullMarked;
