package io.claviger.tests.usecase;

import static io.claviger.tests.usecase.RotationHouse.GROUP;
import static io.claviger.tests.usecase.RotationHouse.SYSTEM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.crypto.x509.Ed25519Signatures;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.Reencryptor;
import io.claviger.application.rotation.Reencryptor.Left;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.KeyState;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.Reencryption.State;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keyrings rotate without anybody noticing, and a key that is destroyed is needed by nothing. */
class RotationTest {
  /** Marker key and wire keyring, which every group has. */
  private static final int OWN = 2;

  private static final int CONSUMERS = 40;

  @TempDir private Path directory;
  private RotationHouse rotation;
  private ResourceHouse house;

  @BeforeEach
  void open() {
    rotation = new RotationHouse(directory);
    house = rotation.house;
    for (int i = 0; i < CONSUMERS; i++) {
      put(i, "secret " + i);
    }
  }

  @AfterEach
  void close() {
    rotation.close();
  }

  private void put(int i, String secret) {
    house.put(
        "consumers",
        "c" + i,
        "{\"username\":\"c%d\",\"plugins\":{\"key-auth\":{\"key\":\"%s\"}}}".formatted(i, secret));
  }

  private String secret(int i) {
    return house
        .opened("consumers", "c" + i)
        .getJsonObject("plugins")
        .getJsonObject("key-auth")
        .getString("key");
  }

  private KeyId primary() {
    return rotation.keys(GROUP).getFirst().key().id();
  }

  private static Refusal refusal(Runnable work) {
    return assertThrows(RefusedException.class, work::run).refusal();
  }

  @Test
  void aRotationSealsWithANewKeyAndOpensWithTheOld() {
    KeyId old = primary();

    KeyId made = rotation.rotate(GROUP, false);
    put(3, "a new secret");

    List<GetKeyring.Key> keys = rotation.keys(GROUP);
    assertEquals(List.of(made, old), keys.stream().map(key -> key.key().id()).toList());
    assertEquals(
        List.of(KeyState.PRIMARY, KeyState.DECRYPT_ONLY),
        keys.stream().map(key -> key.key().state()).toList());
    assertEquals(
        List.of(1L, CONSUMERS + OWN - 1L),
        keys.stream().map(GetKeyring.Key::sealedValues).toList());
    assertEquals("a new secret", secret(3));
    assertEquals("secret 4", secret(4));
  }

  @Test
  void aReencryptionMovesEverythingAndNobodyNotices() {
    Resource before = house.get("consumers", "c5");
    long revision = revision();
    house.woken.clear();

    KeyId made = rotation.rotate(GROUP, true);
    assertEquals(CONSUMERS + OWN, rotation.progress(GROUP).total());
    rotation.moveAll();

    assertEquals(State.DONE, rotation.progress(GROUP).state());
    assertEquals(CONSUMERS + OWN, rotation.progress(GROUP).done());
    assertEquals(
        List.of(CONSUMERS + (long) OWN, 0L),
        rotation.keys(GROUP).stream().map(GetKeyring.Key::sealedValues).toList());
    assertEquals(before, house.get("consumers", "c5"));
    assertEquals(revision, revision());
    assertEquals(List.of(), house.woken);
    for (int i = 0; i < CONSUMERS; i++) {
      assertEquals("secret " + i, secret(i));
      assertEquals(made, house.sealedOf("consumers", "c" + i).values().iterator().next().key());
    }
    rotation.verifyRows();
  }

  private long revision() {
    return rotation.in(
        () -> house.groups.find(ResourceHouse.GROUP).orElseThrow().revision().value());
  }

  @Test
  void itGivesWayToWritersAndToNobodyElse() {
    Reencryptor reencryptor = rotation.reencryptor();
    rotation.rotate(GROUP, true);
    rotation.rotate(SYSTEM, true);

    assertEquals(Left.MORE, reencryptor.run());
    put(CONSUMERS, "one more");
    assertEquals(Left.MORE_BESIDE_WRITERS, reencryptor.run());
    rotation.rotate(GROUP, true);
    assertEquals(Left.MORE, reencryptor.run());
  }

