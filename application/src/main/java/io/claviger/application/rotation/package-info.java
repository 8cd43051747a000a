/**
 * Keyrings that change their keys: rotation, the moving of sealed values to the newest key, and the
 * destruction of keys that no value needs any more.
 */
@NullMarked
package io.claviger.application.rotation;

import org.jspecify.annotations.NullMarked;
