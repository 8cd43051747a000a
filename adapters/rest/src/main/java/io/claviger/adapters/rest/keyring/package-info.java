/** The keyrings of gateway groups and of the system, their re-encryption, and their receipts. */
@NullMarked
package io.claviger.adapters.rest.keyring;

import org.jspecify.annotations.NullMarked;
