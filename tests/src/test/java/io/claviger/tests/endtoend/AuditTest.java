package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did what is written down: all of it, masked, in one order, and never changed. */
class AuditTest {
  private static final String SECRET = "a secret of the test of the audit log";
  private static final int STRANGERS = 7;

  @Test
  void everyChangeHasItsEntryWithTheEmbeddedDatabase(@TempDir Path home) throws Exception {
    everyChangeHasItsEntry(Installation.onH2(home));
  }

  @Test
  void everyChangeHasItsEntryWithPostgreSql(@TempDir Path home) throws Exception {
    everyChangeHasItsEntry(Installation.onPostgres(home));
  }

  private static void everyChangeHasItsEntry(Installation unstarted)
      throws SQLException, IOException {
    try (Installation installation = unstarted) {
      ClavigerProcess process = installation.start();
      AdminClient admin = process.admin();
      Map<String, Integer> expected = operations(process, admin);
      expected.merge("system:CreateInstallation done 201 from localhost", 1, Integer::sum);
      expected.merge("iam:LogIn done 200 from 127.0.0.1", 1, Integer::sum);
      expected.merge("iam:CreateToken done 201 from 127.0.0.1", 1, Integer::sum);
      assertEquals(expected, counted(entries(admin)));
      assertMasked(entries(admin));
      new Metrics(process.metricsPort()).await("claviger_audit_pending_entries", "", 0);
      refuseStrangers(process);
      process.close();
      assertOneOrder(installation);
      assertAppendOnly(installation);
      assertStrangersAreCounted(installation.start().admin());
    }
  }

  /** Does something of everything; returns how often the log must tell of what. */
  private static Map<String, Integer> operations(ClavigerProcess process, AdminClient admin) {
    Map<String, Integer> expected = new TreeMap<>();
    Operations operations = new Operations(admin, expected);
    String group = "/api/gateway_groups/audited";
    String query = "?gateway_group_id=audited";
    String profile = Json.of("{'name':'Audited'}");
    operations.done(
        "POST",
        "/api/gateway_groups",
        Json.of("{'id':'audited','name':'A'}"),
        "CreateGatewayGroup",
        201);
    operations.done("PUT", group, profile, "UpdateGatewayGroup", 200);
    for (int i = 0; i < 5; i++) {
      String route = "/apisix/admin/routes/" + i + query;
      operations.done("PUT", route, limited(SECRET + i), "PutRoute", 201);
      operations.done("PUT", route, limited("other " + SECRET + i), "PutRoute", 200);
      operations.done("PATCH", route, Json.of("{'priority':3}"), "PutRoute", 200);
      operations.unchanged("PATCH", route, Json.of("{'priority':3}"), "PutRoute");
    }
    String route = "/apisix/admin/routes/0" + query;
    operations.done("DELETE", route, "", "DeleteRoute", 200);
    operations.refused("DELETE", route, "", "DeleteRoute", 404);
    operations.refused("PUT", route, Json.of("{'uri':'/a','plugins':%s}", SECRET), "PutRoute", 400);
    IssuedDataPlane.of(process, admin, "audited").wireKeyring();
    operations.expect("gateway:CreateGatewayInstance done 201 from 127.0.0.1");
    operations.expect("gateway:GetWireKeyring done 200 from 127.0.0.1");
    String token =
        admin
            .post("/api/tokens", JsonTree.object().add("name", "t").build())
            .expect(201)
            .value()
            .getString("id");
    operations.expect("iam:CreateToken done 201 from 127.0.0.1");
    operations.done("DELETE", "/api/tokens/" + token, "", "iam:DeleteToken", 200);
    operations.done("DELETE", group + "?force=true", "", "DeleteGatewayGroup", 200);
    return expected;
  }

  /** Requests, and what the log must say of them. */
  private record Operations(AdminClient admin, Map<String, Integer> expected) {
    void done(String method, String path, String body, String action, int status) {
      send(method, path, body, action, status, "done");
    }

    void unchanged(String method, String path, String body, String action) {
      send(method, path, body, action, 200, "unchanged");
    }

    void refused(String method, String path, String body, String action, int status) {
      send(method, path, body, action, status, "refused");
    }

