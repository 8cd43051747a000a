/** Who may do what. */
@NullMarked
package io.claviger.domain.access;

import org.jspecify.annotations.NullMarked;
