/** Tests of the catalogue: what it accepts, refuses, says and finds. */
@NullMarked
package io.claviger.adapters.catalogue;

import org.jspecify.annotations.NullMarked;
