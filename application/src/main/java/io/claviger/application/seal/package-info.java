/**
 * The custody of the root key: unsealing a process, sealing it again, and giving the root key, or
 * the custody of it, to others.
 */
@NullMarked
package io.claviger.application.seal;

import org.jspecify.annotations.NullMarked;
