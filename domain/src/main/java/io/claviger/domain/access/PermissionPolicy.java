package io.claviger.domain.access;

import java.util.List;

/**
 * Statements about who may do what. A matching denial wins over every permission; what nothing
 * allows is denied.
 */
public record PermissionPolicy(List<Statement> statements) {

  public enum Effect {
    ALLOW,
    DENY
  }

  /**
   * @param actions action names, each ending in {@code *} or exact
   * @param resources resource names, likewise
   */
  public record Statement(Effect effect, List<String> actions, List<String> resources) {
    public Statement {
      actions = List.copyOf(actions);
      resources = List.copyOf(resources);
    }

    boolean mentions(Action action) {
      return actions.stream().anyMatch(pattern -> matches(pattern, action.name()));
    }

    boolean covers(Action action, Arn target) {
      return mentions(action)
          && resources.stream().anyMatch(pattern -> matches(pattern, target.text()));
    }

    private static boolean matches(String pattern, String text) {
      return pattern.endsWith("*")
          ? text.startsWith(pattern.substring(0, pattern.length() - 1))
          : text.equals(pattern);
    }
  }

  public PermissionPolicy {
    statements = List.copyOf(statements);
  }

  public static PermissionPolicy allow(String... actions) {
    return new PermissionPolicy(
        List.of(new Statement(Effect.ALLOW, List.of(actions), List.of("*"))));
  }

  public boolean allows(Action action, Arn target) {
    return has(Effect.ALLOW, action, target) && !has(Effect.DENY, action, target);
  }

  /** Whether there is any target at all that the action is allowed on. */
  public boolean mayAllow(Action action) {
    return statements.stream()
        .anyMatch(statement -> statement.effect() == Effect.ALLOW && statement.mentions(action));
  }

  private boolean has(Effect effect, Action action, Arn target) {
    return statements.stream()
        .anyMatch(statement -> statement.effect() == effect && statement.covers(action, target));
  }
}
