@NullMarked
package io.claviger.adapters.cli.machine;

import org.jspecify.annotations.NullMarked;
