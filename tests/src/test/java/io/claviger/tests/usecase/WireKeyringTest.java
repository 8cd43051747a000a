package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireEncryption;
import io.claviger.application.wire.ListWireKeys;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WireKeyState;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.endtoend.TestCertificate;
import io.claviger.tests.harness.ApisixKeyring;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys with which data planes decrypt private keys, and their rotation. */
@ParameterizedClass
@ValueSource(strings = {"H2", "PostgreSQL"})
class WireKeyringTest {
  private static final TestCertificate PAIR = TestCertificate.of("a.example");

  private final String engine;
  @TempDir private Path directory;
  private WireHouse wire;
  private GatewayInstance edge;

  WireKeyringTest(String engine) {
    this.engine = engine;
  }

  @BeforeEach
  void open() {
    wire =
        new WireHouse(
            directory, engine.equals("H2") ? TestDatabase.h2(directory) : TestDatabase.postgres());
    wire.house.now = Instant.now();
    wire.house.put("ssls", "1", PAIR.ssl("a.example"));
    poll();
    edge = wire.issue("edge-1");
  }

  @AfterEach
  void close() {
    wire.close();
  }

  /** As both processes do every second. */
  private void poll() {
    for (WireHouse.Side process : List.of(wire.here, wire.elsewhere)) {
      process.dataPlanes.note();
      process.dataPlanes.refresh();
      process.feeds.poll();
      assertTrue(process.feeds.of(wire.group().scope()).orElseThrow().catchUp());
    }
  }

  /** It starts: it fetches its keyring, and comes. */
  private List<String> start(GatewayInstance instance) {
    List<String> keys = wire.fetch(instance);
    wire.here.meet(instance);
    return keys;
  }

  private static Refusal refusal(Runnable step) {
    return assertThrows(RefusedException.class, step::run).refusal();
  }

  private static void assertConflict(String part, Runnable step) {
    Refusal refusal = refusal(step);
    assertInstanceOf(Refusal.Conflict.class, refusal);
    assertTrue(refusal.message().contains(part), refusal.message());
  }

  /** Without showing what it decrypts to. */
  private static void assertDecrypts(List<String> keys, String ciphertext) {
    assertTrue(decrypts(keys, ciphertext), "the private key is not decrypted");
  }

  private static void assertFails(List<String> keys, String ciphertext) {
    assertFalse(decrypts(keys, ciphertext), "the private key is decrypted");
  }

  private static boolean decrypts(List<String> keys, String ciphertext) {
    return new ApisixKeyring(keys)
        .decrypt(ciphertext)
        .filter(key -> key.strip().equals(PAIR.key().strip()))
        .isPresent();
  }

  private List<WireKeyState> states() {
    return wire.list().keys().stream().map(ListWireKeys.Key::key).map(WireKey::state).toList();
  }

  @Test
  void aPreparedKeyIsGivenInFrontAndNothingIsEncryptedUnderItYet() {
    List<String> before = start(edge);

    WireKey prepared = wire.prepare();
    poll();
    List<String> after = start(edge);

    assertEquals(1, before.size());
    assertEquals(2, after.size());
    assertTrue(before.getFirst().equals(after.getLast()));
    assertDecrypts(before, wire.here.privateKey("1"));
    assertEquals(List.of(WireKeyState.PREPARED, WireKeyState.ACTIVE), states());
    assertEquals(
        "wire_keyring/keys/" + prepared.id(), wire.audit("gateway:PrepareWireKey").resource());
  }

  @Test
  void noKeyIsActivatedThatALiveDataPlaneHasNotFetched() {
    start(edge);
    wire.here.meet(wire.issue("edge-2"));
    wire.prepare();

    assertConflict("edge-1, edge-2;", () -> wire.activate(false));

    assertEquals(List.of("edge-1", "edge-2"), wire.list().waiting());
    assertEquals(Map.of(wire.group().scope(), 2), waiting());
    assertEquals(List.of(WireKeyState.PREPARED, WireKeyState.ACTIVE), states());
    assertEquals(
        List.of(0L, 1L), wire.list().keys().stream().map(ListWireKeys.Key::instances).toList());
  }

