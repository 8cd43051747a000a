package io.claviger.tests.benchmark;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import io.claviger.tests.harness.StoredRoutes;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Claviger as {@code bootstrap/run} starts it. What is written has a secret. */
final class ClavigerSide implements Side {
  private static final Path RUN = Path.of("..", "bootstrap", "run").toAbsolutePath().normalize();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LABEL = "x".repeat(250);

  private final ClavigerProcess process;
  private final AdminClient admin;
  private final DpEndpoint adminPort;

  private ClavigerSide(ClavigerProcess process) {
    this.process = process;
    this.admin = process.admin();
    this.adminPort =
        new DpEndpoint(
            "localhost",
            process.adminPort(),
            "localhost",
            AdminClient.trusting(process.adminCertificate()));
  }

  static ClavigerProcess.Setup installed(Path home) {
    return ClavigerProcess.in(home).by(RUN);
  }

  static ClavigerSide onPostgres(Path home) {
    return on(TestDatabase.durablePostgres(), home);
  }

  static ClavigerSide on(TestDatabase database, Path home) {
    return new ClavigerSide(
        ClavigerProcess.in(home, database.url(), database.user(), database.password())
            .by(RUN)
            .start());
  }

  static ClavigerSide filled(Path home, int keys) throws IOException {
    fill(home, keys);
    return new ClavigerSide(installed(home).start());
  }

  /** An installation that is stopped, with so many routes. */
  static void fill(Path home, int keys) throws IOException {
    ClavigerProcess.Setup setup = installed(home);
    setup.start().close();
    StoredRoutes.write(home.resolve("data"), keys);
  }

  @Override
  public DpEndpoint endpoint() {
    JsonObject issued =
        admin
            .post(
                "/api/gateway_groups/default/dp_client_certificates",
                JsonTree.object().add("name", "benchmark").build())
            .expect(201)
            .value();
    return DpEndpoint.of(
        "localhost",
        process.dpPort(),
        issued.getString("certificate"),
        issued.getString("private_key"),
        issued.getString("ca_certificate"));
  }

  /** A consumer with a key of its own. */
  static String document(int number) {
    return document(number, "secret of " + number);
  }

  static String document(int number, String key) {
    JsonObject labels = JsonTree.object().add("a", LABEL).add("b", LABEL).add("c", LABEL).build();
    JsonObject auth = JsonTree.object().add("key", key).build();
    return JsonTree.object()
        .add("username", "b" + number)
        .add("labels", labels)
        .add("plugins", JsonTree.object().add("key-auth", auth).build())
        .build()
        .toString();
  }

  void write(int number, String document) {
    check(admin.put(path(number), document).status());
  }

  private static String path(int number) {
    return "/apisix/admin/consumers/b" + number;
  }

  private static void check(int status) {
    if (status / 100 != 2) {
      throw new AssertionError("a write was answered " + status);
    }
  }

  AdminClient admin() {
    return admin;
  }

  ClavigerProcess process() {
    return process;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  /** As etcd's, over a socket of its own, so that the clients cost the same. */
  @Override
  public Writer writer() throws IOException {
    DpSocket socket = DpSocket.open(adminPort, LIMIT);
    String token = "X-API-KEY: " + admin.header("X-API-KEY").orElseThrow();
    return new Writer() {
      @Override
      public void put(int number) throws IOException {
        check(socket.put(path(number), token, document(number)).status());
      }

      @Override
      public void close() {
        socket.close();
      }
    };
  }

  @Override
  public void close() {
    process.close();
  }
}
