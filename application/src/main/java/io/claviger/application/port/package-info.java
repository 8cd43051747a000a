/** Every out-port: what the use cases ask of the outside. */
@NullMarked
package io.claviger.application.port;

import org.jspecify.annotations.NullMarked;
