/** What is around a command: its terminal, and the machine it runs on. */
@NullMarked
package io.claviger.adapters.cli.machine;

import org.jspecify.annotations.NullMarked;
