package io.claviger.tests.benchmark;

import io.claviger.tests.harness.DpEndpoint;
import java.io.IOException;

/** A running server whose configuration data planes follow. */
interface Side extends AutoCloseable {
  /** Where data planes connect; what is a certificate to the server, is another at each call. */
  DpEndpoint endpoint();

  /** Of the server's process. */
  long pid();

  /** A connection to write through, for one thread. */
  Writer writer() throws IOException;

  @Override
  void close();

  /** Writes keys that end with their number, with about 1 KiB each. */
  interface Writer extends AutoCloseable {
    /** Returns once the server has acknowledged it. */
    void put(int number) throws IOException;

    @Override
    void close();
  }
}
