/** Prometheus metrics: what is counted, what is read at a scrape, and the port that serves both. */
@NullMarked
package io.claviger.adapters.metrics;

import org.jspecify.annotations.NullMarked;
