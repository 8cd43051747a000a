/** placeholder */
@NullMarked
package io.claviger.adapters.persistence;

import org.jspecify.annotations.NullMarked;
