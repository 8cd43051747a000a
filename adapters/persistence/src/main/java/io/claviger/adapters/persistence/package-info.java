/**
 * Stores everything in H2 or PostgreSQL, through Hibernate.
 *
 * <p>Statements run at once and in the order of the code: sessions are stateless, so that nothing
 * is read from a cache that another process has made stale.
 */
@NullMarked
package io.claviger.adapters.persistence;

import org.jspecify.annotations.NullMarked;
