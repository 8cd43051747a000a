/** Rotation and re-encryption of keyrings. */
@NullMarked
package io.claviger.adapters.cli.keyring;

import org.jspecify.annotations.NullMarked;
