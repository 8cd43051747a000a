package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.InBand;
import io.claviger.domain.keyring.Marker;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the secrets out of a document, and keeps those that a writer leaves in place by sending
 * back the marker that was read. Whether a string is a kept secret is decided by what is stored,
 * never by how the string looks: a marker that marks nothing here is refused.
 */
public final class ResourceSecrets {
  /** Each is a row of its own, and who writes them holds the group. */
  private static final int MAX_SECRETS = 1000;

  private final SealedValues values;
  private final Sealing sealing;
  private final ResourceOpener opener;

  public ResourceSecrets(SealedValues values, Sealing sealing, ResourceOpener opener) {
    this.values = values;
    this.sealing = sealing;
    this.opener = opener;
  }

  /**
   * A document with all its secrets in it.
   *
   * @param kept the fields whose stored secrets were kept, and where these were stored
   */
  record Complete(JsonObject document, Map<Pointer, Pointer> kept) {}

  /** A document with markers for its secrets, and the secrets. */
  record Masked(JsonObject document, Map<Pointer, Secret> secrets) {}

  /** Whether a document holds any marker. */
  static boolean hasMarkers(JsonObject document) {
    boolean[] found = {false};
    JsonStrings.visit(document, (pointer, text) -> found[0] |= Marker.looksLike(text));
    return found[0];
  }

  /** Puts kept secrets in for their markers. */
  Complete complete(JsonObject document, Optional<Resource> existing) {
    JsonStrings.visitNames(document, ResourceSecrets::refuseInName);
    Map<Pointer, Pointer> kept = new HashMap<>();
    StoredSecrets stored =
        existing.filter(any -> hasMarkers(document)).map(this::open).orElse(StoredSecrets.NONE);
    JsonObject complete =
        JsonStrings.replace(
                document,
                (pointer, text) -> {
                  if (SealedValue.looksLike(text)) {
                    throw invalid(
                        pointer.printable() + ": a ciphertext is not accepted; send the value");
                  }
                  if (!Marker.looksLike(text)) {
                    return text;
                  }
                  Pointer source =
                      stored.source(pointer, text).orElseThrow(() -> meansNothing(pointer));
                  kept.put(pointer, source);
                  return stored.at(source);
                })
            .asJsonObject();
    return new Complete(complete, kept);
  }

  private static void refuseInName(Pointer object, String name) {
    if (InBand.looksLike(name)) {
      throw invalid(
          object.printable() + ": the name of a member is a marker or a ciphertext; use another");
    }
  }

  private static RefusedException meansNothing(Pointer pointer) {
    return invalid(
        pointer.printable()
            + ": this marker stands for no secret that is stored here; send the secret itself");
  }

  private StoredSecrets open(Resource resource) {
    ResourceKey key = resource.key();
    return StoredSecrets.of(
        resource,
        opener.secrets(resource, values.of(key.scope(), key.kind().path(), key.id().value())));
  }

  /** Takes the secrets out again. */
  Masked mask(ResourceKey key, JsonObject complete, Set<Pointer> secretPointers) {
    Map<Pointer, Secret> secrets = new HashMap<>();
    if (secretPointers.isEmpty()) {
      return new Masked(complete, secrets);
    }
    if (secretPointers.size() > MAX_SECRETS) {
      throw invalid("the resource has more than " + MAX_SECRETS + " secrets; make several of it");
    }
    JsonObject masked =
        JsonStrings.replace(
                complete,
                (pointer, text) -> {
                  if (!secretPointers.contains(pointer)) {
                    return text;
                  }
                  Secret secret = Secret.ofText(text);
                  secrets.put(pointer, secret);
                  return sealing.marker(key.place(pointer), secret).text();
                })
            .asJsonObject();
    return new Masked(masked, secrets);
  }

  /**
   * Seals for the revision at which the resource is stored.
   *
   * @param before what it replaces
   */
  void store(Optional<Resource> before, Resource resource, Map<Pointer, Secret> secrets) {
    if (secrets.isEmpty() && !before.map(ResourceSecrets::hasSecrets).orElse(false)) {
      return;
    }
    ResourceKey key = resource.key();
    Revision revision = resource.revision();
    Map<String, SealedValue> sealed = new HashMap<>();
    secrets.forEach(
        (pointer, secret) ->
            sealed.put(
                pointer.toString(), sealing.seal(key.place(pointer), revision.value(), secret)));
    values.replace(key.scope(), key.kind().path(), key.id().value(), revision.value(), sealed);
  }

  void remove(Resource resource) {
    if (hasSecrets(resource)) {
      ResourceKey key = resource.key();
      values.replace(key.scope(), key.kind().path(), key.id().value(), 0, Map.of());
    }
  }

  /** Each sealed value has its marker in the document. */
  private static boolean hasSecrets(Resource resource) {
    return hasMarkers(resource.document());
  }
}
