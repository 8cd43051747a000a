@NullMarked
package io.claviger.adapters.crypto.x509;

import org.jspecify.annotations.NullMarked;
