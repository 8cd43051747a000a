/** Whether the program lives, and whether it can serve. */
@NullMarked
package io.claviger.adapters.rest.health;

import org.jspecify.annotations.NullMarked;
