/**
 * Encryption, keyed hashing and password hashing over the JDK's own providers.
 *
 * <p>Certificates are in {@code x509}, key files in {@code file}.
 */
@NullMarked
package io.claviger.adapters.crypto;

import org.jspecify.annotations.NullMarked;
