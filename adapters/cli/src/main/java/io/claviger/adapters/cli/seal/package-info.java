/** The seal of the root key. */
@NullMarked
package io.claviger.adapters.cli.seal;

import org.jspecify.annotations.NullMarked;
