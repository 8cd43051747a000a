package io.claviger.domain.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WireKeyringTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = MADE.plusSeconds(60);
  private static final KeyId OLD = new KeyId("00000000000000aa");
  private static final KeyId NEW = new KeyId("00000000000000bb");

  private final WireKeyring one = new WireKeyring(List.of(key(OLD, WireKeyState.ACTIVE)));
  private final WireKeyring prepared =
      new WireKeyring(List.of(key(OLD, WireKeyState.ACTIVE), key(NEW, WireKeyState.PREPARED)));
  private final WireKeyring activated = prepared.activated(LATER);

  private static WireKey key(KeyId id, WireKeyState state) {
    return new WireKey(Scope.of(new UUID(1, 2)), id, state, MADE, MADE);
  }

  private static void refused(String message, Runnable step) {
    Refusal refusal = assertThrows(RefusedException.class, step::run).refusal();
    assertInstanceOf(Refusal.Conflict.class, refusal);
    assertEquals(message, refusal.message());
  }

  @Test
  void theNewestKeyIsInFront() {
    assertEquals(NEW, prepared.newest().id());
    assertEquals(OLD, prepared.active().id());
    assertEquals(NEW, activated.newest().id());
    assertEquals(NEW, activated.active().id());
    assertEquals(OLD, activated.old().id());
  }

  @Test
  void anActivationIsRemembered() {
    assertEquals(LATER, activated.active().since());
    assertEquals(MADE, activated.active().createdAt());
  }

  @Test
  void oneKeyIsReplacedAtATime() {
    one.requireRoom();
    refused("a wire key is prepared already; activate it first", prepared::requireRoom);
    refused(
        "the wire key before the active one is not retired yet; retire it first",
        activated::requireRoom);
  }

  @Test
  void aStepOutOfTurnIsRefused() {
    refused("no wire key is prepared; prepare one first", () -> one.activated(LATER));
    refused("no wire key is prepared; prepare one first", () -> activated.activated(LATER));
    refused("there is no old wire key to retire", one::old);
    refused("there is no old wire key to retire", prepared::old);
  }

  @Test
  void whoWasGivenAKeyringHasItsNewestKeyAndThoseBeforeIt() {
    WireKey fresh = prepared.newest();
    assertTrue(prepared.had(Optional.of(NEW), fresh));
    assertTrue(prepared.had(Optional.of(NEW), prepared.active()));
    assertFalse(prepared.had(Optional.of(OLD), fresh));
    assertTrue(prepared.had(Optional.of(OLD), prepared.active()));
    assertFalse(prepared.had(Optional.empty(), prepared.active()));
    assertFalse(prepared.had(Optional.of(new KeyId("00000000000000cc")), prepared.active()));
  }

  @Test
  void everyStepMakesAnotherVersion() {
    WireKeyring retired = new WireKeyring(List.of(activated.active()));
    assertNotEquals(one.version(), prepared.version());
    assertNotEquals(prepared.version(), activated.version());
    assertNotEquals(activated.version(), retired.version());
    assertNotEquals(one.version(), retired.version());
    assertEquals(
        prepared.version(),
        WireKeyring.Version.of(
            List.of(
                WireKeyring.Version.part(NEW.value(), "prepared"),
                WireKeyring.Version.part(OLD.value(), "active"))));
    assertTrue(prepared.version().rotates());
    assertFalse(one.version().rotates());
  }

  @Test
  void whatIsStoredOtherwiseIsNoKeyring() {
    assertThrows(IllegalArgumentException.class, () -> new WireKeyring(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new WireKeyring(List.of(key(OLD, WireKeyState.PREPARED))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new WireKeyring(List.of(key(OLD, WireKeyState.ACTIVE), key(NEW, WireKeyState.ACTIVE))));
  }
}
