package io.claviger.adapters.rest.credential;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;

/** {@code {"old_password","new_password"}}. */
record PasswordJson(Secret oldPassword, Secret newPassword) {
  static PasswordJson read(JsonObject json) {
    Fields fields = Fields.of(json, "old_password", "new_password");
    return new PasswordJson(fields.secret("old_password"), fields.secret("new_password"));
  }
}
