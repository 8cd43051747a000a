package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.tests.harness.PostgresTap;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * How often a write waits for PostgreSQL, exactly. While the row of its group is held, all other
 * writers of the group wait as well, so there it counts most. Whoever changes a number here makes
 * every write faster or slower, and should know it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteCostTest {
  private @Nullable PostgresTap tap;
  private @Nullable ResourceHouse house;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    TestDatabase database = TestDatabase.postgres();
    tap = PostgresTap.on(database);
    house = new ResourceHouse(directory, new JsonCatalogue(), tap.behind(database));
    house().put("upstreams", "1", "{\"nodes\":{\"127.0.0.1:8000\":1}}");
    // What is read once and then remembered.
    house().put("consumers", "first", consumer("first", "a key"));
  }

  @AfterAll
  void close() throws IOException {
    house().close();
    tap().close();
  }

  private ResourceHouse house() {
    return present(house);
  }

  private PostgresTap tap() {
    return present(tap);
  }

  private static <T> T present(@Nullable T opened) {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  /**
   * @param before round trips before the group's row is held
   * @param held round trips from the one that takes the row to the commit
   */
  private void assertCosts(int before, int held, Runnable write) {
    tap().take();
    write.run();
    List<List<String>> trips = tap().take();
    int lock = 0;
    while (lock < trips.size() && !trips.get(lock).toString().contains(" for no key update")) {
      lock++;
    }
    String all = String.join("\n", trips.stream().map(List::toString).toList());
    assertEquals(List.of(before, held), List.of(lock, trips.size() - lock), all);
  }

  private void put(String kind, String id, String json) {
    house().put(kind, id, json);
  }

  private static String route(String uri) {
    return "{\"uri\":\"" + uri + "\",\"upstream_id\":\"1\"}";
  }

  private static String consumer(String name, String key) {
    return "{\"username\":\"%s\",\"plugins\":{\"key-auth\":{\"key\":\"%s\"}}}".formatted(name, key);
  }

  /** Group; route with its tombstone and the keyring; upstream; all that is written; commit. */
  @Test
  void aNewRoute() {
    assertCosts(0, 5, () -> put("routes", "new", route("/new")));
  }

  /** As a new one, and: references. */
  @Test
  void aChangedRoute() {
    put("routes", "changed", route("/before"));
    assertCosts(0, 6, () -> put("routes", "changed", route("/after")));
  }

  /** Group; route; the audit log; commit. */
  @Test
  void aRouteThatIsStoredAlready() {
    put("routes", "same", route("/same"));
    assertCosts(0, 4, () -> put("routes", "same", route("/same")));
  }

  @Test
  void aPatchedRoute() {
    put("routes", "patched", route("/patched"));
    assertCosts(
        0, 6, () -> house().patch(ResourceHouse.ALL, "routes", "patched", "{\"priority\":1}"));
  }

  /** Group; route; who names it; references; all that is written; commit. */
  @Test
  void aDeletedRoute() {
    put("routes", "deleted", route("/deleted"));
    assertCosts(0, 6, () -> house().delete("routes", "deleted", false));
  }

  /** Group; consumer; whose the identity is; all that is written; commit. */
  @Test
  void aNewConsumer() {
    assertCosts(0, 5, () -> put("consumers", "new", consumer("new", "1")));
  }

  /** As a new one, and: identities, references, secrets. */
  @Test
  void aConsumerWithAnotherSecret() {
    put("consumers", "changed", consumer("changed", "2"));
    assertCosts(0, 8, () -> put("consumers", "changed", consumer("changed", "3")));
  }

  /** As a route, and: credentials, secrets, identities. */
  @Test
  void aDeletedConsumer() {
    put("consumers", "deleted", consumer("deleted", "4"));
    assertCosts(0, 9, () -> house().delete("consumers", "deleted", false));
  }
}
