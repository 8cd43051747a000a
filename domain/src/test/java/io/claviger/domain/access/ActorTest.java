package io.claviger.domain.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActorTest {
  private static final Actor PERSON =
      new Actor.Person("u1", "session", Role.PASSWORD_CHANGE.policy());
  private static final Actor DATA_PLANE = new Actor.DataPlane("i1", "prod");

  @Test
  void theAuditLogNamesTheSortAndTheId() {
    assertEquals("user:u1", PERSON.text());
    assertEquals("instance:i1", DATA_PLANE.text());
    assertEquals("system:sequencer", new Actor.Program("sequencer").text());
    assertEquals("unknown", new Actor.Unknown().text());
  }

  @Test
  void aPersonHasTheRightsOfTheirRole() {
    assertEquals(Role.PASSWORD_CHANGE.policy(), PERSON.policy());
    assertEquals(Optional.of("u1"), PERSON.person());
    assertEquals(Optional.empty(), DATA_PLANE.person());
  }

  @Test
  void aDataPlaneMayFetchTheWireKeyringOfItsOwnGroupOnly() {
    PermissionPolicy policy = DATA_PLANE.policy();
    assertTrue(policy.allows(Action.GET_WIRE_KEYRING, Arn.group("prod")));
    assertFalse(policy.allows(Action.GET_WIRE_KEYRING, Arn.group("prod2")));
    assertFalse(policy.allows(Action.GET_WIRE_KEYRING, Arn.group("default")));
    assertFalse(policy.allows(Action.GET_GROUP, Arn.group("prod")));
    assertFalse(policy.mayAllow(Action.CREATE_TOKEN));
  }

  @Test
  void whoIsUnknownMayLogInOnly() {
    PermissionPolicy policy = new Actor.Unknown().policy();
    assertTrue(policy.allows(Action.LOG_IN, Arn.ORGANIZATION));
    assertFalse(policy.mayAllow(Action.GET_ME));
    assertFalse(policy.mayAllow(Action.LOG_OUT));
  }
}
