package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read the configuration of a gateway group: its registered instances, nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
  private static final String WATCH_ALL =
      "{\"create_request\":{\"key\":\"L2FwaXNpeC8=\",\"range_end\":\"L2FwaXNpeDA=\","
          + "\"start_revision\":1}}";

  private ClavigerProcess process;
  private AdminClient admin;
  private DataPlaneCertificate ofA;
  private DataPlaneCertificate ofB;
  private Map<Stranger, DataPlaneCertificate> strangers;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    try (ClavigerProcess first = ClavigerProcess.in(home).start()) {
      AdminClient once = first.admin();
      createGroup(once, "a");
      createGroup(once, "b");
      ofA = DataPlaneCertificate.issue(once, "a");
      ofB = DataPlaneCertificate.issue(once, "b");
    }
    strangers = Stranger.makeAll(home.resolve("data"), ofA);
    process = ClavigerProcess.in(home).start();
    admin = process.admin();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  private static void createGroup(AdminClient admin, String id) {
    admin
        .post(
            "/api/gateway_groups",
            JsonTree.object().add("id", id).add("name", "Group " + id).build())
        .expect(201);
    admin
        .put("/apisix/admin/upstreams/of-" + id + "?gateway_group_id=" + id, upstream())
        .expect(201);
  }

  private static String upstream() {
    return "{\"type\":\"roundrobin\",\"nodes\":{\"127.0.0.1:8000\":1}}";
  }

  @Test
  void aGroupsCertificateReadsNothingOfAnotherGroup() throws IOException {
    Map<String, WireEntry> read = HarnessDataPlane.read(ofA.at(process));

    assertEquals(Set.of("/apisix/upstreams/of-a"), read.keySet());
    try (DpSocket a = ofA.connect(process);
        DpSocket b = ofB.connect(process)) {
      DpSocket.Response exact =
          a.post("/v3/kv/range", "{\"key\":\"" + base64("/apisix/upstreams/of-b") + "\"}");
      assertEquals(200, exact.status());
      assertFalse(StrictJson.parse(exact.body()).asJsonObject().containsKey("kvs"), exact.body());
      assertNotEquals(keyring(a), keyring(b));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String keyring(DpSocket socket) throws IOException {
    DpSocket.Response response = socket.get("/api/dataplane/wire_keyring");
    assertEquals(200, response.status());
    return response.body();
  }

  @Test
  void aGroupsWatchTellsNothingOfAnotherGroup() throws IOException {
    try (DpSocket watch = ofA.connect(process)) {
      assertEquals(200, watch.open("/v3/watch", WATCH_ALL).status());
      admin.put("/apisix/admin/upstreams/x?gateway_group_id=b", upstream()).expect(201);
      admin.put("/apisix/admin/upstreams/x?gateway_group_id=a", upstream()).expect(201);

      StringBuilder told = new StringBuilder();
      while (!told.toString().contains(base64("/apisix/upstreams/x"))) {
        told.append(watch.chunk().orElseThrow());
      }

      assertFalse(told.toString().contains(base64("/apisix/upstreams/of-b")));
      assertEquals(1, told.toString().split(base64("/apisix/upstreams/x"), -1).length - 1);
    }
    admin.delete("/apisix/admin/upstreams/x?gateway_group_id=a").expect(200);
  }

  /** That what follows is refused for what it says is wrong, and not for how it was made. */
  @Test
  void aMintedCertificateThatIsRegisteredAndRightIsLetIn() throws IOException {
    assertEquals(200, stranger(Stranger.NONE_REGISTERED_AND_RIGHT).status(process));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE_REGISTERED_AND_RIGHT")
  void aStrangerIsRefused(Stranger stranger) throws IOException {
    DataPlaneCertificate certificate = stranger(stranger);

    if (stranger.handshakes()) {
      for (String path : new String[] {"/version", "/api/dataplane/wire_keyring", "/nothing"}) {
        try (DpSocket socket = certificate.connect(process)) {
          DpSocket.Response response = socket.get(path);
          assertEquals(401, response.status());
          assertTrue(response.body().startsWith("{\"error\":\""), response.body());
        }
      }
      assertEquals(401, range(certificate).status());
    } else {
      assertHandshakeFails(certificate.at(process));
    }
  }

  private DataPlaneCertificate stranger(Stranger stranger) {
    return Objects.requireNonNull(strangers.get(stranger));
  }

  private DpSocket.Response range(DataPlaneCertificate certificate) throws IOException {
    try (DpSocket socket = certificate.connect(process)) {
      return socket.post("/v3/kv/range", "{\"key\":\"Lw==\",\"range_end\":\"AA==\"}");
    }
  }

  /** With TLS 1.3 a client hears of it when it first reads. */
  private static void assertHandshakeFails(DpEndpoint endpoint) {
    IOException failure =
        assertThrows(
            IOException.class,
            () -> {
              try (DpSocket socket = DpSocket.open(endpoint, DataPlaneCertificate.LIMIT)) {
                socket.get("/version");
              }
            });
    assertFalse(failure instanceof SocketTimeoutException, failure.toString());
  }

  @Test
  void whoBringsNoCertificateIsRefusedInTheHandshake() {
    DpEndpoint known = ofA.at(process);
    assertHandshakeFails(
        new DpEndpoint(
            known.host(), known.port(), known.serverName(), Tls.trusting(ofA.authority())));
  }

  @Test
  void revocationEndsAnOpenWatchAndRefusesTheNextRequest() throws IOException {
    DataPlaneCertificate revoked = DataPlaneCertificate.issue(admin, "a");
    try (DpSocket watch = watching(revoked);
        DpSocket idle = revoked.connect(process)) {
      assertEquals(200, idle.get("/version").status());

      admin.delete("/api/gateway_groups/b/instances/" + revoked.instance()).expect(404);
      assertEquals(200, idle.get("/version").status());
      admin.delete("/api/gateway_groups/a/instances/" + revoked.instance()).expect(200);

      assertEquals(401, idle.get("/version").status());
      assertEnds(watch);
    }
    assertEquals(401, revoked.status(process));
    assertEquals(200, ofA.status(process));
  }

  @Test
  void deletingAGroupEndsItsWatchesAndItsNameGivesNoRights() throws IOException {
    createGroup(admin, "short-lived");
    DataPlaneCertificate old = DataPlaneCertificate.issue(admin, "short-lived");
    try (DpSocket watch = watching(old)) {
      admin.delete("/api/gateway_groups/short-lived").expect(409);
      assertEquals(200, old.status(process));
      admin.delete("/api/gateway_groups/short-lived?force=true").expect(200);

      assertEquals(401, old.status(process));
      assertEnds(watch);
    }
    createGroup(admin, "short-lived");

    assertEquals(401, old.status(process));
    assertEquals(200, DataPlaneCertificate.issue(admin, "short-lived").status(process));
  }

  private DpSocket watching(DataPlaneCertificate certificate) throws IOException {
    DpSocket watch = certificate.connect(process);
    assertEquals(200, watch.open("/v3/watch", WATCH_ALL).status());
    assertTrue(watch.chunk().orElseThrow().contains("\"created\":true"));
    return watch;
  }

  /** In whatever way a stream ends: a last chunk, or the end of the connection. */
  private static void assertEnds(DpSocket watch) {
    try {
      Optional<String> chunk = watch.chunk();
      while (chunk.isPresent()) {
        chunk = watch.chunk();
      }
    } catch (IOException e) {
      assertFalse(e instanceof SocketTimeoutException, e.toString());
    }
  }

  @Test
  void theDataPlanePortHasNothingElse() throws IOException {
    for (String path :
        new String[] {
          "/", "/healthz", "/metrics", "/api/me", "/api/gateway_groups", "/apisix/admin/routes",
          "/v3/kv/range/", "/v3", "/VERSION", "/version/../version", "//version", "/%76ersion"
        }) {
      try (DpSocket socket = ofA.connect(process)) {
        assertEquals(404, socket.get(path).status(), path);
      }
    }
    for (String path :
        new String[] {
          "/v3/kv/put", "/v3/kv/deleterange", "/v3/kv/txn", "/v3/kv/compaction",
          "/v3/lease/grant", "/v3/auth/authenticate", "/v3/maintenance/snapshot", "/api/login"
        }) {
      try (DpSocket socket = ofA.connect(process)) {
        assertEquals(404, socket.post(path, "{}").status(), path);
      }
    }
    try (DpSocket socket = ofA.connect(process)) {
      assertEquals(404, socket.post("/version", "{}").status());
      assertEquals(404, socket.get("/v3/kv/range").status());
      assertEquals(404, socket.get("/v3/watch").status());
      assertEquals(404, socket.post("/api/dataplane/wire_keyring", "{}").status());
      assertEquals(400, socket.post("/v3/kv/range", "{\"key\":").status());
      assertEquals(400, socket.post("/v3/watch", "[]").status());
      assertEquals(200, socket.get("/version").status());
    }
  }

  @Test
  void anInstanceIsListedWithItsCertificateAndWhereItWasSeen() throws IOException {
    assertEquals(200, ofB.status(process));

    AdminClient.Answer answer = admin.get("/api/gateway_groups/b/instances").expect(200);

    assertTrue(answer.body().contains(ofB.instance()), answer.body());
    assertTrue(answer.body().contains("\"ip_address\":\"127.0.0.1\""), answer.body());
    assertFalse(answer.body().contains(ofA.instance()), answer.body());
    assertInstanceOf(JsonArray.class, answer.json().get("list"));
  }
}