  private Map<Scope, Integer> waiting() {
    return wire.house.unitOfWork.inTransaction(wire.live()::waiting);
  }

  @Test
  void aKeyIsActivatedOnceEveryLiveDataPlaneHasFetchedIt() {
    List<String> old = start(edge);
    wire.prepare();
    List<String> both = start(edge);
    assertEquals(List.of(), wire.list().waiting());
    long revision = wire.group().revision().value();

    wire.activate(false);
    poll();

    for (WireHouse.Side process : List.of(wire.here, wire.elsewhere)) {
      assertDecrypts(both, process.privateKey("1"));
      assertDecrypts(both.subList(0, 1), process.privateKey("1"));
      assertFails(old, process.privateKey("1"));
    }
    assertEquals(revision, wire.group().revision().value());
    assertEquals(List.of(WireKeyState.ACTIVE, WireKeyState.DECRYPT_ONLY), states());
    assertEquals(Optional.empty(), wire.house.alarms.of(wire.group().scope()));
  }

  @Test
  void whatIsWrittenAfterTheActivationIsUnderTheNewKey() {
    wire.prepare();
    List<String> both = start(edge);
    wire.activate(false);

    wire.house.put("ssls", "2", PAIR.ssl("a.example"));
    wire.here.feeds.of(wire.group().scope()).orElseThrow().catchUp();

    assertDecrypts(both.subList(0, 1), wire.here.privateKey("2"));
    assertDecrypts(both.subList(0, 1), wire.here.privateKey("1"));
  }

  @Test
  void whoIsGoneOrRevokedOrHasNeverComeIsNotWaitedFor() {
    start(edge);
    GatewayInstance revoked = wire.issue("edge-2");
    start(revoked);
    wire.issue("edge-3");
    wire.prepare();

    wire.revoke(revoked);
    assertConflict("edge-1;", () -> wire.activate(false));
    poll();
    wire.pass(Duration.ofMinutes(10));

    assertEquals(List.of(), wire.list().waiting());
    wire.activate(false);
  }

  @Test
  void whoOnlyListensIsWaitedForHoweverLong() {
    start(edge);
    wire.here.meet(edge).opened(wire.house.now);
    wire.prepare();
    for (int minute = 0; minute < 30; minute++) {
      wire.pass(Duration.ofMinutes(1));
      poll();
    }

    assertConflict("edge-1", () -> wire.activate(false));
  }

  @Test
  void whoIsAtAnotherProcessIsWaitedFor() {
    wire.elsewhere.meet(edge);
    poll();
    wire.prepare();

    assertConflict("edge-1", () -> wire.activate(false));
    wire.fetch(edge);
    wire.activate(false);
  }

  @Test
  void anOperatorMayGoOnWithoutADataPlaneAndTheAuditLogTellsOfIt() {
    start(edge);
    wire.prepare();

    wire.activate(true);
    assertEquals(Optional.of("{\"force\":true}"), wire.audit("gateway:ActivateWireKey").body());
    assertConflict("edge-1", () -> wire.retire(false));
    wire.retire(true);

    assertEquals(Optional.of("{\"force\":true}"), wire.audit("gateway:RetireWireKey").body());
    assertEquals(List.of(WireKeyState.ACTIVE), states());
    assertEquals(List.of("edge-1"), wire.list().waiting());
  }

  @Test
  void anOldKeyIsRetiredOnceNoProcessServesWhatItEncrypted() {
    wire.prepare();
    List<String> both = start(edge);
    wire.activate(false);

    assertConflict("less than 10 seconds ago", () -> wire.retire(false));
    wire.pass(Duration.ofSeconds(10));
    poll();
    WireKey old = wire.retire(false);
    poll();

    assertTrue(both.subList(0, 1).equals(start(edge)));
    assertDecrypts(both.subList(0, 1), wire.elsewhere.privateKey("1"));
    assertEquals(
        Map.of(),
        wire.house.unitOfWork.inTransaction(
            () -> wire.house.sealedValues.of(old.scope(), Sealing.OWN_KIND, "wire/" + old.id())));
    assertEquals(Map.of(), waiting());
  }

