/** What tests run against: databases, and later the whole program. */
@NullMarked
package io.claviger.tests.harness;

import org.jspecify.annotations.NullMarked;
