package io.claviger.domain.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
  @ParameterizedTest
  @EnumSource
  void printedRolesReadBack(Role role) {
    assertEquals(role, Role.parse(role.text()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SUPER_ADMIN", "Super_Admin", "admin", "super_admin "})
  void unknownRolesAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Role.parse(text));
  }

  @Test
  void aSuperAdminMayEverything() {
    for (Action action : List.of(Action.DELETE_GROUP, Action.GET_AUDIT, new Action("x:Y"))) {
      assertTrue(Role.SUPER_ADMIN.policy().allows(action, Arn.ORGANIZATION));
    }
  }

  @Test
  void aOneTimePasswordMayChangeItselfAndLittleElse() {
    PermissionPolicy policy = Role.PASSWORD_CHANGE.policy();
    Arn self = Arn.user("u");
    assertTrue(policy.allows(Action.CHANGE_OWN_PASSWORD, self));
    assertTrue(policy.allows(Action.GET_ME, self));
    assertTrue(policy.allows(Action.LOG_OUT, self));
    for (Action action : List.of(Action.CREATE_TOKEN, Action.GET_GROUP, Action.GET_AUDIT)) {
      assertFalse(policy.mayAllow(action));
    }
  }
}