  @Test
  void theAuditLogTellsOfTheStartAndTheEnd() {
    rotation.rotate(GROUP, false);
    rotation.reencrypt(GROUP);
    rotation.moveAll();

    List<AuditSummary> entries = rotation.audit("gateway:ReencryptKeyring");
    assertEquals(2, entries.size());
    assertEquals("system:reencryption", entries.getFirst().actor());
    assertEquals(
        "{\"state\":\"done\",\"total\":42,\"done\":42}", entries.getFirst().body().orElseThrow());
    assertEquals("blue", entries.getFirst().group());
    assertTrue(entries.getLast().actor().startsWith("user:"));
    assertEquals(1, rotation.audit("gateway:RotateKeyring").size());
  }

  @Test
  void aValueThatDoesNotOpenEndsItAndIsNotSkipped() {
    plant(7, new SealedValue(primary(), new byte[40]));
    rotation.rotate(GROUP, true);

    rotation.moveAll();

    assertEquals(State.FAILED, rotation.progress(GROUP).state());
    assertTrue(rotation.progress(GROUP).done() < CONSUMERS + OWN);
    assertTrue(house.alarms.of(rotation.in(rotation::scope)).isPresent());
    assertTrue(
        rotation
            .audit("gateway:ReencryptKeyring")
            .getFirst()
            .body()
            .orElseThrow()
            .contains("failed"));

    put(7, "repaired");
    rotation.reencrypt(GROUP);
    rotation.moveAll();
    assertEquals(State.DONE, rotation.progress(GROUP).state());
    assertEquals(CONSUMERS + (long) OWN, rotation.keys(GROUP).getFirst().sealedValues());
  }

  /** As the program writes it, so that only opening it tells. */
  private void plant(int i, SealedValue value) {
    Resource resource = house.get("consumers", "c" + i);
    rotation.in(
        () -> {
          house.groups.lock(ResourceHouse.GROUP);
          house.sealedValues.replace(
              resource.key().scope(),
              "consumers",
              "c" + i,
              resource.revision().value(),
              Map.of("/plugins/key-auth/key", value));
          return true;
        });
  }

  @Test
  void aRotationMeanwhileLeadsToTheNewestKey() {
    rotation.rotate(GROUP, true);
    assertEquals(Left.MORE, rotation.reencryptor().run());
    put(CONSUMERS, "one more");

    KeyId newest = rotation.rotate(GROUP, false);
    assertEquals(CONSUMERS + OWN + 1, rotation.progress(GROUP).total());
    rotation.moveAll();

    assertEquals(newest, primary());
    assertEquals(
        List.of(CONSUMERS + OWN + 1L, 0L, 0L),
        rotation.keys(GROUP).stream().map(GetKeyring.Key::sealedValues).toList());
  }

  @Test
  void aKeyThatIsNeededIsNotDestroyed() {
    KeyId old = primary();
    assertEquals(
        new Refusal.Conflict("this key is the primary; rotate the keyring first"),
        refusal(() -> rotation.destroy(GROUP, old)));
    rotation.rotate(GROUP, false);
    assertEquals(
        new Refusal.Conflict("42 sealed values need this key; re-encrypt the keyring first"),
        refusal(() -> rotation.destroy(GROUP, old)));
    assertInstanceOf(
        Refusal.NotFound.class,
        refusal(() -> rotation.destroy(GROUP, new KeyId("0000000000000000"))));

    rotation.reencrypt(GROUP);
    rotation.moveAll();
    rotation.destroy(GROUP, old);

    assertEquals(KeyState.DESTROYED, rotation.keys(GROUP).getLast().key().state());
    assertEquals(0, rotation.keys(GROUP).getLast().key().wrapped().length);
    assertInstanceOf(Refusal.Conflict.class, refusal(() -> rotation.destroy(GROUP, old)));
    assertEquals("secret 9", secret(9));
    rotation.verifyRows();
  }

  @Test
  void theReceiptIsSignedAndInTheAuditLog() {
    KeyId old = primary();
    rotation.rotate(GROUP, true);
    rotation.moveAll();

    DestroyKey.Destroyed destroyed = rotation.destroy(GROUP, old);

    byte[] signed = destroyed.receipt().canonicalBytes();
    try (Secret key = Secret.of(new byte[32])) {
      assertArrayEquals(new Ed25519Signatures().sign(key, signed), destroyed.signature());
    }
    assertEquals(
        new String(signed, StandardCharsets.UTF_8),
        rotation.audit("gateway:DestroyKey").getFirst().body().orElseThrow());
  }

