/** What data planes follow: one feed per group, from committed rows to encoded events. */
@NullMarked
package io.claviger.application.feed;

import org.jspecify.annotations.NullMarked;
