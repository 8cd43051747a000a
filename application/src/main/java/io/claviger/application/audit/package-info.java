/** The audit log: sequencing, refusals of strangers, searching. */
@NullMarked
package io.claviger.application.audit;

import org.jspecify.annotations.NullMarked;
