/** Searching the audit log. */
@NullMarked
package io.claviger.adapters.rest.audit;

import org.jspecify.annotations.NullMarked;
