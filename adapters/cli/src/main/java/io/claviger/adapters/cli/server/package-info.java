/** The control plane that a command speaks to, and whom it trusts to be it. */
@NullMarked
package io.claviger.adapters.cli.server;

import org.jspecify.annotations.NullMarked;
