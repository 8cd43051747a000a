package io.claviger.adapters.catalogue;

import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.SecretField;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

  /** By which even a plugin that sends nothing on could find out what a header holds. */
  private static final List<String> OF_EVERY_PLUGIN =
      List.of("_meta.filter.<variable>", "_meta.priority");

  /** From the root of a document. */
  private final List<Forward> upstream = new ArrayList<>();

  private final List<Forward> request = new ArrayList<>();

  /**
   * @param kinds those of documents that name others
   */
  Destinations(List<JsonObject> kinds, JsonObject plugins) {
    kinds.stream().flatMap(Destinations::ofKind).forEach(upstream::add);
    request.addAll(upstream);
    upstream.add(new Forward(at(CHOOSES_UPSTREAMS), false));
    plugins.forEach((name, facts) -> forwards(name, facts.asJsonObject()).forEach(request::add));
  }

  /** The destinations that are beside the secret. */
  static List<String> inConfiguration(List<String> names) {
    return names.stream().filter(name -> !name.startsWith("<")).toList();
  }

  /** The others in the same document. */
  List<Forward> inDocument(List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                switch (name) {
                  case UPSTREAM -> upstream.stream();
                  case REQUEST -> request.stream();
                  default -> Stream.empty();
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
    return ofKind(kind).map(Destinations::ofRequests).toList();
  }

  private static Stream<Forward> ofKind(JsonObject kind) {
    return ReleaseFiles.strings(kind, FORWARDS).map(name -> Forward.of(Pointer.ROOT, name));
  }

  /** A field that decides where what a request holds goes. */
  static CarrierField ofRequests(Forward field) {
    return new CarrierField(field.pointer(), SecretField.REQUESTS);
  }

  /** The fields of a plugin's configuration that do, where documents have it. */
  static List<Forward> forwards(String plugin, JsonObject facts) {
    if (!facts.containsKey(FORWARDS)) {
      return List.of(new Forward(at(plugin), false));
    }
    return Stream.concat(ReleaseFiles.strings(facts, FORWARDS), OF_EVERY_PLUGIN.stream())
        .map(name -> Forward.of(at(plugin), name))
        .toList();
  }

  /** Those that its metadata share with it. */
  static List<CarrierField> ofConfiguration(String plugin, JsonObject facts) {
    return named(facts, "metadata", CONFIGURATION)
        .map(name -> new CarrierField(Forward.of(at(plugin), name).pointer(), plugin))
        .toList();
  }

  /**
   * The fields of a plugin's metadata: those that its configurations share with it, and if it could
   * send on what a request holds, all.
   *
   * @param members of the metadata
   */
  static List<CarrierField> ofMetadata(String plugin, JsonObject facts, Stream<String> members) {
    Stream<CarrierField> shared =
        named(facts, "secrets", METADATA)
            .map(name -> new CarrierField(Forward.of(Pointer.ROOT, name).pointer(), plugin));
    Stream<CarrierField> ofRequests =
        facts.containsKey(FORWARDS)
            ? Stream.empty()
            : members.map(name -> new CarrierField(Pointer.of(name), SecretField.REQUESTS));
    return Stream.concat(shared, ofRequests).toList();
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
}
