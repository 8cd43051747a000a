/** What exists from the first start on. */
@NullMarked
package io.claviger.application.start;

import org.jspecify.annotations.NullMarked;
