package io.claviger.domain.resource;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.domain.access.Action;
import io.claviger.domain.json.Pointer;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of APISIX objects, and everything in which they differ. */
public enum ResourceKind {
  ROUTE(
      "routes",
      "Route",
      "id",
      Set.of(Verb.POST, Verb.PATCH),
      Map.of(
          "/upstream_id",
          "upstreams",
          "/service_id",
          "services",
          "/upstream/tls/client_cert_id",
          "ssls"),
      Set.of("/upstream/tls/client_key")),
  SERVICE(
      "services",
      "Service",
      "id",
      Set.of(Verb.POST, Verb.PATCH),
      Map.of("/upstream_id", "upstreams", "/upstream/tls/client_cert_id", "ssls"),
      Set.of("/upstream/tls/client_key")),
  UPSTREAM(
      "upstreams",
      "Upstream",
      "id",
      Set.of(Verb.POST, Verb.PATCH),
      Map.of("/tls/client_cert_id", "ssls"),
      Set.of("/tls/client_key")),
  CONSUMER("consumers", "Consumer", "username", Set.of(), Map.of(), Set.of()),
  SSL(
      "ssls",
      "SSLCertificate",
      "id",
      Set.of(Verb.POST, Verb.PATCH),
      Map.of(),
      Set.of("/key", "/keys/*"));

  /** The verbs that not every kind has; GET, PUT and DELETE are for all. */
  public enum Verb {
    POST,
    PATCH
  }

  private final String path;
  private final String noun;
  private final String idMember;
  private final Set<Verb> verbs;
  private final Map<String, String> references;
  private final Set<String> wireEncrypted;

  ResourceKind(
      String path,
      String noun,
      String idMember,
      Set<Verb> verbs,
      Map<String, String> references,
      Set<String> wireEncrypted) {
    this.path = path;
    this.noun = noun;
    this.idMember = idMember;
    this.verbs = verbs;
    this.references = references;
    this.wireEncrypted = wireEncrypted;
  }

  /** As it stands in addresses and keys, in the plural. */
  public String path() {
    return path;
  }

  /** As it stands in messages, in the singular. */
  public String singular() {
    return path.substring(0, path.length() - 1);
  }

  /** The member of a document that repeats the id. */
  public String idMember() {
    return idMember;
  }

  public boolean has(Verb verb) {
    return verbs.contains(verb);
  }

  public Action getAction() {
    return new Action("gateway:Get" + noun);
  }

  public Action putAction() {
    return new Action("gateway:Put" + noun);
  }

  public Action deleteAction() {
    return new Action("gateway:Delete" + noun);
  }

  /** Whether a field travels in APISIX's own encryption, under the group's wire keyring. */
  public boolean wireEncrypts(Pointer pointer) {
    return wireEncrypted.contains(pointer.pattern());
  }

  /** The resources that a document of this kind names. */
  public Set<Reference> references(JsonObject document) {
    Set<Reference> found = new LinkedHashSet<>();
    references.forEach(
        (pointer, kind) ->
            Pointer.of(pointer.substring(1).split("/"))
                .in(document)
                .flatMap(
                    value ->
                        switch (value) {
                          case JsonString text -> Optional.of(text.getString());
                          case JsonNumber number -> Optional.of(number.toString());
                          default -> Optional.empty();
                        })
                .ifPresent(
                    id -> found.add(new Reference(pointer, parse(kind), new ResourceId(id)))));
    return found;
  }

  /** The kinds whose resources may name one of this kind. */
  public List<ResourceKind> referrers() {
    return Stream.of(values()).filter(kind -> kind.references.containsValue(path)).toList();
  }

  public static ResourceKind parse(String path) {
    return Arrays.stream(values())
        .filter(kind -> kind.path.equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "Unsupported resource type; this program has: "
                        + String.join(", ", Stream.of(values()).map(ResourceKind::path).toList())));
  }

  /** One resource named by another, and the field that names it. */
  public record Reference(String pointer, ResourceKind kind, ResourceId id) {}
}
