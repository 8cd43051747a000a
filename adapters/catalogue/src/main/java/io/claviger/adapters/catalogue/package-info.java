/**
 * What APISIX of a version accepts, read from data files: schemas of its kinds and plugins, where
 * each plugin may stand, and which fields are secret.
 */
@NullMarked
package io.claviger.adapters.catalogue;

import org.jspecify.annotations.NullMarked;