  @Test
  void theSystemsKeyringRotatesAsAGroupsDoes() {
    KeyId old = rotation.keys(SYSTEM).getFirst().key().id();

    rotation.rotate(SYSTEM, true);
    rotation.moveAll();
    rotation.destroy(SYSTEM, old);

    assertEquals(State.DONE, rotation.progress(SYSTEM).state());
    assertFalse(rotation.in(rotation.signingKey::publicKeyPem).isEmpty());
    assertEquals(1, rotation.audit("system:DestroyKey").size());
  }

  @Test
  void aProcessThatHasMissedItAllSealsUnderTheNewKey() {
    RotationHouse.Memory other = rotation.otherProcess();
    KeyId old = sealBy(other, "before").key();

    KeyId made = rotation.rotate(GROUP, true);
    rotation.moveAll();
    rotation.destroy(GROUP, old);

    assertEquals(made, sealBy(other, "after").key());
  }

  private Place place() {
    return new Place(rotation.scope(), "tests", "one", Pointer.of("value"));
  }

  private SealedValue sealBy(RotationHouse.Memory memory, String text) {
    return rotation.in(() -> sealAndStore(memory, text));
  }

  /** As a writer does that forgot to lock the group. */
  private SealedValue sealAndStore(RotationHouse.Memory memory, String text) {
    try (Secret secret = Secret.ofText(text)) {
      SealedValue sealed = memory.sealing().seal(place(), 1, secret);
      house.sealedValues.replace(
          place().scope(), "tests", "one", 1, Map.of(place().pointer().toString(), sealed));
      return sealed;
    }
  }

