@NullMarked
package io.claviger.adapters.cli.doctor;

import org.jspecify.annotations.NullMarked;
