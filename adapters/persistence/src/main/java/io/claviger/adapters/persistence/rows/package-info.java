/** The tables, each row with its way from and to the domain; moments are epoch milliseconds. */
@NullMarked
package io.claviger.adapters.persistence.rows;

import org.jspecify.annotations.NullMarked;
