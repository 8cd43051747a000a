/** What is deleted without anybody's asking, because its time is long over. */
@NullMarked
package io.claviger.application.retention;

import org.jspecify.annotations.NullMarked;
