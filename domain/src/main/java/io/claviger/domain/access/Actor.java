package io.claviger.domain.access;

import java.util.List;
import java.util.Optional;

/** Who does something. */
public sealed interface Actor {
  /** As the audit log writes it: {@code <sort>:<id>}. */
  String text();

  /** What it may do; an empty policy allows nothing. */
  PermissionPolicy policy();

  /**
   * A person, by a session or a token of theirs.
   *
   * @param userId the user's UUID
   * @param credential {@code session} or {@code token:<id>}
   */
  record Person(String userId, String credential, PermissionPolicy policy) implements Actor {
    @Override
    public String text() {
      return "user:" + userId;
    }
  }

  /** A data plane, known by its certificate. It may fetch what belongs to its own group only. */
  record DataPlane(String instanceId, String groupId) implements Actor {
    @Override
    public String text() {
      return "instance:" + instanceId;
    }

    @Override
    public PermissionPolicy policy() {
      return new PermissionPolicy(
          List.of(
              new PermissionPolicy.Statement(
                  PermissionPolicy.Effect.ALLOW,
                  List.of(Action.GET_WIRE_KEYRING.name()),
                  List.of(Arn.group(groupId).text()))));
    }
  }

  /** This program, on its own account. */
  record Program(String part) implements Actor {
    @Override
    public String text() {
      return "system:" + part;
    }

    @Override
    public PermissionPolicy policy() {
      return PermissionPolicy.allow("*");
    }
  }

  /** Somebody who has shown no valid credential. */
  record Unknown() implements Actor {
    @Override
    public String text() {
      return "unknown";
    }

    @Override
    public PermissionPolicy policy() {
      return PermissionPolicy.allow(
          Action.LOG_IN.name(), Action.GET_SEAL_STATUS.name(), Action.UNSEAL.name());
    }
  }

  /** The person's id, where the actor is one. */
  default Optional<String> person() {
    return this instanceof Person person ? Optional.of(person.userId()) : Optional.empty();
  }
}
