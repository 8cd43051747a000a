@NullMarked
package io.claviger.adapters.crypto;

import org.jspecify.annotations.NullMarked;
