/** placeholder */
@NullMarked
package io.claviger.adapters.metrics;

import org.jspecify.annotations.NullMarked;
