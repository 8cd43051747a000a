/** Certificates as the operator sees them: metadata only. */
@NullMarked
package io.claviger.domain.ssl;

import org.jspecify.annotations.NullMarked;
