package io.claviger.adapters.persistence;

/** The keyed functions that guard rows, which are there once the key is. */
record RowGuard(RowMacs macs, RowSets sets) {}
