@NullMarked
package io.claviger.adapters.cli.seal;

import org.jspecify.annotations.NullMarked;
