package io.claviger.tests.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** Who is measured. */
enum Contender {
  /** On PostgreSQL, but where it starts with keys: then on the embedded database. */
  CLAVIGER,
  ETCD;

  /**
   * Starts it.
   *
   * @param home an empty directory
   * @param keys how many there are from the start
   */
  Side open(Path home, int keys) throws IOException {
    return switch (this) {
      case CLAVIGER -> keys == 0 ? ClavigerSide.onPostgres(home) : ClavigerSide.filled(home, keys);
      case ETCD -> EtcdSide.start(home, keys);
    };
  }
}
