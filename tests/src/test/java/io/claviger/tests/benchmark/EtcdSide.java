package io.claviger.tests.benchmark;

import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * The installed etcd with client certificates, spoken to through its JSON gateway. One self-signed
 * certificate is server, client and authority at once.
 */
final class EtcdSide implements Side {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PER_TRANSACTION = 100;

  private final Process process;
  private final DpEndpoint endpoint;

  private EtcdSide(Process process, DpEndpoint endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  static boolean installed() {
    try {
      return run(Path.of("."), List.of("etcd", "--version"));
    } catch (IOException e) {
      return false;
    }
  }

  static EtcdSide start(Path home, int keys) throws IOException {
    Files.createDirectories(home);
    certificate(home);
    int port = freePort();
    String url = "https://localhost:" + port;
    String peers = "http://localhost:" + freePort();
    Process process =
        new ProcessBuilder(
                "etcd",
                "--name=one",
                "--data-dir=" + home.resolve("data"),
                "--listen-client-urls=" + url,
                "--advertise-client-urls=" + url,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=one=" + peers,
                "--client-cert-auth",
                "--cert-file=" + home.resolve("crt"),
                "--key-file=" + home.resolve("key"),
                "--trusted-ca-file=" + home.resolve("crt"))
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    String certificate = Files.readString(home.resolve("crt"));
    DpEndpoint endpoint =
        DpEndpoint.of(
            "localhost", port, certificate, Files.readString(home.resolve("key")), certificate);
    EtcdSide side = new EtcdSide(process, endpoint);
    try {
      side.awaitReady();
      side.fill(keys);
      return side;
    } catch (IOException | RuntimeException | Error e) {
      side.close();
      throw e;
    }
  }

  private static void certificate(Path home) throws IOException {
    if (!run(
        home,
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            "key",
            "-out",
            "crt"))) {
      throw new IOException("openssl made no certificate");
    }
  }

  private static boolean run(Path directory, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    Instant limit = Instant.now().plus(LIMIT);
    while (true) {
      try (Writer writer = writer()) {
        writer.put(0);
        return;
      } catch (IOException e) {
        if (Instant.now().isAfter(limit) || !process.isAlive()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private void fill(int keys) throws IOException {
    try (DpSocket socket = DpSocket.open(endpoint, LIMIT)) {
      for (int first = 0; first < keys; first += PER_TRANSACTION) {
        StringJoiner puts = new StringJoiner(",", "{\"success\":[", "]}");
        for (int i = first; i < Math.min(keys, first + PER_TRANSACTION); i++) {
          puts.add("{\"request_put\":" + put("/apisix/routes/r" + i, i) + "}");
        }
        check(socket.post("/v3/kv/txn", puts.toString()));
      }
    }
  }

  private static String put(String key, int number) {
    return "{\"key\":\""
        + base64(key)
        + "\",\"value\":\""
        + base64(ClavigerSide.document(number))
        + "\"}";
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void check(DpSocket.Response response) throws IOException {
    if (response.status() != 200) {
      throw new IOException("etcd answered " + response.status() + " " + response.body());
    }
  }

  @Override
  public DpEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public Writer writer() throws IOException {
    DpSocket socket = DpSocket.open(endpoint, LIMIT);
    return new Writer() {
      @Override
      public void put(int number) throws IOException {
        check(socket.post("/v3/kv/put", EtcdSide.put("/apisix/consumers/b" + number, number)));
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
