package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.SecretField;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The words that stand for destinations outside of a secret's own configuration.
 *
 * <ul>
 *   <li>{@code <upstream>}: what chooses the upstream of requests
 *   <li>{@code <request>}: that, and whatever of any plugin could send on what a request holds
 *   <li>{@code <metadata>.name}: a field of the plugin's metadata
 *   <li>{@code <configuration>.name}: a field of each configuration of the plugin whose metadata it
 *       is
 * </ul>
 */
final class Destinations {
  private static final String UPSTREAM = "<upstream>";
  private static final String REQUEST = "<request>";
  private static final String METADATA = "<metadata>.";
  private static final String CONFIGURATION = "<configuration>.";
  private static final String FORWARDS = "forwards";
  private static final String CHOOSES_UPSTREAMS = "traffic-split";

  /** From the root of a document. */
  private final List<String> upstream = new ArrayList<>();

  private final List<String> request = new ArrayList<>();

  Destinations(JsonObject routes, JsonObject plugins) {
    ofRequests(routes).forEach(field -> upstream.add(field.pointer().toString()));
    upstream.add("/plugins/" + CHOOSES_UPSTREAMS);
    ofRequests(routes).forEach(field -> request.add(field.pointer().toString()));
    for (Map.Entry<String, JsonValue> plugin : plugins.entrySet()) {
      forwarded(plugin.getKey(), plugin.getValue().asJsonObject())
          .forEach(pointer -> request.add(pointer.toString()));
    }
  }

  /** The same destinations without those in other documents. */
  List<String> inDocument(List<String> names) {
    return names.stream()
        .filter(name -> !name.startsWith(METADATA) && !name.startsWith(CONFIGURATION))
        .flatMap(
            name ->
                switch (name) {
                  case UPSTREAM -> upstream.stream();
                  case REQUEST -> request.stream();
                  default -> Stream.of(name);
                })
        .toList();
  }

  /** What takes a secret with these destinations to where other documents decide. */
  static Set<String> carriers(String plugin, List<String> names) {
    Set<String> carriers = new HashSet<>();
    for (String name : names) {
      if (name.equals(UPSTREAM) || name.equals(REQUEST)) {
        carriers.add(SecretField.REQUESTS);
      } else if (name.startsWith(METADATA) || name.startsWith(CONFIGURATION)) {
        carriers.add(plugin);
      }
    }
    return carriers;
  }

  /** The fields of a kind that decide where requests go. */
  static List<CarrierField> ofRequests(JsonObject kind) {
    return ReleaseFiles.strings(kind, FORWARDS)
        .map(name -> new CarrierField(below(Pointer.ROOT, name), SecretField.REQUESTS))
        .toList();
  }

  /** The fields of a plugin's configuration, where documents have it. */
  static List<CarrierField> ofConfiguration(String plugin, JsonObject facts) {
    Stream<CarrierField> ofRequests =
        forwarded(plugin, facts).map(field -> new CarrierField(field, SecretField.REQUESTS));
    Stream<CarrierField> ofMetadata =
        named(facts, "metadata", CONFIGURATION)
            .map(name -> new CarrierField(below(at(plugin), name), plugin));
    return Stream.concat(ofRequests, ofMetadata).toList();
  }

  static List<CarrierField> ofMetadata(String plugin, JsonObject facts) {
    return named(facts, "secrets", METADATA)
        .map(name -> new CarrierField(below(Pointer.ROOT, name), plugin))
        .toList();
  }

  private static Stream<Pointer> forwarded(String plugin, JsonObject facts) {
    return facts.containsKey(FORWARDS)
        ? ReleaseFiles.strings(facts, FORWARDS).map(name -> below(at(plugin), name))
        : Stream.of(at(plugin));
  }

  private static Stream<String> named(JsonObject facts, String member, String word) {
    return facts.containsKey(member)
        ? facts.getJsonArray(member).stream()
            .flatMap(group -> ReleaseFiles.strings(group.asJsonObject(), "to"))
            .filter(name -> name.startsWith(word))
            .map(name -> name.substring(word.length()))
        : Stream.empty();
  }

  private static Pointer at(String plugin) {
    return Pointer.of("plugins", plugin);
  }

  private static Pointer below(Pointer at, String name) {
    return Pointer.of(name.split("\\.")).below(at);
  }
}
