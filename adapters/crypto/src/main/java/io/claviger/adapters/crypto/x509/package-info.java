/** Certificates and their keys: issuing our own, looking into the ones that operators bring. */
@NullMarked
package io.claviger.adapters.crypto.x509;

import org.jspecify.annotations.NullMarked;
