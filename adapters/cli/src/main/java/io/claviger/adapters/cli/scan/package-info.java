/** The search for given strings in files, however they are encoded. */
@NullMarked
package io.claviger.adapters.cli.scan;

import org.jspecify.annotations.NullMarked;
