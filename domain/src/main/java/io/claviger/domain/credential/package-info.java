/** Passwords, tokens and sessions, none of which can be read back. */
@NullMarked
package io.claviger.domain.credential;

import org.jspecify.annotations.NullMarked;
