/** placeholder */
@NullMarked
package io.claviger.adapters.rest;

import org.jspecify.annotations.NullMarked;
