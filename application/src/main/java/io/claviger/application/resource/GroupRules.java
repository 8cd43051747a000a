package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.port.Resources;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.resource.Reference;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a resource must be to the others of its group. Works inside a transaction. */
public final class GroupRules {
  private static final Pointer PROTOCOL = Pointer.of("protocol", "name");

  private final Resources resources;

  public GroupRules(Resources resources) {
    this.resources = resources;
  }

  /** Refuses a document that does not fit in; returns what it names. */
  Set<ResourceKey> check(ResourceKey key, JsonObject document, List<Reference> references) {
    refuseOrphan(key);
    Set<ResourceKey> named = new HashSet<>();
    references.forEach(reference -> named.add(target(key, document, reference)));
    if (key.kind() == ResourceKind.GLOBAL_RULE) {
      refuseSecondUse(key, document);
    }
    if (key.kind() == ResourceKind.SSL && !isClient(document)) {
      refuseIfShown(key);
    }
    return named;
  }

  /** Refuses to let go what another resource names. */
  void refuseIfUsed(ResourceKey key) {
    resources.referrers(key).stream()
        .findFirst()
        .ifPresent(
            user -> {
              throw invalid(
                  "can not delete this %s, %s [%s] is still using it now"
                      .formatted(key.kind().singular(), user.kind().singular(), user.id()));
            });
  }

  private void refuseOrphan(ResourceKey key) {
    key.owner()
        .filter(owner -> resources.find(owner).isEmpty())
        .ifPresent(
            owner -> {
              throw notFound(owner.kind().singular() + " not found; create it first");
            });
  }

  private ResourceKey target(ResourceKey from, JsonObject document, Reference reference) {
    ResourceKey to = new ResourceKey(from.scope(), reference.kind(), reference.id());
    if (to.equals(from)) {
      throw invalid(reference.field().printable() + ": names the resource itself");
    }
    Resource found =
        resources
            .find(to)
            .orElseThrow(
                () ->
                    invalid(
                        "%s: there is no %s of this id in the gateway group; create it first"
                            .formatted(reference.field().printable(), to.kind().singular())));
    if (to.kind() == ResourceKind.SSL && !isClient(found.document())) {
      throw invalid(
          reference.field().printable()
              + ": the ssl of this id is not of the type client, and must be");
    }
    if (to.kind() == ResourceKind.STREAM_ROUTE
        && !PROTOCOL.in(document).equals(PROTOCOL.in(found.document()))) {
      throw invalid(
          reference.field().printable() + ": the stream route of this id has another protocol");
    }
    return to;
  }

  private static boolean isClient(JsonObject ssl) {
    return ssl.get("type") instanceof JsonString type && type.getString().equals("client");
  }

  /** A certificate for clients that becomes one for servers is shown to no upstream any more. */
  private void refuseIfShown(ResourceKey ssl) {
    resources.referrers(ssl).stream()
        .findFirst()
        .ifPresent(
            user -> {
              throw invalid(
                  "/type: must stay client, %s [%s] is still using it now"
                      .formatted(user.kind().singular(), user.id()));
            });
  }

  /** Of a plugin in two global rules a gateway runs one only. */
  private void refuseSecondUse(ResourceKey key, JsonObject document) {
    Set<String> plugins = plugins(document);
    for (Resource other : resources.list(key.scope(), key.kind())) {
      Optional<String> twice =
          plugins(other.document()).stream()
              .filter(plugin -> !other.key().equals(key) && plugins.contains(plugin))
              .findFirst();
      if (twice.isPresent()) {
        throw invalid(
            "/plugins: the plugin %s is in the global rule [%s] already"
                .formatted(twice.get(), other.key().id()));
      }
    }
  }

  private static Set<String> plugins(JsonObject rule) {
    return rule.getOrDefault("plugins", JsonValue.EMPTY_JSON_OBJECT).asJsonObject().keySet();
  }
}
