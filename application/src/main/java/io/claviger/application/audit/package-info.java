/** The audit log: sequencing and searching. */
@NullMarked
package io.claviger.application.audit;

import org.jspecify.annotations.NullMarked;