    private void send(
        String method, String path, String body, String action, int status, String outcome) {
      // Whoever is no configured proxy cannot say where it comes from.
      admin
          .with("X-Forwarded-For", "203.0.113.9")
          .with("Forwarded", "for=203.0.113.9")
          .send(method, path, body.getBytes(StandardCharsets.UTF_8))
          .expect(status);
      String name = action.contains(":") ? action : "gateway:" + action;
      expect("%s %s %d from 127.0.0.1".formatted(name, outcome, status));
    }

    void expect(String line) {
      expected.merge(line, 1, Integer::sum);
    }
  }

  private static String limited(String password) {
    return Json.of(
        "{'uri':'/a','plugins':{'limit-count':{'count':1,'time_window':60,'policy':'redis',"
            + "'redis_host':'127.0.0.1','redis_password':%s}}}",
        password);
  }

  private static List<JsonObject> entries(AdminClient admin) {
    List<JsonObject> entries = new ArrayList<>();
    for (int page = 1; ; page++) {
      JsonObject answer = admin.get("/api/audit_logs?page_size=20&page=" + page).expect(200).json();
      entries.addAll(answer.getJsonArray("list").getValuesAs(JsonObject.class));
      if (entries.size() >= answer.getInt("total")) {
        return entries;
      }
    }
  }

  private static Map<String, Integer> counted(List<JsonObject> entries) {
    return entries.stream()
        .collect(
            Collectors.toMap(
                entry ->
                    "%s %s %d from %s"
                        .formatted(
                            entry.getString("event_type"),
                            entry.getString("outcome"),
                            entry.getInt("status"),
                            entry.getString("ip_address")),
                entry -> 1,
                Integer::sum,
                TreeMap::new));
  }

  private static void assertMasked(List<JsonObject> entries) {
    String all = entries.toString();
    assertFalse(all.contains(SECRET));
    assertTrue(all.contains("\"redis_password\":\"$sealed://"), all);
  }

  private static void refuseStrangers(ClavigerProcess process) {
    for (int i = 0; i < STRANGERS; i++) {
      process.stranger().with("X-Forwarded-For", "203.0.113." + i).get("/api/tokens").expect(401);
    }
    process.stranger().tryLogIn("nobody", "a wrong password of nobody").expect(401);
  }

  /** Every entry is a leaf; the leaves are numbered without a gap in the order of the entries. */
  private static void assertOneOrder(Installation installation) throws SQLException, IOException {
    try (Connection connection = installation.connect();
        Statement statement = connection.createStatement();
        ResultSet leaves =
            statement.executeQuery(
                "select l.seq, l.leaf_hash, e.canonical from audit_leaf l"
                    + " join audit_entry e on e.id = l.entry_id order by e.ordinal")) {
      long seq = 0;
      while (leaves.next()) {
        assertEquals(seq++, leaves.getLong(1));
        assertArrayEquals(AuditEntry.leafHash(leaves.getBytes(3)), leaves.getBytes(2));
      }
      assertTrue(seq > 20, "only " + seq + " leaves");
    }
  }

  private static void assertAppendOnly(Installation installation) {
    for (String sql :
        List.of(
            "update audit_entry set actor = 'user:nobody'",
            "delete from audit_entry",
            "truncate table audit_entry",
            "update audit_leaf set seq = seq + 1000",
            "delete from audit_leaf",
            "truncate table audit_leaf")) {
      assertThrows(SQLException.class, () -> installation.execute(sql), sql);
    }
  }

  /** In one entry, or in two where a minute ended meanwhile. */
  private static void assertStrangersAreCounted(AdminClient admin) {
    List<JsonObject> refused =
        entries(admin).stream()
            .filter(entry -> entry.getJsonObject("operator").getString("id").equals("unknown"))
            .filter(entry -> entry.getString("outcome").equals("refused"))
            .toList();
    assertEquals(STRANGERS, times(refused, "iam:Authenticate"));
    assertEquals(1, times(refused, "iam:LogIn"));
    assertTrue(refused.size() <= 4, refused.toString());
    refused.forEach(entry -> assertEquals("127.0.0.1", entry.getString("ip_address")));
  }

  private static int times(List<JsonObject> refused, String action) {
    return refused.stream()
        .filter(entry -> entry.getString("event_type").equals(action))
        .mapToInt(entry -> Integer.parseInt(entry.getString("body").split(" ", 3)[1]))
        .sum();
  }
}
