/** What stands before and after every API: who calls, headers, errors. */
@NullMarked
package io.claviger.adapters.rest.edge;

import org.jspecify.annotations.NullMarked;
