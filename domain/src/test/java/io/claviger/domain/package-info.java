/** What the domain's tests share. */
@NullMarked
package io.claviger.domain;

import org.jspecify.annotations.NullMarked;
