package io.claviger.tests.usecase;

import static io.claviger.tests.usecase.RotationHouse.GROUP;
import static io.claviger.tests.usecase.RotationHouse.SYSTEM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.keyring.SystemSecret;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another root key above all keyrings, in one transaction and without anybody noticing. */
class RootKeyRotationTest {
  @TempDir private Path directory;
  private RotationHouse rotation;
  private SealHouse seals;

  @BeforeEach
  void open() {
    rotation = new RotationHouse(directory);
    seals = new SealHouse(rotation, directory);
    rotation.house.put(
        "consumers",
        "jack",
        "{\"username\":\"jack\",\"plugins\":{\"key-auth\":{\"key\":\"jacks secret\"}}}");
    rotation.rotate(GROUP, false);
  }

  @AfterEach
  void close() {
    rotation.close();
  }

  @Test
  void everyKeyringIsWrappedAnewAndItsDataKeysStay() {
    WrappedRootKey before = seals.stored();
    List<GetKeyring.Key> group = rotation.keys(GROUP);
    List<GetKeyring.Key> system = rotation.keys(SYSTEM);

    KeyId made = seals.rotateRootKey(List.of());

    assertNotEquals(before.id(), made);
    assertEquals(made, seals.stored().id());
    assertFalse(Arrays.equals(before.wrapped(), seals.stored().wrapped()));
    assertRewrapped(group, rotation.keys(GROUP));
    assertRewrapped(system, rotation.keys(SYSTEM));
    assertEverythingOpens(rotation.otherProcess());
    rotation.verifyRows();
  }

  private static void assertRewrapped(List<GetKeyring.Key> before, List<GetKeyring.Key> after) {
    assertEquals(before.size(), after.size());
    for (int i = 0; i < before.size(); i++) {
      WrappedKey old = before.get(i).key();
      WrappedKey now = after.get(i).key();
      assertEquals(List.of(old.id(), old.state()), List.of(now.id(), now.state()));
      assertEquals(old.createdAt(), now.createdAt());
      assertFalse(Arrays.equals(old.wrapped(), now.wrapped()));
    }
  }

  private void assertEverythingOpens(RotationHouse.Memory process) {
    rotation.in(
        () -> {
          process.store().verify(rotation.scope());
          process.sealing().load(Scope.SYSTEM, SystemSecret.SIGNING_KEY.id()).close();
          return true;
        });
  }

  @Test
  void aProcessThatRunsFollows() {
    RotationHouse.Memory other = rotation.otherProcess();
    assertEverythingOpens(other);

    seals.rotateRootKey(List.of());

    assertEverythingOpens(other);
    rotation.rotate(GROUP, false);
    assertEverythingOpens(other);
    assertTrue(rotation.house.alarms.of(rotation.in(rotation::scope)).isEmpty());
  }

  @Test
  void aKeyringWhoseRootKeyIsReplacedWhileItIsReadIsReadAgain() {
    InterruptedKeyrings keyrings = new InterruptedKeyrings(rotation.keyrings);
    RotationHouse.Memory other = rotation.otherProcess(keyrings);
    keyrings.afterNextReading(
        () -> CompletableFuture.runAsync(() -> seals.rotateRootKey(List.of())).join());

    assertEverythingOpens(other);

    assertFalse(rotation.audit("system:RotateRootKey").isEmpty());
    assertTrue(rotation.house.alarms.of(rotation.in(rotation::scope)).isEmpty());
  }

  @Test
  void whatTheOldRootKeyWrapsOpensNothingAnyMore() {
    WrappedRootKey before = seals.stored();
    seals.rotateRootKey(List.of());

    seals.putBack(before);

    assertThrows(RefusedException.class, () -> assertEverythingOpens(rotation.otherProcess()));
  }

  @Test
  void withoutTheKeyOfTheSealNothingChanges() throws Exception {
    WrappedRootKey before = seals.stored();
    Files.write(directory.resolve("keys/root.key"), new byte[32]);

    Refusal refusal = refusal(() -> seals.rotateRootKey(List.of()));

    assertInstanceOf(Refusal.Unavailable.class, refusal);
    assertTrue(refusal.message().contains("root.key"));
    assertEquals(before.id(), seals.stored().id());
  }

  @Test
  void sharesAreNoneOfAFile() {
    assertInstanceOf(
        Refusal.Invalid.class,
        refusal(() -> seals.rotateRootKey(List.of(Secret.ofText("cvgs1_00")))));
  }

  @Test
  void oneKeyThatDoesNotOpenKeepsAllAsItWas() throws Exception {
    WrappedRootKey before = seals.stored();
    List<GetKeyring.Key> group = rotation.keys(GROUP);
    Path shredKey = directory.resolve("keys/shred/system.key");
    Files.write(shredKey, new byte[32]);

    Refusal refusal = refusal(() -> seals.rotateRootKey(List.of()));

    assertTrue(refusal.message().contains("scope system"), refusal.message());
    assertEquals(before.id(), seals.stored().id());
    for (int i = 0; i < group.size(); i++) {
      assertTrue(
          Arrays.equals(group.get(i).key().wrapped(), rotation.keys(GROUP).get(i).key().wrapped()));
    }
  }

  @Test
  void itIsInTheAuditLog() {
    KeyId made = seals.rotateRootKey(List.of());
    assertEquals("root_key/" + made, rotation.audit("system:RotateRootKey").getFirst().resource());
  }

  private static Refusal refusal(Runnable work) {
    return assertThrows(RefusedException.class, work::run).refusal();
  }
}
