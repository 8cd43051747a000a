package io.claviger.tests.endtoend;

import io.claviger.domain.json.JsonTree;
import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.AdminClient.Answer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A gateway group for every attack, and one that is left alone; all have the same resources. */
final class TamperedGroups {
  static final String HEALTHY = "healthy";

  private static final String LIMITED =
      "{'uri':%s,'plugins':{'limit-count':{'count':1,'time_window':60,'policy':'redis',"
          + "'redis_host':'127.0.0.1','redis_password':%s}}}";
  private static final String LOGGED =
      "{'uri':'/logged','plugins':{'kafka-logger':{'kafka_topic':'t','brokers':["
          + "{'host':'a','port':9092,'sasl_config':{'user':'u','password':%s}},"
          + "{'host':'b','port':9092,'sasl_config':{'user':'u','password':%s}}]}}}";

  private final Installation installation;
  private final TableCopy older;
  private final TableCopy resources;
  private final TableCopy sealed;
  private final TableCopy keys;

  /**
   * Remembers what is in the database now.
   *
   * @param older the sealed values before the last time that everything was written
   */
  TamperedGroups(Installation installation, TableCopy older) throws SQLException, IOException {
    this.installation = installation;
    this.older = older;
    try (Connection connection = installation.connect()) {
      this.resources = TableCopy.of(connection, "resource");
      this.sealed = TableCopy.of(connection, "sealed_value");
      this.keys = TableCopy.of(connection, "keyring_key");
    }
  }

  static Stream<String> names() {
    return Stream.concat(Stream.of(HEALTHY), attacked().stream());
  }

  static List<String> attacked() {
    return Arrays.stream(Attack.values()).map(Attack::group).toList();
  }

  /** Makes them through the API. */
  static void create(AdminClient admin) {
    names()
        .forEach(
            group -> {
              admin
                  .post(
                      "/api/gateway_groups",
                      JsonTree.object().add("id", group).add("name", group).build())
                  .expect(201);
              write(admin, group, "first");
            });
  }

  /** Writes everything once more, with other secrets. */
  static void rewrite(AdminClient admin) {
    names().forEach(group -> write(admin, group, "second"));
  }

  private static void write(AdminClient admin, String group, String turn) {
    put(admin, group, "routes/one", Json.of(LIMITED, "/one", "secret one, " + turn));
    put(admin, group, "routes/two", Json.of(LIMITED, "/two", "secret two, " + turn));
    put(admin, group, "routes/logged", Json.of(LOGGED, "broker a, " + turn, "broker b, " + turn));
    put(admin, group, "routes/plain", "{\"uri\":\"/plain\",\"plugins\":{\"key-auth\":{}}}");
    put(
        admin,
        group,
        "consumers/jack",
        Json.of(
            "{'username':'jack','plugins':{'key-auth':{'key':%s}}}", "secret of jack, " + turn));
  }

  static Answer put(AdminClient admin, String group, String key, String body) {
    Answer answer = admin.put("/apisix/admin/" + key + "?gateway_group_id=" + group, body);
    if (answer.status() >= 300) {
      throw new AssertionError(group + " " + key + ": " + answer.status() + answer.body());
    }
    return answer;
  }

  void strike(List<Attack> attacks) throws SQLException, IOException {
    try (Connection connection = installation.connect()) {
      String other = scope(connection, HEALTHY);
      for (Attack attack : attacks) {
        attack.strike(connection, scope(connection, attack.group()), other, older);
      }
    }
  }

  /** Puts back what the backup has of the resources that were attacked, and nothing else. */
  void repair(List<Attack> attacks) throws SQLException, IOException {
    try (Connection connection = installation.connect()) {
      for (Attack attack : attacks) {
        String scope = scope(connection, attack.group());
        resources.restore(connection, scope, attack.kind(), attack.id());
        sealed.restore(connection, scope, attack.kind(), attack.id());
        restoreKeyring(connection, scope);
      }
    }
  }

  private void restoreKeyring(Connection connection, String scope) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update keyring_key set wrapped = ? where scope = ?")) {
      update.setBytes(1, (byte[]) keys.value("wrapped", "scope", scope));
      update.setString(2, scope);
      update.executeUpdate();
    }
  }

  static String scope(Connection connection, String group) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select scope from gateway_group where id = ?")) {
      query.setString(1, group);
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getString(1);
      }
    }
  }
}
