/** The gate: the only place for authorisation, audit and transactions. */
@NullMarked
package io.claviger.application.gate;

import org.jspecify.annotations.NullMarked;
