package io.claviger.tests.endtoend;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What somebody does who can write to the database and has no key. Each is done to a gateway group
 * of its own, which {@link #group} names; {@code :g} is its scope and {@code :o} that of a group
 * which nobody attacks.
 */
enum Attack {
  MOVED_TO_ANOTHER_ROW(
      "routes",
      "one",
      "update sealed_value set sealed = (select s.sealed from sealed_value s where s.scope = :g"
          + " and s.id = 'two') where scope = :g and kind = 'routes' and id = 'one'"),
  MOVED_TO_ANOTHER_FIELD(
      "routes",
      "logged",
      "update sealed_value set sealed = (select s.sealed from sealed_value s where s.scope = :g"
          + " and s.id = 'logged' and s.pointer like '%/1/%')"
          + " where scope = :g and id = 'logged' and pointer like '%/0/%'"),
  GIVEN_ANOTHER_FIELD(
      "consumers",
      "jack",
      "update sealed_value set pointer = '/plugins/key-auth/other'"
          + " where scope = :g and kind = 'consumers' and id = 'jack'"),
  GIVEN_NO_FIELD(
      "consumers",
      "jack",
      "update sealed_value set pointer = 'none' where scope = :g and id = 'jack'"),
  MOVED_TO_ANOTHER_GROUP(
      "routes",
      "one",
      "update sealed_value set sealed = (select s.sealed from sealed_value s where s.scope = :o"
          + " and s.id = 'one'), key_id = (select s.key_id from sealed_value s where s.scope = :o"
          + " and s.id = 'one') where scope = :g and id = 'one'"),
  OLDER_VERSION_REPLAYED("routes", "one") {
    @Override
    void strike(Connection connection, String scope, String other, TableCopy older)
        throws SQLException {
      Object[] row = {"scope", scope, "kind", "routes", "id", "one"};
      replaceSealed(connection, scope, (byte[]) older.value("sealed", row));
    }
  },
  BIT_FLIPPED("routes", "one") {
    @Override
    void strike(Connection connection, String scope, String other, TableCopy older)
        throws SQLException {
      Object[] row = {"scope", scope, "kind", "routes", "id", "one"};
      byte[] sealed =
          ((byte[]) TableCopy.of(connection, "sealed_value").value("sealed", row)).clone();
      sealed[sealed.length / 2] ^= 1;
      replaceSealed(connection, scope, sealed);
    }
  },
  WRONG_KEY(
      "routes",
      "one",
      "update sealed_value set key_id = (select s.key_id from sealed_value s where s.scope = :o"
          + " and s.id = 'one') where scope = :g and id = 'one'"),
  SEALED_VALUE_DELETED(
      "consumers", "jack", "delete from sealed_value where scope = :g and id = 'jack'"),
  MARKERS_SWAPPED("routes", "logged") {
    @Override
    void strike(Connection connection, String scope, String other, TableCopy older)
        throws SQLException {
      Object[] row = {"scope", scope, "kind", "routes", "id", "logged"};
      String document = (String) TableCopy.of(connection, "resource").value("document", row);
      List<String> markers = MARKER.matcher(document).results().map(MatchResult::group).toList();
      String swapped =
          document
              .replace(markers.get(0), "?")
              .replace(markers.get(1), markers.get(0))
              .replace("?", markers.get(1));
      try (PreparedStatement update =
          connection.prepareStatement(
              "update resource set document = ? where scope = ? and id = 'logged'")) {
        update.setString(1, swapped);
        update.setString(2, scope);
        update.executeUpdate();
      }
    }
  },
  DOCUMENT_DESTROYED(
      "routes", "two", "update resource set document = '{' where scope = :g and id = 'two'"),
  KEYRING_EXCHANGED(
      "routes",
      "none",
      "update keyring_key set wrapped = (select k.wrapped from keyring_key k where k.scope = :o)"
          + " where scope = :g") {
    @Override
    String named() {
      return "keyring_key";
    }
  },
  /** There is no secret in it. */
  DOCUMENT_EDITED(
      "routes",
      "plain",
      "update resource set document = replace(document, '/plain', '/evil')"
          + " where scope = :g and id = 'plain'"),
  /** A gateway would let everybody in. */
  PLUGIN_REMOVED(
      "routes",
      "plain",
      "update resource set document = replace(document, '\"key-auth\":{}', '')"
          + " where scope = :g and id = 'plain' and document like '%\"key-auth\":{}%'"),
  RESOURCE_DELETED("consumers", "jack", "delete from resource where scope = :g and id = 'jack'");

  private static final Pattern MARKER = Pattern.compile("\\$sealed://[A-Za-z0-9_-]+");

  private final String kind;
  private final String id;
  private final List<String> statements;

  Attack(String kind, String id, String... statements) {
    this.kind = kind;
    this.id = id;
    this.statements = List.of(statements);
  }

  String group() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of the resource that is attacked. */
  String kind() {
    return kind;
  }

  /** Of the resource that is attacked. */
  String id() {
    return id;
  }

  /** What the alarm names. */
  String named() {
    return kind + "/" + id;
  }

  /**
   * @param older what was sealed before everything was written once more
   */
  void strike(Connection connection, String scope, String other, TableCopy older)
      throws SQLException {
    for (String sql : statements) {
      try (Statement statement = connection.createStatement()) {
        int changed =
            statement.executeUpdate(
                sql.replace(":g", "'" + scope + "'").replace(":o", "'" + other + "'"));
        if (changed == 0) {
          throw new AssertionError(this + " changed nothing");
        }
      }
    }
  }

  private static void replaceSealed(Connection connection, String scope, byte[] sealed)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update sealed_value set sealed = ? where scope = ? and id = 'one'")) {
      update.setBytes(1, sealed);
      update.setString(2, scope);
      update.executeUpdate();
    }
  }
}
