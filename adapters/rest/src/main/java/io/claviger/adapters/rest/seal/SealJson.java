package io.claviger.adapters.rest.seal;

import io.claviger.adapters.rest.http.JsonSecrets;
import io.claviger.application.seal.SealStatus;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** What is answered about the seal. */
final class SealJson {
  private SealJson() {}

  static JsonObjectBuilder of(SealStatus status) {
    return JsonTree.object()
        .add("type", status.type())
        .add("initialized", status.initialized())
        .add("sealed", status.sealed())
        .add("shares", status.shares())
        .add("threshold", status.threshold())
        .add("progress", status.progress());
  }

  /** Wipes the shares. */
  static JsonObjectBuilder shownOnce(List<Secret> shares) {
    JsonArrayBuilder texts = JsonTree.array();
    shares.forEach(share -> texts.add(JsonSecrets.shownOnce(share)));
    return JsonTree.object().add("shares", texts);
  }
}