  /** What is sealed and not committed is not counted, so the destruction waits for the commit. */
  @Test
  void noKeyIsDestroyedBeforeWhatIsSealedUnderItIsCommitted() throws Exception {
    RotationHouse.Memory other = rotation.otherProcess();
    KeyId old = primary();
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<DestroyKey.Destroyed> destruction =
          rotation.in(
              () -> {
                assertEquals(old, sealAndStore(other, "not committed").key());
                return startAndAwaitLock(
                    executor,
                    () -> {
                      rotation.rotate(GROUP, true);
                      rotation.moveAll();
                      return rotation.destroy(GROUP, old);
                    });
              });
      assertEquals(old, destruction.get().receipt().key());
    }
    assertOpens("not committed", rotation.otherProcess());
  }

  private void assertOpens(String text, RotationHouse.Memory memory) {
    rotation.in(
        () -> {
          SealedValue stored =
              house.sealedValues.of(rotation.scope(), "tests", "one").values().iterator().next();
          try (Secret secret = memory.sealing().open(place(), 1, stored)) {
            assertEquals(text, secret.revealText());
          }
          return true;
        });
  }

  /** Until it waits for the turn that another transaction has, or has ended. */
  private static <T> Future<T> startAndAwaitLock(ExecutorService executor, Callable<T> work) {
    Thread[] runner = new Thread[1];
    CountDownLatch begun = new CountDownLatch(1);
    Future<T> future =
        executor.submit(
            () -> {
              runner[0] = Thread.currentThread();
              begun.countDown();
              return work.call();
            });
    try {
      begun.await();
      while (!future.isDone() && !waitsForTurn(runner[0])) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return future;
  }

  private static boolean waitsForTurn(Thread thread) {
    return List.of(thread.getStackTrace()).stream()
        .anyMatch(frame -> frame.getClassName().endsWith(".WriterTurn"));
  }

  @Test
  void whatWasReadBeforeTheDestructionOpensAfterIt() {
    Resource resource = house.get("consumers", "c1");
    Map<String, SealedValue> read = house.sealedOf("consumers", "c1");
    KeyId old = primary();
    rotation.rotate(GROUP, true);
    rotation.moveAll();
    rotation.destroy(GROUP, old);
    assertTrue(rotation.in(house.keyrings::refresh) > 0);

    assertEquals(
        house.opened("consumers", "c1"), rotation.in(() -> house.opener.open(resource, read)));

    put(1, "rewritten");
    assertInstanceOf(
        Refusal.Conflict.class,
        refusal(() -> rotation.in(() -> house.opener.open(resource, read))));
    assertEquals(Optional.empty(), house.alarms.of(rotation.in(rotation::scope)));
  }

  @Test
  void aValueThatIsStoredUnderADestroyedKeyRaisesTheAlarm() {
    KeyId old = primary();
    SealedValue read = house.sealedOf("consumers", "c1").values().iterator().next();
    rotation.rotate(GROUP, true);
    rotation.moveAll();
    rotation.destroy(GROUP, old);
    rotation.in(house.keyrings::refresh);

    plant(1, read);

    assertInstanceOf(Refusal.Unavailable.class, refusal(() -> house.opened("consumers", "c1")));
    assertTrue(house.alarms.of(rotation.in(rotation::scope)).isPresent());
  }

  @Test
  void aDestroyedKeyIsWipedFromTheMemoryOfAnotherProcess() {
    RecordingAead aead = new RecordingAead(new SecureRandom());
    RotationHouse.Memory other = rotation.otherProcess(aead);
    SealedValue sealed = sealBy(other, "a value");
    Secret dataKey = aead.keys().getLast();
    dataKey.revealTo(bytes -> assertEquals(32, bytes.length));
    rotation.rotate(GROUP, true);
    rotation.moveAll();
    rotation.destroy(GROUP, sealed.key());

    rotation.in(other.store()::refresh);

    assertThrows(IllegalStateException.class, () -> dataKey.revealTo(bytes -> {}));
    assertOpens("a value", other);
  }

  /** As by a process whose lease has passed on to another, which was faster. */
  @Test
  void aKeyringThatWasJustRotatedIsNotRotatedAgainForItsAge() {
    KeyId group = primary();

    assertEquals(group, rotation.rotateUnlessMadeSince(GROUP, ResourceHouse.NOW));
    assertNotEquals(group, rotation.rotateUnlessMadeSince(GROUP, ResourceHouse.NOW.plusMillis(1)));
  }

  private static final String AGE_LEASE = "keyring-rotation";

  @Test
  void anotherProcessThatHasTheLeaseRotatesForAll() {
    KeyId group = primary();
    rotation.pass(Duration.ofDays(2));
    HibernateLeases other = new HibernateLeases(rotation.house.unitOfWork, "another");
    assertTrue(rotation.in(() -> other.acquire(AGE_LEASE, Duration.ofHours(1))));

    rotation.rotateIfOlderThan(Duration.ofDays(1));
    assertEquals(group, primary());

    rotation.in(
        () -> {
          other.release(AGE_LEASE);
          return true;
        });
    rotation.rotateIfOlderThan(Duration.ofDays(1));
    assertNotEquals(group, primary());
  }

  @Test
  void keyringsAreRotatedAtTheirAgeAndNotBefore() {
    KeyId group = primary();
    KeyId system = rotation.keys(SYSTEM).getFirst().key().id();
    Duration age = Duration.ofDays(90);

    rotation.pass(age);
    rotation.rotateIfOlderThan(age);
    assertEquals(group, primary());

    rotation.pass(Duration.ofMinutes(1));
    rotation.rotateIfOlderThan(age);
    rotation.rotateIfOlderThan(age);

    assertNotEquals(group, primary());
    assertNotEquals(system, rotation.keys(SYSTEM).getFirst().key().id());
    assertEquals(2, rotation.keys(GROUP).size());
    assertEquals(State.RUNNING, rotation.progress(GROUP).state());
    assertEquals("system:rotation", rotation.audit("gateway:RotateKeyring").getFirst().actor());
  }

  @Test
  void aDamagedKeyringHidesTheProgressOfNoOther() throws SQLException {
    rotation.rotate(GROUP, true);
    rotation.rotate(SYSTEM, true);
    rotation.moveAll();
    Scope group = rotation.in(rotation::scope);
    assertEquals(Set.of(group, Scope.SYSTEM), rotation.in(rotation.requests::progresses).keySet());

    for (String damage :
        List.of("update keyring_key set created_at = created_at + 1", "delete from keyring_key")) {
      TestDatabase.h2(directory).execute(damage + " where scope = '" + group.value() + "'");
      assertEquals(
          Set.of(Scope.SYSTEM), rotation.in(rotation.requests::progresses).keySet(), damage);
    }
  }
}
