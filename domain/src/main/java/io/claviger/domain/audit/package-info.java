/** The audit log: entries, their canonical bytes, their leaves. */
@NullMarked
package io.claviger.domain.audit;

import org.jspecify.annotations.NullMarked;
