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

import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileSeal;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.KeyringOwner;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.Handout;
import io.claviger.application.seal.MakeShares;
import io.claviger.application.seal.Rekey;
import io.claviger.application.seal.SealStatus;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The custody of the root key goes to another seal, and what the one before had opens nothing. */
class RekeyTest {
  private static final Rekey.Next IN_FILE = new Rekey.Next.InFile();

  @TempDir private Path directory;
  private RotationHouse rotation;
  private SealHouse seals;
  private Path file;

  @BeforeEach
  void open() {
    file = directory.resolve("keys/root.key");
    rotation = new RotationHouse(directory);
    seals = new SealHouse(rotation, directory);
    seals.open();
    rotation.house.put(
        "consumers",
        "jack",
        "{\"username\":\"jack\",\"plugins\":{\"key-auth\":{\"key\":\"jacks secret\"}}}");
  }

  @AfterEach
  void close() {
    rotation.close();
  }

  private static Rekey.Next split(List<Secret> shares, int... given) {
    return new Rekey.Next.Split(shares.size(), given.length, copies(shares, given));
  }

  private static List<Secret> copies(List<Secret> shares, int... given) {
    return Arrays.stream(given).mapToObj(i -> shares.get(i).copy()).toList();
  }

  /** From the file to two of three shares. */
  private List<Secret> leaveTheFile() {
    List<Secret> shares = seals.makeShares(3, 2);
    SealStatus status = seals.rekey(List.of(), split(shares, 2, 0), false);
    assertEquals(new SealStatus("shamir", true, false, 3, 2, 0), status);
    return shares;
  }

  @Test
  void leavingTheFileAnOldFileBesideTheNewDatabaseOpensNothing() throws Exception {
    byte[] old = Files.readAllBytes(file);
    WrappedRootKey before = seals.stored();
    List<GetKeyring.Key> group = rotation.keys(GROUP);
    List<GetKeyring.Key> system = rotation.keys(SYSTEM);

    leaveTheFile();

    assertTrue(Files.notExists(file));
    assertNotEquals(before.id(), seals.stored().id());
    assertNewPrimary(group, rotation.keys(GROUP));
    assertNewPrimary(system, rotation.keys(SYSTEM));
    assertOpen();
    Files.write(file, old);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    FileSeal stolen = FileSeal.open(file, new XaesGcmAead(new SecureRandom()), new SecureRandom());
    assertThrows(
        RefusedException.class,
        () -> rotation.in(() -> seals.rootKey.unwrap(seals.rootKey.hold(), stolen)));
    // The row of before, too: its root key has wrapped nothing that is there now.
    seals.putBack(before);
    assertThrows(RefusedException.class, () -> verify(rotation.otherProcess().store()));
  }

  private static void assertNewPrimary(List<GetKeyring.Key> before, List<GetKeyring.Key> after) {
    assertEquals(before.size() + 1, after.size());
    assertNotEquals(before.getFirst().key().id(), after.getFirst().key().id());
  }

  @Test
  void everythingMovesToTheNewDataKeys() {
    List<Secret> shares = leaveTheFile();
    SealHouse started = new SealHouse(rotation, directory, true);
    shares.subList(0, 2).forEach(started::unseal);
    rotation.moveAll(rotation.otherProcess(started.rootKey).sealing());
    for (KeyringOwner owner : List.of(GROUP, SYSTEM)) {
      List<GetKeyring.Key> keys = rotation.keys(owner);
      assertEquals(
          0, keys.stream().skip(1).mapToLong(GetKeyring.Key::sealedValues).sum(), owner::toString);
      assertTrue(keys.getFirst().sealedValues() > 0);
    }
    rotation.verifyRows();
  }

  @Test
  void theProcessThatDidItGoesOnAndALaterOneIsSealed() {
    List<Secret> shares = leaveTheFile();
    assertOpen();
    seals.seal();
    assertSealed();
    seals.unseal(shares.get(1));
    seals.unseal(shares.get(2));
    assertOpen();
  }

