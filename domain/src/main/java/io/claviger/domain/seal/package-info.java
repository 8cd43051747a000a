/** The custody of the root key: seals, and the shares that one may be split into. */
@NullMarked
package io.claviger.domain.seal;

import org.jspecify.annotations.NullMarked;
