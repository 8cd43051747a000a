/** Keys in files that only the running user may read. */
@NullMarked
package io.claviger.adapters.crypto.file;

import org.jspecify.annotations.NullMarked;
