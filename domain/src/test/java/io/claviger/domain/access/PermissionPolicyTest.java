package io.claviger.domain.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.access.PermissionPolicy.Effect;
import io.claviger.domain.access.PermissionPolicy.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionPolicyTest {
  private static final Action GET = new Action("gateway:GetRoute");
  private static final Arn ROUTE = Arn.resource("prod", "routes", "r1");

  @Test
  void whatNothingAllowsIsDenied() {
    assertFalse(policy().allows(GET, ROUTE));
    assertFalse(policy(statement(Effect.ALLOW, "*")).allows(GET, ROUTE));
    assertFalse(policy(statement(Effect.DENY, "gateway:PutRoute", "*")).allows(GET, ROUTE));
    assertFalse(policy(new Statement(Effect.ALLOW, List.of(), List.of("*"))).allows(GET, ROUTE));
  }

  @Test
  void aDenialWinsWhereverItStands() {
    Statement allow = statement(Effect.ALLOW, "*", "*");
    Statement deny =
        statement(Effect.DENY, "gateway:*", "arn:claviger:gateway:gatewaygroup/prod/*");
    assertTrue(policy(allow).allows(GET, ROUTE));
    assertFalse(policy(allow, deny).allows(GET, ROUTE));
    assertFalse(policy(deny, allow).allows(GET, ROUTE));
    assertFalse(policy(deny, allow, allow).allows(GET, ROUTE));
    assertTrue(policy(deny, allow).allows(GET, Arn.resource("test", "routes", "r1")));
    assertTrue(policy(deny, allow).allows(Action.GET_AUDIT, ROUTE));
  }

  @ParameterizedTest
  @CsvSource({
    "*, *, true",
    "gateway:*, *, true",
    "gateway:Get*, *, true",
    "gateway:GetRoute, *, true",
    "gateway:GetRoute*, *, true",
    "gateway:Get, *, false",
    "gateway:getroute, *, false",
    "gateway:GetRoutes, *, false",
    "*:GetRoute, *, false",
    "gateway:*Route, *, false",
    "iam:*, *, false",
    "'', *, false",
    "*, arn:claviger:gateway:gatewaygroup/prod/routes/r1, true",
    "*, arn:claviger:gateway:gatewaygroup/prod/*, true",
    "*, arn:claviger:gateway:gatewaygroup/pro, false",
    "*, arn:claviger:gateway:gatewaygroup/prod, false",
    "*, arn:claviger:gateway:gatewaygroup/prod/routes/r11, false",
    "*, arn:claviger:gateway:gatewaygroup/*/routes/r1, false",
    "*, '', false"
  })
  void patternsAreExactOrPrefixes(String action, String resource, boolean allowed) {
    PermissionPolicy policy = policy(statement(Effect.ALLOW, action, resource));
    assertEquals(allowed, policy.allows(GET, ROUTE));
  }

  @Test
  void anActionAndItsTargetAreAllowedByOneStatementTogether() {
    assertFalse(
        policy(
                statement(Effect.ALLOW, GET.name(), Arn.group("test").text()),
                statement(Effect.ALLOW, "gateway:PutRoute", "*"))
            .allows(GET, ROUTE));
  }

  @Test
  void anActionMayBeAllowedSomewhere() {
    PermissionPolicy elsewhere = policy(statement(Effect.ALLOW, "gateway:*", "arn:x"));
    assertTrue(elsewhere.mayAllow(GET));
    assertFalse(elsewhere.allows(GET, ROUTE));
    assertFalse(elsewhere.mayAllow(Action.GET_AUDIT));
    assertFalse(policy(statement(Effect.DENY, "*", "*")).mayAllow(GET));
  }

  @Test
  void aPolicyDoesNotChangeWithTheListsItWasMadeFrom() {
    List<String> actions = new ArrayList<>();
    List<String> resources = new ArrayList<>(List.of("*"));
    List<Statement> statements = new ArrayList<>();
    statements.add(new Statement(Effect.ALLOW, actions, resources));
    PermissionPolicy policy = new PermissionPolicy(statements);
    actions.add("*");
    statements.add(statement(Effect.ALLOW, "*", "*"));
    assertFalse(policy.allows(GET, ROUTE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GetRoute", "gateway:", ":GetRoute", "gateway:*", "a:b:c", "a:b\n"})
  void anActionIsANamespaceAndAName(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Action(name));
  }

  private static PermissionPolicy policy(Statement... statements) {
    return new PermissionPolicy(List.of(statements));
  }

  private static Statement statement(Effect effect, String action, String... resources) {
    return new Statement(effect, List.of(action), List.of(resources));
  }
}
