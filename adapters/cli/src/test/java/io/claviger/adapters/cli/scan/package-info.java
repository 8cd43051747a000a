@NullMarked
package io.claviger.adapters.cli.scan;

import org.jspecify.annotations.NullMarked;
