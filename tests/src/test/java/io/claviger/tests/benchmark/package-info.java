/**
 * Claviger beside a real etcd, measured in one run on one machine. Never part of the test run; see
 * {@link io.claviger.tests.benchmark.Benchmark}.
 */
@NullMarked
package io.claviger.tests.benchmark;

import org.jspecify.annotations.NullMarked;
