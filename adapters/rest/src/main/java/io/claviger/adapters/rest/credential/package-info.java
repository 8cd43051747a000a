/** Logging in and out, one's own password and tokens. */
@NullMarked
package io.claviger.adapters.rest.credential;

import org.jspecify.annotations.NullMarked;
