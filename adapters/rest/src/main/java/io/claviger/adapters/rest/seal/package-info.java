/** Unsealing and sealing a process, and the root key. */
@NullMarked
package io.claviger.adapters.rest.seal;

import org.jspecify.annotations.NullMarked;
