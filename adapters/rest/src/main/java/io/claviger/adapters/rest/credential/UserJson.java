package io.claviger.adapters.rest.credential;

import io.claviger.application.credential.GetMe;
import io.claviger.domain.credential.User;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObjectBuilder;

/** A person, as they see themselves. */
final class UserJson {
  private UserJson() {}

  static JsonObjectBuilder of(GetMe.Me me) {
    User user = me.user();
    return JsonTree.object()
        .add("id", user.id().toString())
        .add("username", me.name())
        .add("role", user.role().text())
        .add("password_change_required", user.passwordExpiresAt().isPresent());
  }
}
