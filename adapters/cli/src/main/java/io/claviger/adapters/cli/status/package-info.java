/** How a control plane is. */
@NullMarked
package io.claviger.adapters.cli.status;

import org.jspecify.annotations.NullMarked;
