package io.claviger.application.resource;

import static java.util.function.Predicate.not;

import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireEncryption;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.domain.json.JsonStrings;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.InBand;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the secrets of a stored resource back into its document.
 *
 * <p>Guarantees: every marker is replaced by the value that it marks, which was sealed for that
 * very field at this very revision; a document and sealed values that do not belong together raise
 * the alarm and are refused.
 */
public final class ResourceOpener {
  private final Sealing sealing;
  private final WireKeyrings wireKeyrings;

  public ResourceOpener(Sealing sealing, WireKeyrings wireKeyrings) {
    this.sealing = sealing;
    this.wireKeyrings = wireKeyrings;
  }

  /** The document as its writer gave it. */
  public JsonObject open(Resource resource, Map<String, SealedValue> sealed) {
    return substitute(resource, secrets(resource, sealed));
  }

  /** With what {@link #forDataPlanes} encrypts private keys of a group; the caller closes it. */
  public WireEncryption wireEncryption(Scope scope) {
    return wireKeyrings.encryption(scope);
  }

  /** The document as data planes read it: UTF-8 JSON, its id in it, private keys wire-encrypted. */
  public byte[] forDataPlanes(
      Resource resource, Map<String, SealedValue> sealed, WireEncryption wire) {
    Map<Pointer, String> secrets = secrets(resource, sealed);
    secrets.replaceAll(
        (pointer, value) ->
            resource.key().kind().wireEncrypts(pointer) && !SecretReferences.isReference(value)
                ? wire.encrypt(value)
                : value);
    return substitute(resource, secrets).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Every secret of a stored resource, each verified to be the one that its marker stands for. */
  Map<Pointer, String> secrets(Resource resource, Map<String, SealedValue> sealed) {
    Map<Pointer, String> secrets = new HashMap<>();
    sealed.forEach(
        (text, value) -> {
          Pointer pointer = pointer(resource, text);
          Place place = resource.key().place(pointer);
          try (Secret secret = sealing.open(place, resource.revision().value(), value)) {
            if (!marker(resource, pointer)
                .equals(Optional.of(sealing.marker(place, secret).text()))) {
              throw sealing.broken(place);
            }
            secrets.put(pointer, secret.revealText());
          }
        });
    return secrets;
  }

  private Pointer pointer(Resource resource, String stored) {
    try {
      return Pointer.parse(stored, resource.document());
    } catch (RefusedException e) {
      throw sealing.broken(resource.key().place(Pointer.of(stored)));
    }
  }

  private static Optional<String> marker(Resource resource, Pointer pointer) {
    return pointer
        .in(resource.document())
        .filter(JsonString.class::isInstance)
        .map(value -> ((JsonString) value).getString());
  }

  private JsonObject substitute(Resource resource, Map<Pointer, String> secrets) {
    JsonStrings.visitNames(
        resource.document(),
        (object, name) -> {
          if (InBand.looksLike(name)) {
            throw sealing.broken(resource.key().place(object));
          }
        });
    JsonValue opened =
        JsonStrings.replace(
            resource.document(),
            (pointer, text) ->
                Optional.ofNullable(secrets.get(pointer))
                    .or(() -> Optional.of(text).filter(not(InBand::looksLike)))
                    .orElseThrow(() -> sealing.broken(resource.key().place(pointer))));
    return opened.asJsonObject();
  }
}
