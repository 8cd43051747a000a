@NullMarked
package io.claviger.adapters.cli.server;

import org.jspecify.annotations.NullMarked;
