package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.seal.SealStatus;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.Share;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process whose seal is split has no key before enough shares have come together. */
class UnsealTest {
  private static final SealStatus SEALED = new SealStatus("shamir", true, true, 5, 3, 0);
  private static final SealStatus UNSEALED = new SealStatus("shamir", true, false, 5, 3, 0);

  @TempDir private Path directory;
  private RotationHouse rotation;
  private SealHouse seals;
  private List<Secret> shares;

  @BeforeEach
  void open() {
    rotation = new RotationHouse(directory);
    seals = new SealHouse(rotation, directory);
    shares = seals.split(5, 3);
  }

  @AfterEach
  void close() {
    rotation.close();
  }

  @Test
  void thresholdManySharesUnsealInAnyOrder() {
    assertEquals(SEALED, seals.status());
    assertEquals(progress(1), unseal(4));
    assertEquals(progress(2), unseal(0));
    assertSealed();
    assertEquals(progress(2), seals.status());

    assertEquals(UNSEALED, unseal(2));
    assertEquals(UNSEALED, seals.status());
    assertOpen();
  }

  @Test
  void aShareThatComesAgainDoesNotCountTwice() {
    for (int i = 0; i < 5; i++) {
      assertEquals(progress(1), unseal(1));
    }
    assertSealed();
  }

