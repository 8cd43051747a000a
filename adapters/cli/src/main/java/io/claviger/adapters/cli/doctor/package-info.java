/** Whether the machine keeps what the program promises. */
@NullMarked
package io.claviger.adapters.cli.doctor;

import org.jspecify.annotations.NullMarked;
