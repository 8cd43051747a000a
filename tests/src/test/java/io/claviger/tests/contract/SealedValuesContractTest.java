package io.claviger.tests.contract;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.Scope;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The sealed values. */
class SealedValuesContractTest extends DatabaseContract {
  private SealedValues values() {
    return new HibernateSealedValues(database().unitOfWork());
  }

  private static SealedValue value(int... bytes) {
    byte[] body = new byte[bytes.length];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) bytes[i];
    }
    return new SealedValue(new KeyId("0123456789abcdef"), body);
  }

  @Test
  void theNewValuesAreTheOnlyOnes() {
    Scope scope = newScope();
    run(
        () ->
            values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1), "/keys/0", value(2))));

    run(() -> values().replace(scope, "ssls", "1", 2, Map.of("/key", value(3, 0, 255))));

    assertEquals(Map.of("/key", value(3, 0, 255)), transact(() -> values().of(scope, "ssls", "1")));
  }

  @Test
  void aThingHasOnlyItsOwnValues() {
    Scope scope = newScope();
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1))));

    assertEquals(Map.of(), transact(() -> values().of(scope, "ssls", "2")));
    assertEquals(Map.of(), transact(() -> values().of(scope, "routes", "1")));
    assertEquals(Map.of(), transact(() -> values().of(newScope(), "ssls", "1")));
  }

  @Test
  void aValueMayBeLongerThanAMebibyte() {
    Scope scope = newScope();
    SealedValue large = value(new int[3 << 20]);

    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", large)));

    assertEquals(Map.of("/key", large), transact(() -> values().of(scope, "ssls", "1")));
  }

  @Test
  void theLongestPointerOfTheWidestCharactersIsStored() {
    Scope scope = newScope();
    String longest = "/" + "\u4e00".repeat(511);
    run(() -> values().replace(scope, "routes", "1", 1, Map.of(longest, value(1))));
    assertEquals(Map.of(longest, value(1)), transact(() -> values().of(scope, "routes", "1")));

    assertRefused(
        Refusal.Invalid.class,
        () ->
            run(() -> values().replace(scope, "routes", "1", 1, Map.of(longest + "x", value(1)))));
  }

  private static final KeyId OLD = new KeyId("0123456789abcdef");
  private static final KeyId LOW = new KeyId("0000000000000001");
  private static final KeyId HIGH = new KeyId("ffffffffffffffff");

  private static SealedValue under(KeyId key, int body) {
    return new SealedValue(key, new byte[] {(byte) body});
  }

  private Scope scopeUnderThreeKeys() {
    Scope scope = newScope();
    run(
        () -> {
          values().replace(scope, "ssls", "1", 3, Map.of("/key", under(OLD, 1)));
          values().replace(scope, "ssls", "2", 4, Map.of("/key", under(LOW, 2)));
          values()
              .replace(scope, "ssls", "3", 5, Map.of("/key", under(HIGH, 3), "/x", under(HIGH, 4)));
        });
    return scope;
  }

  @Test
  void valuesAreCountedByKey() {
    Scope scope = scopeUnderThreeKeys();

    assertEquals(Map.of(OLD, 1L, LOW, 1L, HIGH, 2L), transact(() -> values().countByKey(scope)));
    assertEquals(Map.of(), transact(() -> values().countByKey(newScope())));
  }

  @Test
  void whatIsUnderOtherKeysIsFoundWhateverTheirIds() {
    Scope scope = scopeUnderThreeKeys();

    assertEquals(
        Set.of(
            new SealedValues.Stored("ssls", "2", "/key", 4, under(LOW, 2)),
            new SealedValues.Stored("ssls", "3", "/key", 5, under(HIGH, 3)),
            new SealedValues.Stored("ssls", "3", "/x", 5, under(HIGH, 4))),
        Set.copyOf(transact(() -> values().notUnder(scope, OLD, 9))));
    assertEquals(2, transact(() -> values().notUnder(scope, OLD, 2)).size());
    assertEquals(2, transact(() -> values().notUnder(scope, HIGH, 9)).size());
  }

  @Test
  void aResealedValueKeepsItsPlaceAndVersion() {
    Scope scope = scopeUnderThreeKeys();

    run(
        () ->
            values()
                .notUnder(scope, OLD, 9)
                .forEach(stored -> values().reseal(scope, stored, under(OLD, 7))));

    assertEquals(Map.of(OLD, 4L), transact(() -> values().countByKey(scope)));
    assertEquals(
        Map.of("/key", under(OLD, 7), "/x", under(OLD, 7)),
        transact(() -> values().of(scope, "ssls", "3")));
    assertEquals(
        Set.of(3L, 4L, 5L),
        transact(() -> values().notUnder(scope, LOW, 9)).stream()
            .map(SealedValues.Stored::version)
            .collect(toSet()));
  }

  /** What somebody writes meanwhile waits for the batch, and then replaces what the batch left. */
  @Test
  void aWriterDoesNotLoseToABatch() throws Exception {
    Scope scope = scopeUnderThreeKeys();
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
      Future<?> writing =
          transact(
              () -> {
                List<SealedValues.Stored> batch = values().notUnder(scope, OLD, 9);
                Future<?> waiting =
                    writer.submit(
                        () ->
                            run(
                                () -> {
                                  begun.countDown();
                                  values()
                                      .replace(
                                          scope, "ssls", "2", 9, Map.of("/key", under(OLD, 99)));
                                }));
                await(begun);
                batch.forEach(stored -> values().reseal(scope, stored, under(OLD, 7)));
                return waiting;
              });
      assertDoesNotThrow(() -> writing.get());
    }
    assertEquals(Map.of("/key", under(OLD, 99)), transact(() -> values().of(scope, "ssls", "2")));
  }

  /** As by somebody who does not hold the group. */
  @Test
  void aValueThatWasChangedMeanwhileIsNotOverwritten() {
    Scope scope = newScope();
    SealedValue large = new SealedValue(OLD, new byte[3 << 20]);
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", large, "/x", under(OLD, 2))));
    List<SealedValues.Stored> batch = transact(() -> values().notUnder(scope, LOW, 9));
    Map<String, SealedValue> changed = Map.of("/key", under(OLD, 3), "/x", under(OLD, 4));
    run(() -> values().replace(scope, "ssls", "1", 1, changed));

    for (SealedValues.Stored stored : batch) {
      assertConflict(() -> run(() -> values().reseal(scope, stored, under(LOW, 7))));
    }
    assertEquals(changed, transact(() -> values().of(scope, "ssls", "1")));

    run(() -> values().replace(scope, "ssls", "1", 1, Map.of()));
    for (SealedValues.Stored stored : batch) {
      assertConflict(() -> run(() -> values().reseal(scope, stored, under(LOW, 7))));
    }
    assertEquals(Map.of(), transact(() -> values().of(scope, "ssls", "1")));
  }

  @Test
  void aValueThatIsLongerThanAMebibyteIsResealed() {
    Scope scope = newScope();
    SealedValue large = new SealedValue(OLD, new byte[3 << 20]);
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", large)));

    run(
        () ->
            values()
                .notUnder(scope, LOW, 9)
                .forEach(stored -> values().reseal(scope, stored, under(LOW, 7))));

    assertEquals(Map.of("/key", under(LOW, 7)), transact(() -> values().of(scope, "ssls", "1")));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aForgedKeyIdIsDamaged() throws SQLException {
    Scope scope = newScope();
    run(() -> values().replace(scope, "ssls", "1", 1, Map.of("/key", value(1))));

    forge("update sealed_value set key_id = 'forged' where scope = '" + scope + "'");

    assertRefused(Refusal.Damaged.class, () -> run(() -> values().of(scope, "ssls", "1")));
  }
}
