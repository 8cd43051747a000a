package io.claviger.adapters.persistence;

/** The keyed functions that guard rows, which are there while the key is. */
record RowGuard(RowMacs macs, RowSets sets) implements AutoCloseable {
  /** Wipes the keys. */
  @Override
  public void close() {
    macs.close();
    sets.close();
  }
}
