/** Logging in and out, passwords and tokens. */
@NullMarked
package io.claviger.application.credential;

import org.jspecify.annotations.NullMarked;
