package io.claviger.adapters.rest.credential;

import io.claviger.adapters.rest.http.Fields;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Optional;

/** {@code {"name","expires_at"?}}, and how a token is shown. */
record TokenJson(String name, Optional<Instant> expiresAt) {
  static TokenJson read(JsonObject json) {
    Fields fields = Fields.of(json, "name", "expires_at");
    return new TokenJson(fields.text("name"), fields.optionalTime("expires_at"));
  }

  /** Without its secret. */
  static JsonObjectBuilder of(AccessToken token) {
    return JsonTree.object()
        .add("id", token.id().value())
        .add("name", token.name())
        .add("created_at", token.createdAt().getEpochSecond())
        .add("expires_at", token.expiresAt().getEpochSecond());
  }
}
