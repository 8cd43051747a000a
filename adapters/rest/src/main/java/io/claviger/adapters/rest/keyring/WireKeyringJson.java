package io.claviger.adapters.rest.keyring;

import io.claviger.application.wire.ListWireKeys;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.keyring.WireKey;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** Wire keyrings, as they are answered: never a key. */
final class WireKeyringJson {
  private WireKeyringJson() {}

  static JsonObjectBuilder of(ListWireKeys.Listed listed) {
    JsonArrayBuilder keys = JsonTree.array();
    listed.keys().forEach(key -> keys.add(of(key.key()).add("instances", key.instances())));
    JsonArrayBuilder waiting = JsonTree.array();
    listed.waiting().forEach(waiting::add);
    return JsonTree.object().add("keys", keys).add("waiting", waiting);
  }

  static JsonObjectBuilder of(WireKey key) {
    return JsonTree.object()
        .add("id", key.id().value())
        .add("state", key.state().name().toLowerCase(Locale.ROOT))
        .add("created_at", key.createdAt().getEpochSecond());
  }
}
