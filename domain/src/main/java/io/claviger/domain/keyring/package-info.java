/** Sealed values, the keys that seal them, and the places that they are sealed for. */
@NullMarked
package io.claviger.domain.keyring;

import org.jspecify.annotations.NullMarked;
