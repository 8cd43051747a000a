package io.claviger.adapters.rest.keyring;

import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.keyring.Reencryption.Progress;
import io.claviger.domain.keyring.WrappedKey;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keyrings, as they are answered. */
final class KeyringJson {
  private KeyringJson() {}

  static JsonObjectBuilder of(List<GetKeyring.Key> keyring) {
    JsonArrayBuilder keys = JsonTree.array();
    keyring.forEach(key -> keys.add(of(key.key(), key.sealedValues())));
    return JsonTree.object().add("keys", keys);
  }

  static JsonObjectBuilder of(WrappedKey key, long sealedValues) {
    return JsonTree.object()
        .add("id", key.id().value())
        .add("state", text(key.state()))
        .add("created_at", key.createdAt().getEpochSecond())
        .add("sealed_values", sealedValues);
  }

  /** Values in a second with one decimal; {@code eta_seconds} is null where nobody can tell. */
  static JsonObjectBuilder of(Progress progress) {
    JsonObjectBuilder json =
        JsonTree.object()
            .add("state", text(progress.state()))
            .add("total", progress.total())
            .add("done", progress.done())
            .add("rate", Math.round(progress.rate() * 10) / 10.0);
    progress
        .eta()
        .map(KeyringJson::roundedUp)
        .ifPresentOrElse(
            seconds -> json.add("eta_seconds", seconds), () -> json.addNull("eta_seconds"));
    return json;
  }

  /** The state is {@code none} where nobody has ever asked. */
  static JsonObjectBuilder of(Optional<Progress> progress) {
    return progress
        .map(KeyringJson::of)
        .orElseGet(
            () ->
                JsonTree.object()
                    .add("state", "none")
                    .add("total", 0)
                    .add("done", 0)
                    .add("rate", 0)
                    .add("eta_seconds", 0));
  }

  private static long roundedUp(Duration eta) {
    return eta.plusMillis(999).toSeconds();
  }

  /** The receipt stands there byte by byte as it is signed. */
  static JsonObjectBuilder of(DestroyKey.Destroyed destroyed) {
    return JsonTree.object()
        .add("id", destroyed.receipt().key().value())
        .add("receipt", StrictJson.object(destroyed.receipt().canonicalBytes()))
        .add("signature", Base64.getEncoder().encodeToString(destroyed.signature()));
  }

  private static String text(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
