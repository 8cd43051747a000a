package io.claviger.adapters.rest.http;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonString;

/** The boundary where a secret that is shown once becomes a string, because a JSON tree is one. */
public final class JsonSecrets {
  private JsonSecrets() {}

  /** Wipes the secret. */
  public static JsonString shownOnce(Secret secret) {
    try (secret) {
      return JsonTree.string(secret.revealText());
    }
  }
}
