package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.denied;

import io.claviger.application.gate.Permit;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.Resources;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Marker;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.Reference;
import io.claviger.domain.resource.References;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the stored secrets of other documents from being sent elsewhere by a change of this one:
 * the upstream that a route with a secret header names, a logger in a plugin config beside it, the
 * metadata that say where a token goes.
 *
 * <p>Looked at are the documents whose requests this one takes part in: those that name it, in
 * turn, and what these name, and if a route is among them, what takes part in all requests; of one
 * that does, all of the group. Where more than {@value Resources#MAX_REFERRERS} name one, the
 * change is refused unseen.
 */
final class CarrierLock {
  /** They take part in requests whatever names them. */
  private static final Set<ResourceKind> EVERYWHERE =
      Set.of(
          ResourceKind.GLOBAL_RULE,
          ResourceKind.CONSUMER,
          ResourceKind.CREDENTIAL,
          ResourceKind.CONSUMER_GROUP,
          ResourceKind.PLUGIN_METADATA);

  /** Of these, those whose plugins may put a secret on requests. */
  private static final List<ResourceKind> ADDING =
      List.of(ResourceKind.GLOBAL_RULE, ResourceKind.CONSUMER_GROUP, ResourceKind.CONSUMER);

  /** Without one of them requests are served as ever, but differently. */
  private static final Set<ResourceKind> DISPENSABLE =
      Set.of(ResourceKind.GLOBAL_RULE, ResourceKind.PLUGIN_METADATA);

  private static final Pointer SERVICE = Pointer.of("service_id");

  private final Resources resources;
  private final Catalogue catalogue;

  CarrierLock(Resources resources, Catalogue catalogue) {
    this.resources = resources;
    this.catalogue = catalogue;
  }

  /**
   * @param before empty if nothing is stored
   */
  void check(
      GatewayGroup group,
      ResourceKey key,
      JsonObject before,
      JsonObject after,
      Permit permit,
      Arn target) {
    if (permit.allows(Action.REDIRECT_SECRET, target)) {
      return;
    }
    ApisixVersion version = group.profile().apisixVersion();
    List<CarrierField> changed = changed(version, key.kind(), before, after);
    if (changed.isEmpty()) {
      return;
    }
    affected(version, key, after, changed)
        .filter(other -> !other.key().equals(key))
        .forEach(
            other -> refuseIfCarried(version, other, relevant(version, key, other, before, after)));
  }

  /** A deletion leads secrets elsewhere where requests go on without what is deleted. */
  void checkDeletion(GatewayGroup group, Resource resource, Permit permit, Arn target) {
    ResourceKey key = resource.key();
    if (DISPENSABLE.contains(key.kind())) {
      JsonObject after =
          ResourceIdentity.named(key.kind(), Optional.of(key.id()), JsonValue.EMPTY_JSON_OBJECT);
      check(group, key, resource.document(), after, permit, target);
    }
  }

  private List<CarrierField> changed(
      ApisixVersion version, ResourceKind kind, JsonObject before, JsonObject after) {
    return catalogue.carrierFields(version, kind, after).stream()
        .filter(field -> !field.pointer().in(after).equals(field.pointer().in(before)))
        .toList();
  }

  /**
   * The changes that concern the secrets of another document. To name a service is none for the
   * service's own, which go to the service's upstream then; but all else that the document has is.
   */
  private List<CarrierField> relevant(
      ApisixVersion version, ResourceKey key, Resource other, JsonObject before, JsonObject after) {
    if (other.key().kind() != ResourceKind.SERVICE) {
      return changed(version, key.kind(), before, after);
    }
    boolean newlyNamed = !SERVICE.in(after).equals(SERVICE.in(before));
    return changed(version, key.kind(), newlyNamed ? JsonValue.EMPTY_JSON_OBJECT : before, after)
        .stream()
        .filter(field -> !field.pointer().equals(SERVICE))
        .toList();
  }

  private void refuseIfCarried(ApisixVersion version, Resource other, List<CarrierField> changed) {
    for (SecretField secret :
        catalogue.secretFields(version, other.key().kind(), other.document())) {
      changed.stream()
          .filter(field -> secret.carriers().contains(field.carrier()))
          .filter(field -> isStored(secret, other.document()))
          .findFirst()
          .ifPresent(
              field -> {
                throw denied(
                    "%s: a change here would send the stored secret at %s of %s elsewhere; who makes it"
                            .formatted(
                                field.pointer().printable(),
                                secret.pointer().printable(),
                                other.key().name())
                        + " needs the permission "
                        + Action.REDIRECT_SECRET);
              });
    }
  }

  private static boolean isStored(SecretField secret, JsonObject document) {
    return secret.pointer().in(document).orElse(JsonValue.NULL) instanceof JsonString text
        && Marker.looksLike(text.getString());
  }

  private Stream<Resource> affected(
      ApisixVersion version, ResourceKey key, JsonObject after, List<CarrierField> changed) {
    if (EVERYWHERE.contains(key.kind())) {
      return list(key, Stream.of(ResourceKind.values()));
    }
    Set<ResourceKey> involved = involved(key, changed.getFirst());
    Set<ResourceKey> all = new LinkedHashSet<>(involved);
    named(version, key, after).forEach(all::add);
    involved.stream()
        .flatMap(user -> resources.find(user).stream())
        .forEach(user -> named(version, user.key(), user.document()).forEach(all::add));
    metadata(version, key, after).forEach(all::add);
    Stream<Resource> bound = all.stream().flatMap(each -> resources.find(each).stream());
    return isOfRequests(key, involved, changed)
        ? Stream.concat(bound, list(key, ADDING.stream()))
        : bound;
  }

  private Stream<Resource> list(ResourceKey key, Stream<ResourceKind> kinds) {
    return kinds.flatMap(kind -> resources.list(key.scope(), kind).stream());
  }

  /** Whether requests are served by it; they have secrets of which no reference tells. */
  private static boolean isOfRequests(
      ResourceKey key, Set<ResourceKey> involved, List<CarrierField> changed) {
    return changed.stream().anyMatch(field -> field.carrier().equals(SecretField.REQUESTS))
        && Stream.concat(Stream.of(key), involved.stream())
            .anyMatch(each -> each.kind() == ResourceKind.ROUTE);
  }

  /** Those that name it, and those that name these. */
  private Set<ResourceKey> involved(ResourceKey key, CarrierField changed) {
    Set<ResourceKey> found = new LinkedHashSet<>();
    Deque<ResourceKey> open = new ArrayDeque<>(List.of(key));
    while (!open.isEmpty()) {
      List<ResourceKey> users = resources.referrers(open.remove());
      if (found.size() + users.size() >= Resources.MAX_REFERRERS) {
        throw denied(
            "%s: too many resources would be affected to see whether a change here would send a"
                    .formatted(changed.pointer().printable())
                + " stored secret elsewhere; who makes it needs the permission "
                + Action.REDIRECT_SECRET);
      }
      users.stream().filter(found::add).forEach(open::add);
    }
    return found;
  }

  private Stream<ResourceKey> named(ApisixVersion version, ResourceKey key, JsonObject document) {
    return new References(key.kind(), document, catalogue.plugins(version, key.kind(), document))
        .all().stream().map((Reference to) -> new ResourceKey(key.scope(), to.kind(), to.id()));
  }

  /** The metadata whose secrets the configurations of their plugins send. */
  private Stream<ResourceKey> metadata(
      ApisixVersion version, ResourceKey key, JsonObject document) {
    return catalogue.carrierFields(version, key.kind(), document).stream()
        .map(CarrierField::carrier)
        .filter(carrier -> !carrier.equals(SecretField.REQUESTS))
        .distinct()
        .map(
            plugin ->
                new ResourceKey(
                    key.scope(),
                    ResourceKind.PLUGIN_METADATA,
                    ResourceKind.PLUGIN_METADATA.id(plugin)));
  }
}