  @Test
  void otherSharesForTheSameRootKeyDisturbNobody() {
    List<Secret> shares = leaveTheFile();
    WrappedRootKey before = seals.stored();
    SealHouse other = new SealHouse(rotation, directory, true);
    shares.subList(0, 2).forEach(other::unseal);
    List<Secret> next = seals.makeShares(5, 3);

    seals.rekey(copies(shares, 0, 1), split(next, 4, 0, 2), false);

    assertEquals(before.id(), seals.stored().id());
    assertEquals(5, ((Custody.Shares) seals.stored().custody()).hashes().size());
    verify(other.store());
    seals.seal();
    assertInstanceOf(Refusal.Invalid.class, refusal(() -> seals.unseal(shares.get(0))));
    List.of(1, 3, 0).forEach(i -> seals.unseal(next.get(i)));
    assertOpen();
  }

  @Test
  void aCompromisedSealLeavesOtherProcessesSealed() {
    List<Secret> shares = leaveTheFile();
    WrappedRootKey before = seals.stored();
    SealHouse other = new SealHouse(rotation, directory, true);
    shares.subList(0, 2).forEach(other::unseal);
    KeyringStore running = other.store();
    verify(running);
    List<Secret> next = seals.makeShares(1, 1);
    List<GetKeyring.Key> group = rotation.keys(GROUP);
    List<GetKeyring.Key> system = rotation.keys(SYSTEM);

    seals.rekey(copies(shares, 0, 1), split(next, 0), true);

    assertNotEquals(before.id(), seals.stored().id());
    assertNewPrimary(group, rotation.keys(GROUP));
    assertNewPrimary(system, rotation.keys(SYSTEM));
    assertOpen();
    assertInstanceOf(Refusal.Unavailable.class, refusal(() -> verify(running)));
    assertTrue(other.rootKey.isSealed());
    other.unseal(next.getFirst());
    verify(running);
  }

  @Test
  void backInTheFileNoSharesAreNeeded() {
    List<Secret> shares = leaveTheFile();
    seals.rekey(copies(shares, 0, 2), IN_FILE, false);

    assertTrue(Files.exists(file));
    assertFalse(Files.exists(file.resolveSibling("root.key.next")));
    assertOpen();
    verify(rotation.otherProcess().store());
  }

  @Test
  void aCompromisedFileIsReplacedByAnother() throws Exception {
    byte[] old = Files.readAllBytes(file);
    WrappedRootKey before = seals.stored();
    List<GetKeyring.Key> group = rotation.keys(GROUP);
    List<GetKeyring.Key> system = rotation.keys(SYSTEM);
    seals.rekey(List.of(), IN_FILE, true);
    assertNotEquals(before.id(), seals.stored().id());
    assertNewPrimary(group, rotation.keys(GROUP));
    assertNewPrimary(system, rotation.keys(SYSTEM));
    assertFalse(Arrays.equals(old, Files.readAllBytes(file)));
    verify(rotation.otherProcess().store());
  }

  /** As where the answer of the commit was lost, and nothing has followed it yet. */
  @Test
  void anotherRootKeyIsNotPutUnderTheFileThatWasReplaced() throws Exception {
    byte[] old = Files.readAllBytes(file);
    seals.afterCommit(
        () -> {
          throw RefusedException.uncertain("gone");
        });
    assertInstanceOf(Refusal.Uncertain.class, refusal(() -> seals.rekey(List.of(), IN_FILE, true)));

    seals.rotateRootKey(List.of());

    assertFalse(Arrays.equals(old, Files.readAllBytes(file)));
    verify(rotation.otherProcess().store());
  }

  @Test
  void withoutTheSealInForceNothingChanges() {
    List<Secret> shares = leaveTheFile();
    WrappedRootKey before = seals.stored();
    List<Secret> next = seals.makeShares(2, 2);
    for (List<Secret> current :
        List.of(List.<Secret>of(), copies(shares, 0), copies(shares, 1, 1), copies(next, 0, 1))) {
      assertInstanceOf(
          Refusal.Invalid.class, refusal(() -> seals.rekey(current, split(next, 0, 1), true)));
      assertInstanceOf(Refusal.Invalid.class, refusal(() -> seals.rekey(current, IN_FILE, true)));
    }
    assertArrayEquals(before.wrapped(), seals.stored().wrapped());
    assertTrue(Files.notExists(file.resolveSibling("root.key.next")));
  }