  @Test
  void badSharesAreRecognisedAndLoseNoProgress() {
    unseal(0);
    unseal(1);
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < 1_000; i++) {
      byte[] value = new byte[32];
      random.nextBytes(value);
      try (Share bad = new Share(7, 1 + i % 255, Secret.of(value))) {
        assertInstanceOf(Refusal.Invalid.class, refusal(bad.text()));
      }
    }
    assertEquals(progress(2), seals.status());
    assertEquals(UNSEALED, unseal(3));
    assertOpen();
  }

  @Test
  void aShareAtAnotherPositionIsABadOne() {
    Share dealt = Share.parse(shares.getFirst()).orElseThrow();
    try (Share moved = new Share(dealt.deal(), 2, dealt.value())) {
      assertInstanceOf(Refusal.Invalid.class, refusal(moved.text()));
    }
    assertEquals(SEALED, seals.status());
  }

  @Test
  void whatIsNoShareIsRefusedWithoutRepeatingIt() {
    for (String text : List.of("", "cvgs1_", "hunter2", "x".repeat(10_000))) {
      Refusal refusal = refusal(Secret.ofText(text));
      assertInstanceOf(Refusal.Invalid.class, refusal);
      assertTrue(refusal.message().contains("copy all of it"));
      assertFalse(refusal.message().contains("hunter2"));
    }
  }

  @Test
  void sharesOfASealThatWasReplacedCountNoMore() {
    unseal(0);
    unseal(1);
    List<Secret> old = shares;
    shares = seals.splitAnew(copies(0, 1, 2), 5, 3);

    assertEquals(SEALED, seals.status());
    assertInstanceOf(Refusal.Invalid.class, refusal(old.get(2)));
    unsealed();
    assertOpen();
  }

  @Test
  void unsealingCanBeginAnew() {
    unseal(0);
    unseal(1);
    assertEquals(SEALED, seals.forgetShares());
    assertInstanceOf(
        Refusal.Conflict.class,
        assertThrows(RefusedException.class, seals::forgetShares).refusal());
    assertEquals(progress(1), unseal(2));
    assertSealed();
  }

  @Test
  void whatIsSealedAgainTakesAllTheSharesAgain() {
    unsealed();
    seals.seal();
    assertSealed();
    assertEquals(SEALED, seals.status());
    unseal(0);
    unseal(1);
    assertSealed();
    assertEquals(UNSEALED, unseal(2));
    assertOpen();
  }

  @Test
  void aShareForAnUnsealedProcessChangesNothing() {
    unsealed();
    assertEquals(UNSEALED, unseal(0));
    assertEquals(UNSEALED, seals.status());
    try (Share bad = new Share(7, 1, Secret.of(new byte[32]))) {
      assertInstanceOf(Refusal.Invalid.class, refusal(bad.text()));
    }
    seals.seal();
    assertEquals(SEALED, seals.status());
  }

  @Test
  void aTamperedRowOpensNothingAndRefuses() {
    WrappedRootKey row = seals.stored();
    byte[] changed = row.wrapped().clone();
    changed[30] ^= 1;
    seals.putBack(new WrappedRootKey(row.id(), row.custody(), changed, row.createdAt()));
    unseal(0);
    unseal(1);
    assertInstanceOf(Refusal.Invalid.class, refusal(shares.get(2)));
    assertSealed();

    seals.putBack(row);
    unsealed();
    assertOpen();
  }

  @Test
  void aLoweredThresholdOpensNothing() {
    WrappedRootKey row = seals.stored();
    List<String> hashes = ((Custody.Shares) row.custody()).hashes();
    seals.putBack(
        new WrappedRootKey(
            row.id(), new Custody.Shares(2, hashes), row.wrapped(), row.createdAt()));
    unseal(0);
    assertInstanceOf(Refusal.Invalid.class, refusal(shares.get(1)));
    assertSealed();
  }

  @Test
  void aCombinationThatOpensNothingIsWiped() {
    WrappedRootKey row = seals.stored();
    byte[] changed = row.wrapped().clone();
    changed[30] ^= 1;
    seals.putBack(new WrappedRootKey(row.id(), row.custody(), changed, row.createdAt()));
    long before = seals.keysInMemory();
    unseal(0);
    unseal(1);
    refusal(shares.get(2));
    assertEquals(before, seals.keysInMemory());
  }

  @Test
  void aShareThatIsNotNeededTakesNothingFromTheOthers() {
    unseal(0);
    unseal(1);
    seals.afterCommit(
        () -> {
          assertEquals(progress(3), unseal(4));
          assertEquals(progress(3), unseal(0));
          assertInstanceOf(
              Refusal.Conflict.class,
              assertThrows(RefusedException.class, seals::forgetShares).refusal());
        });
    assertEquals(UNSEALED, unseal(2));
    assertEquals(UNSEALED, seals.status());
    assertOpen();
  }

  @Test
  void aShareWhoseCommitFailedDoesNotCountAndTheOthersDo() {
    long before = seals.keysInMemory();
    for (int position : List.of(0, 0, 1, 0, 2)) {
      int progress = seals.status().progress();
      for (RefusedException failure :
          List.of(RefusedException.unavailable("gone"), RefusedException.uncertain("gone"))) {
        seals.beforeCommit(
            () -> {
              throw failure;
            });
        assertEquals(failure.refusal(), refusal(shares.get(position)));
        assertEquals(progress(progress), seals.status());
        assertSealed();
        assertEquals(before, seals.keysInMemory());
      }
      unseal(position);
    }
    assertEquals(UNSEALED, seals.status());
    assertOpen();
  }

  @Test
  void theAuditLogTellsOfEachShareAndHoldsNone() {
    unsealed();
    assertEquals(3, rotation.audit("system:Unseal").size());
    rotation
        .audit("system:Unseal")
        .forEach(entry -> assertFalse(entry.toString().contains("cvgs1_")));
  }

  @Test
  void theRootKeyRotatesUnderSharesThatAreGivenAnew() {
    unsealed();
    WrappedRootKey before = seals.stored();
    assertInstanceOf(Refusal.Invalid.class, rotationRefusal(List.of()));
    assertInstanceOf(Refusal.Invalid.class, rotationRefusal(copies(0, 1)));
    assertInstanceOf(Refusal.Invalid.class, rotationRefusal(copies(0, 1, 1)));
    assertEquals(before.id(), seals.stored().id());

    seals.rotateRootKey(copies(4, 1, 2), seals.store());

    assertEquals(before.custody(), seals.stored().custody());
    assertOpen();
    seals.seal();
    unsealed();
    assertOpen();
  }

  private Refusal rotationRefusal(List<Secret> given) {
    return assertThrows(RefusedException.class, () -> seals.rotateRootKey(given, seals.store()))
        .refusal();
  }

  private List<Secret> copies(int... positions) {
    return Arrays.stream(positions).mapToObj(i -> shares.get(i).copy()).toList();
  }

  private void unsealed() {
    unseal(0);
    unseal(1);
    unseal(2);
  }

  private SealStatus unseal(int position) {
    return seals.unseal(shares.get(position));
  }

  private Refusal refusal(Secret share) {
    return assertThrows(RefusedException.class, () -> seals.unseal(share)).refusal();
  }

  private static SealStatus progress(int progress) {
    return new SealStatus("shamir", true, true, 5, 3, progress);
  }

  private void assertOpen() {
    verify(seals.store());
  }

  private void assertSealed() {
    RefusedException refused = assertThrows(RefusedException.class, () -> verify(seals.store()));
    assertInstanceOf(Refusal.Unavailable.class, refused.refusal());
    assertTrue(refused.refusal().message().contains("sealed"), refused.refusal().message());
    assertTrue(rotation.house.alarms.of(Scope.SYSTEM).isEmpty());
  }

  private void verify(KeyringStore store) {
    rotation.in(
        () -> {
          store.verify(Scope.SYSTEM);
          store.verify(rotation.scope());
          return true;
        });
  }
}
