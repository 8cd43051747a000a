@NullMarked
package io.claviger.adapters.crypto.file;

import org.jspecify.annotations.NullMarked;
