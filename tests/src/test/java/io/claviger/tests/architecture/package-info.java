/** The architecture as rules: who may see whom, and what code may do where. */
@NullMarked
package io.claviger.tests.architecture;

import org.jspecify.annotations.NullMarked;