  @Test
  void aKeyThatIsRetiredWhileItIsReadIsNoAlarm() {
    wire.prepare();
    wire.activate(false);
    Scope scope = wire.group().scope();
    WireKeyring read = wire.house.unitOfWork.inTransaction(() -> wire.house.wireKeyrings.of(scope));
    wire.retire(true);

    assertConflict(
        "read again and retry",
        () -> wire.house.unitOfWork.inTransaction(() -> wire.house.wireKeyrings.open(read)));

    assertEquals(Optional.empty(), wire.house.alarms.of(scope));
  }

  @Test
  void oneKeyIsReplacedAfterTheOther() {
    assertConflict("prepare one first", () -> wire.activate(false));
    assertConflict("no old wire key", () -> wire.retire(false));
    wire.prepare();
    assertConflict("activate it first", wire::prepare);
    wire.activate(false);
    assertConflict("retire it first", wire::prepare);
    wire.retire(true);

    wire.prepare();
    wire.activate(false);
    wire.retire(true);
    poll();

    assertDecrypts(start(edge), wire.here.privateKey("1"));
    wire.house.unitOfWork.inTransaction(
        () -> {
          wire.house.rows.verify(wire.house.groups.find(ResourceHouse.GROUP).orElseThrow().scope());
          return true;
        });
  }

  /** A padding that happens to fit makes garbage of one ciphertext in 256 otherwise. */
  @Test
  void whatIsEncryptedFitsOneKeyOnly() {
    wire.prepare();
    ApisixKeyring both = new ApisixKeyring(start(edge));
    GatewayGroup group = wire.group();
    wire.house.unitOfWork.inTransaction(
        () -> {
          try (WireEncryption encryption = wire.house.wireKeyrings.encryption(group.scope())) {
            for (int i = 0; i < 4_000; i++) {
              String pem = "-----BEGIN " + i;
              assertEquals(
                  Optional.of(pem), both.decrypt(encryption.encrypt(pem)).map(String::strip));
            }
            return true;
          }
        });
  }

  @Test
  void whoIsRevokedIsGivenNoKey() {
    start(edge);
    wire.revoke(edge);

    assertInstanceOf(Refusal.Unauthenticated.class, refusal(() -> wire.fetch(edge)));
  }

  @Test
  void aDeletedGroupLeavesNoWireKey() {
    Scope scope = wire.group().scope();
    wire.prepare();
    wire.house.unitOfWork.inTransaction(
        () -> {
          wire.house.groups.remove(scope);
          return true;
        });

    assertThrows(
        RefusedException.class,
        () -> wire.house.unitOfWork.inTransaction(() -> wire.house.wireKeyrings.of(scope)));
  }

  /** A process that has not heard of it yet still counts the instances of the former group. */
  @Test
  void aGroupThatBearsTheNameOfADeletedOneKeepsItsKeysFromTheDataPlanesOfThat() {
    Scope former = wire.group().scope();
    List<String> formerKeys = wire.fetch(edge);
    wire.house.unitOfWork.inTransaction(
        () -> {
          wire.house.groups.remove(former);
          return true;
        });
    wire.house.createGroup();

    assertInstanceOf(Refusal.NotFound.class, refusal(() -> wire.fetch(edge, former)));
    assertInstanceOf(
        Refusal.Unauthenticated.class, refusal(() -> wire.fetch(edge, wire.group().scope())));
    List<String> keys = wire.fetch(wire.issue("edge-1"));
    assertTrue(Collections.disjoint(formerKeys, keys));
    assertEquals(1, keys.size());
    assertFalse(keys.getFirst().isEmpty());
  }
}
