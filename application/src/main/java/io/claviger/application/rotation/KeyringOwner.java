package io.claviger.application.rotation;

import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GroupId;

/** Whose keyring: a gateway group's, or that of the system itself. */
public sealed interface KeyringOwner {
  record Group(GroupId id) implements KeyringOwner {}

  record OfSystem() implements KeyringOwner {}

  /** What permission policies call it. */
  default Arn arn() {
    return switch (this) {
      case Group(GroupId id) -> Arn.group(id.value());
      case OfSystem() -> Arn.ORGANIZATION;
    };
  }

  /** The gateway group's id, or empty text. */
  default String groupText() {
    return switch (this) {
      case Group(GroupId id) -> id.value();
      case OfSystem() -> "";
    };
  }

  /** The one of two actions that is meant. */
  default Action either(Action onGroup, Action onSystem) {
    return switch (this) {
      case Group group -> onGroup;
      case OfSystem system -> onSystem;
    };
  }
}
