@NullMarked
package io.claviger.adapters.cli;

import org.jspecify.annotations.NullMarked;
