/**
 * The operators' command line. A command speaks to a running control plane over HTTPS, or looks at
 * the machine it runs on; none opens the database or a key.
 */
@NullMarked
package io.claviger.adapters.cli;

import org.jspecify.annotations.NullMarked;
