/** Use cases with their real adapters, and without a process. */
@NullMarked
package io.claviger.tests.usecase;

import org.jspecify.annotations.NullMarked;
