package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.contract.StoredRows.Copy;
import io.claviger.tests.contract.StoredRows.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed behind the program's back, in any guarded column of any row, is named and
 * never served: neither by a process that starts then, nor to whoever reads it. The tables and the
 * columns are the database's own, so that one which is added later is attacked as well.
 */
class TamperedRowsTest extends DatabaseContract {
  private @Nullable WholeInstallation installation;
  private @Nullable Connection connection;

  @BeforeEach
  void fill(@TempDir Path keys) throws SQLException {
    connection = place().connect();
    installation = new WholeInstallation(database(), keys);
    installation.fill();
    damages.clear();
  }

  @AfterEach
  void empty() throws SQLException {
    for (String table : stored().tables()) {
      forge("delete from " + table);
    }
    present(connection).close();
  }

  private StoredRows stored() {
    return new StoredRows(present(connection));
  }

  private WholeInstallation installation() {
    return present(installation);
  }

  private String ofGroup() {
    return " where scope = '" + installation().scope() + "'";
  }

  @Test
  void everyTableHasARowToBeAttacked() throws SQLException {
    for (String table : stored().tables()) {
      assertTrue(!rows(table).isEmpty(), table);
    }
    assertTrue(stored().tables().size() >= 14, () -> "tables");
  }

  /** A row of the group where the table is of groups. */
  private List<Row> rows(String table) throws SQLException {
    return stored().rows(table, stored().hasScope(table) ? ofGroup() : "");
  }

  @Test
  void anEditOfAnyColumnIsNamedAndNotServed() throws SQLException {
    List<byte[]> good = installation().served();
    for (String table : stored().tables()) {
      Row row = rows(table).getFirst();
      for (String column : stored().guardedColumns(table)) {
        // The database itself refuses another number.
        if (!column.equals("only_row")) {
          Object before = stored().value(row, column);
          Row edited = stored().set(row, column, StoredRows.edited(column, before));
          assertDamaged(row, column);
          stored().set(edited, column, before);
        }
      }
    }
    assertServes(good);
  }

  @Test
  void anEditOfTheSystemsOwnKeysAndValuesIsNamed() throws SQLException {
    for (String table : List.of("keyring", "keyring_key", "sealed_value")) {
      Row row = stored().rows(table, " where scope = 'system'").getFirst();
      for (String column : stored().guardedColumns(table)) {
        if (!column.equals("scope")) {
          Object before = stored().value(row, column);
          Row edited = stored().set(row, column, StoredRows.edited(column, before));
          assertSystemDamaged(table, column);
          stored().set(edited, column, before);
        }
      }
    }
    run(() -> installation().rows().verify(Scope.SYSTEM));
  }

  @Test
  void aDeletedRowOfAGroupIsNoticedByTheNextStart() throws SQLException {
    List<byte[]> good = installation().served();
    for (String table : setTables()) {
      for (Row row : rows(table)) {
        Copy copy = stored().copy(row);
        stored().delete(row);
        assertFrozen(table + " without " + row.key());
        stored().insert(copy);
      }
    }
    assertServes(good);
  }

  @Test
  void aRowThatWasDeletedAndIsPutBackIsNoticedByTheNextStart() throws SQLException {
    Row route =
        rows("resource").stream()
            .filter(row -> row.key().containsValue("routes"))
            .findFirst()
            .orElseThrow();
    List<Copy> deleted = new ArrayList<>();
    for (String table : List.of("resource", "sealed_value", "resource_reference")) {
      for (Row row : rows(table)) {
        if (row.key().containsValue("routes")) {
          deleted.add(stored().copy(row));
        }
      }
    }
    assertTrue(deleted.size() >= 3, () -> "a resource with a secret and a reference");
    installation().deleteRoute();
    installation().served();

    Row tombstone =
        rows("tombstone").stream()
            .filter(row -> row.key().equals(route.key()))
            .findFirst()
            .orElseThrow();
    stored().delete(tombstone);
    for (Copy copy : deleted) {
      stored().insert(copy);
    }

    assertFrozen("a route that was deleted");
  }

  @Test
  void aResourceThatIsPutBackWithItsOldSealedValuesIsNoticedByTheNextStart() throws SQLException {
    List<Copy> old = new ArrayList<>();
    for (String table : List.of("resource", "sealed_value")) {
      for (Row row : rows(table)) {
        if (row.key().containsValue("routes")) {
          old.add(stored().copy(row));
        }
      }
    }
    installation().rewriteRoute();
    installation().served();

    for (Copy copy : old) {
      stored().delete(copy.row());
      stored().insert(copy);
    }

    assertFrozen("an older route");
  }

  @Test
  void aRowOfAnotherGroupIsNotTakenIn() throws SQLException {
    Scope other = installation().addGroup("other");
    Row upstream = stored().rows("resource", " where scope = '" + other + "'").getFirst();
    stored().set(upstream, "scope", installation().scope().value());

    assertFrozen("a resource of another group");
  }

  private List<String> setTables() throws SQLException {
    List<String> tables = new ArrayList<>();
    for (String table : stored().tables()) {
      if (stored().hasScope(table)) {
        tables.add(table);
      }
    }
    return tables;
  }

  private void assertDamaged(Row row, String column) throws SQLException {
    String table = row.table();
    damages.clear();
    if (stored().hasScope(table)) {
      assertFrozen(table + "." + column);
      // A row that says it is another one, or of another group, is missing where it was: whoever
      // needs it first says so.
      if (!row.key().containsKey(column) && !column.equals("scope")) {
        assertTrue(
            damages.stream().anyMatch(damage -> damage.table().equals(table)),
            () -> table + "." + column + ": " + damages);
      }
    } else {
      assertSystemDamaged(table, column);
    }
  }

  private void assertSystemDamaged(String table, String column) {
    damages.clear();
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> run(() -> installation().rows().verify(Scope.SYSTEM)),
            table + "." + column);
    assertTrue(refused.refusal() instanceof Refusal.Damaged, refused::getMessage);
    assertTrue(
        damages.stream().anyMatch(damage -> damage.table().equals(table)),
        () -> table + "." + column + ": " + damages);
  }

  private void assertFrozen(String what) {
    try (ChangeFeeds started = installation().start()) {
      List<ChangeFeed> served =
          started.all().stream()
              .filter(feed -> feed.scope().equals(installation().scope()))
              .filter(feed -> feed.frozen().isEmpty() || feed.keys() > 0)
              .toList();
      assertEquals(List.of(), served, what);
      assertTrue(!started.all().isEmpty(), what);
    }
  }

  private void assertServes(List<byte[]> good) {
    List<byte[]> served = installation().served();
    assertEquals(good.size(), served.size());
    for (int i = 0; i < good.size(); i++) {
      assertArrayEquals(good.get(i), served.get(i));
    }
  }
}
