package io.claviger.tests.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** A PostgreSQL server of a test's own, which it may stop and start again at the same port. */
public final class OwnPostgres implements AutoCloseable {
  private final Path directory;
  private final int port = freePort();
  private EmbeddedPostgres server;

  private OwnPostgres(Path directory) {
    this.directory = directory;
    this.server = run();
  }

  /**
   * @param directory where it keeps its data; may be missing
   */
  public static OwnPostgres in(Path directory) {
    return new OwnPostgres(directory);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres run() {
    try {
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setDataDirectory(directory)
          .setCleanDataDirectory(false)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestDatabase database() {
    return new TestDatabase(
        "jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "postgres");
  }

  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void startAgain() {
    server = run();
  }

  @Override
  public void close() {
    stop();
  }
}
