/** Sealing and opening, the keys that it takes, and the alarm when a value does not open. */
@NullMarked
package io.claviger.application.keyring;

import org.jspecify.annotations.NullMarked;
