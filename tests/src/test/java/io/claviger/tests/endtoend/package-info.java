/** The promises of the whole program, held by its real process, over real TLS. */
@NullMarked
package io.claviger.tests.endtoend;

import org.jspecify.annotations.NullMarked;
