/** Wiring and start. */
@NullMarked
package io.claviger.bootstrap;

import org.jspecify.annotations.NullMarked;
