/** What a plugin of the gateway is: where it may stand and which of its fields are secret. */
@NullMarked
package io.claviger.domain.plugin;

import org.jspecify.annotations.NullMarked;
