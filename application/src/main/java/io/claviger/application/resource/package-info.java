/** APISIX objects: written, read, and made ready for data planes. */
@NullMarked
package io.claviger.application.resource;

import org.jspecify.annotations.NullMarked;
