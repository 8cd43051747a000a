package io.claviger.adapters.rest.credential;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;

/** {@code {"username","password"}}. */
record LoginJson(String username, Secret password) {
  static LoginJson read(JsonObject json) {
    Fields fields = Fields.of(json, "username", "password");
    return new LoginJson(fields.text("username"), fields.secret("password"));
  }
}
