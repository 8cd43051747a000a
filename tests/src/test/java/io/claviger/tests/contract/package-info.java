/** One suite for each out-port, run against every adapter of it. */
@NullMarked
package io.claviger.tests.contract;

import org.jspecify.annotations.NullMarked;
