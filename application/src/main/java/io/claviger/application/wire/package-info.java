/**
 * Wire keyrings, from step to step: a key is prepared, activated, and the one before it retired,
 * and no data plane is left without the key that it needs.
 */
@NullMarked
package io.claviger.application.wire;

import org.jspecify.annotations.NullMarked;
