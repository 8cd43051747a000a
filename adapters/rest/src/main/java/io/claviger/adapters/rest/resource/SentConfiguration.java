package io.claviger.adapters.rest.resource;

import static io.claviger.application.resource.ValidateResources.MAX_REFUSED;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A whole configuration {@code {"routes":[…],"services":[…],…}}. Versions ({@code
 * routes_conf_version}) and the list {@code plugins} are a gateway's own, and not looked at.
 */
final class SentConfiguration {
  /** The credentials are among the consumers. */
  private static final List<ResourceKind> KINDS =
      Arrays.stream(ResourceKind.values()).filter(kind -> kind != ResourceKind.CREDENTIAL).toList();

  private final List<Entry> entries = new ArrayList<>();
  private final List<JsonObject> errors = new ArrayList<>();

  private record Entry(ResourceKind kind, int index, SentResource resource) {}

  private SentConfiguration() {}

  static SentConfiguration of(JsonObject json) {
    SentConfiguration sent = new SentConfiguration();
    Set<String> known = new HashSet<>(Set.of("plugins"));
    for (ResourceKind kind : KINDS) {
      known.add(kind.path());
      known.add(kind.path() + "_conf_version");
      sent.read(kind, json.getOrDefault(kind.path(), JsonValue.EMPTY_JSON_ARRAY));
    }
    if (!known.containsAll(json.keySet())) {
      sent.errors.add(
          JsonTree.object().add("error", "a member of the body is no resource type").build());
    }
    return sent;
  }

  private void read(ResourceKind kind, JsonValue list) {
    if (!(list instanceof JsonArray array)) {
      errors.add(error(kind).add("error", "must be an array").build());
      return;
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      SentResource resource = SentResource.of(kind, array.get(i));
      entries.add(new Entry(kind, i, resource));
      if (!resource.id().isEmpty() && !ids.add(resource.id()) && errors.size() < MAX_REFUSED) {
        errors.add(error(entries.getLast(), "found duplicate id in " + kind.path()));
      }
    }
  }

  List<SentResource> resources() {
    return entries.stream().map(Entry::resource).toList();
  }

  /**
   * What is wrong, up to a thousand things.
   *
   * @param reasons for each resource as far as they were looked at, why it would be refused
   */
  List<JsonObject> errors(List<Optional<String>> reasons) {
    List<JsonObject> all = new ArrayList<>(errors);
    for (int i = 0; i < reasons.size() && all.size() < MAX_REFUSED; i++) {
      Entry entry = entries.get(i);
      reasons.get(i).ifPresent(reason -> all.add(error(entry, reason)));
    }
    return all;
  }

  private static JsonObject error(Entry entry, String reason) {
    return error(entry.kind())
        .add("resource_id", entry.resource().id())
        .add("index", entry.index())
        .add("error", reason)
        .build();
  }

  private static JsonObjectBuilder error(ResourceKind kind) {
    return JsonTree.object().add("resource_type", kind.path());
  }
}