  @Test
  void theNextSharesMustBeShown() {
    WrappedRootKey before = seals.stored();
    List<Secret> next = seals.makeShares(3, 2);
    List<Secret> nextButOne = seals.makeShares(3, 2);
    for (Rekey.Next to :
        List.of(
            new Rekey.Next.Split(3, 2, copies(next, 0)),
            new Rekey.Next.Split(3, 2, copies(next, 0, 0)),
            new Rekey.Next.Split(3, 2, copies(next, 0, 1, 2)),
            new Rekey.Next.Split(2, 2, copies(next, 0, 2)),
            new Rekey.Next.Split(3, 2, List.of(next.getFirst().copy(), nextButOne.get(1).copy())),
            new Rekey.Next.Split(3, 2, List.of(Secret.ofText("cvgs1_"), next.getFirst())),
            new Rekey.Next.Split(3, 1, copies(next, 0)),
            new Rekey.Next.Split(300, 2, copies(next, 0, 1)))) {
      assertInstanceOf(Refusal.Invalid.class, refusal(() -> seals.rekey(List.of(), to, false)));
    }
    assertArrayEquals(before.wrapped(), seals.stored().wrapped());
    assertTrue(Files.exists(file));
  }

  @Test
  void aChangeThatIsCutShortLeavesWhatOpens() throws IOException {
    Files.write(directory.resolve("keys/shred/system.key"), new byte[32]);
    WrappedRootKey before = seals.stored();
    List<Secret> next = seals.makeShares(2, 2);
    assertThrows(RefusedException.class, () -> seals.rekey(List.of(), split(next, 0, 1), false));
    assertThrows(RefusedException.class, () -> seals.rekey(List.of(), IN_FILE, true));

    assertArrayEquals(before.wrapped(), seals.stored().wrapped());
    rotation.otherProcess();
  }

  @Test
  void theNextKeyIsWipedWhereItsCommitFailed() {
    List<Secret> shares = leaveTheFile();
    long before = seals.keysInMemory();
    List<Secret> next = seals.makeShares(2, 2);
    seals.beforeCommit(
        () -> {
          throw RefusedException.unavailable("gone");
        });
    assertInstanceOf(
        Refusal.Unavailable.class,
        refusal(() -> seals.rekey(copies(shares, 0, 1), split(next, 0, 1), false)));
    assertEquals(before, seals.keysInMemory());
    assertInstanceOf(
        Refusal.Conflict.class,
        refusal(() -> seals.rekey(copies(shares, 0, 1), split(shares, 0, 1), false)));
    assertEquals(before, seals.keysInMemory());
    assertOpen();
  }

  @Test
  void theNextKeyOpensWhereItsCommitMayHaveHappened() {
    List<Secret> shares = leaveTheFile();
    List<Secret> next = seals.makeShares(2, 2);
    seals.afterCommit(
        () -> {
          throw RefusedException.uncertain("gone");
        });
    assertInstanceOf(
        Refusal.Uncertain.class,
        refusal(() -> seals.rekey(copies(shares, 0, 1), split(next, 0, 1), true)));
    assertOpen();
  }

  @Test
  void sharesThatWereNotHandedOutAreWiped() {
    MakeShares makeShares = new MakeShares(seals.dealer(), new SecureRandom());
    Handout handout =
        makeShares.prepare(
            new MakeShares.Make(SealHouse.STRANGER, new Dealer.Order(3, 2, List.of())));
    List<Secret> made = ((Handout.Shown) handout).shares();
    assertTrue(made.stream().allMatch(RecordingAead::isThere));
    makeShares.notCommitted(handout, true);
    assertTrue(made.stream().noneMatch(RecordingAead::isThere));
  }

  @Test
  void aRequestIsWipedWithItsShares() {
    List<Secret> current = seals.makeShares(2, 2);
    List<Secret> next = seals.makeShares(2, 2);
    new Rekey.To(SealHouse.STRANGER, current, new Rekey.Next.Split(2, 2, next), false).close();
    assertTrue(current.stream().noneMatch(RecordingAead::isThere));
    assertTrue(next.stream().noneMatch(RecordingAead::isThere));
  }

  @Test
  void theAuditLogTellsOfItAndHoldsNoShare() {
    leaveTheFile();
    assertEquals(2, rotation.audit("system:Rekey").size());
    rotation
        .audit("system:Rekey")
        .forEach(entry -> assertFalse(entry.toString().contains("cvgs1_")));
  }

  private static Refusal refusal(Runnable work) {
    return assertThrows(RefusedException.class, work::run).refusal();
  }

  private void assertOpen() {
    verify(seals.store());
  }

  private void assertSealed() {
    assertInstanceOf(Refusal.Unavailable.class, refusal(() -> verify(seals.store())));
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
