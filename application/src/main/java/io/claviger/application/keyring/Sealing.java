package io.claviger.application.keyring;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Prf;
import io.claviger.application.port.SealedValues;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.DataKey;
import io.claviger.domain.keyring.Marker;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Seals values for their places and opens them there. Works inside a transaction.
 *
 * <p>A value that does not open raises the scope's alarm and refuses the operation; there is no
 * fallback of any kind.
 */
public final class Sealing {
  /** The kind under which the secrets of a scope itself are stored. */
  public static final String OWN_KIND = "keyring";

  private static final String MARKER_KEY = "marker";
  private static final long OWN_VERSION = 1;

  private final KeyringStore keyrings;
  private final SealedValues values;
  private final Aead aead;
  private final Prf prf;
  private final RandomGenerator random;
  private final IntegrityAlarms alarms;
  private final Telemetry telemetry;

  public Sealing(
      KeyringStore keyrings,
      SealedValues values,
      Aead aead,
      Prf prf,
      RandomGenerator random,
      IntegrityAlarms alarms,
      Telemetry telemetry) {
    this.keyrings = keyrings;
    this.values = values;
    this.aead = aead;
    this.prf = prf;
    this.random = random;
    this.alarms = alarms;
    this.telemetry = telemetry;
  }

  /** Gives a new scope its shred key, its first data key and its marker key. */
  public void createScope(Scope scope) {
    keyrings.create(scope);
    byte[] markerKey = new byte[DataKey.BYTES];
    random.nextBytes(markerKey);
    try (Secret key = Secret.of(markerKey)) {
      store(scope, MARKER_KEY, key);
    }
  }

  /**
   * Holds the scope's keyring until the transaction ends, which must store the value.
   *
   * @param version of the value at its place; a resource's revision for the secrets of a resource
   */
  public SealedValue seal(Place place, long version, Secret value) {
    SealedValue sealed =
        keyrings.withPrimary(
            place.scope(),
            key ->
                new SealedValue(
                    key.id(),
                    aead.seal(key.material(), value, place.associatedData(key.id(), version))));
    telemetry.valuesSealed(1);
    return sealed;
  }

  /**
   * The same value under the primary; as {@link #seal}. Empty if it does not open, of which the
   * alarm is raised.
   */
  public Optional<SealedValue> reseal(Place place, long version, SealedValue sealed) {
    Optional<Secret> opened = opened(place, version, sealed);
    if (opened.isEmpty()) {
      alarm(place);
      return Optional.empty();
    }
    try (Secret value = opened.get()) {
      return Optional.of(seal(place, version, value));
    }
  }

  /**
   * @throws RefusedException with {@code Unavailable} if it does not open, for whatever reason;
   *     with {@code Conflict} if it is another value by now
   */
  public Secret open(Place place, long version, SealedValue sealed) {
    return opened(place, version, sealed)
        .orElseGet(
            () -> {
              if (keyrings.has(place.scope(), sealed.key())) {
                throw broken(place);
              }
              return reopened(place, version, sealed);
            });
  }

  private Optional<Secret> opened(Place place, long version, SealedValue sealed) {
    Optional<Secret> opened =
        keyrings
            .withKey(
                place.scope(),
                sealed.key(),
                key ->
                    aead.open(
                        key.material(), sealed.body(), place.associatedData(key.id(), version)))
            .flatMap(found -> found);
    opened.ifPresent(found -> telemetry.valuesOpened(1));
    return opened;
  }

  /** After it was read, a value may have been moved to another key, and its key destroyed. */
  private Secret reopened(Place place, long version, SealedValue read) {
    Optional<SealedValue> stored =
        Optional.ofNullable(
            values.of(place.scope(), place.kind(), place.id()).get(place.pointer().toString()));
    if (stored.filter(read::equals).isPresent()) {
      throw broken(place);
    }
    return stored
        .flatMap(moved -> opened(place, version, moved))
        .orElseThrow(
            () -> conflict("a secret was changed while it was read: read again and retry"));
  }

  /** Raises the alarm for a place whose stored state contradicts itself. */
  public RefusedException broken(Place place) {
    alarm(place);
    return unavailable(
        "a stored secret of "
            + place.kind()
            + "/"
            + place.id()
            + " does not open; its gateway"
            + " group is frozen until the database is repaired");
  }

  /** As {@link #broken(Place)}, for a secret of the scope itself. */
  RefusedException broken(Scope scope, String id) {
    return broken(ownPlace(scope, id));
  }

  /** Of a group that is being removed nothing opens any more, and that is no alarm. */
  private void alarm(Place place) {
    if (keyrings.exists(place.scope())) {
      telemetry.openFailed(place.scope().value());
      alarms.raise(place);
    }
  }

  /** Makes the marker of a value at its place. */
  public Marker marker(Place place, Secret value) {
    return keyrings
        .markerKeys()
        .with(
            place.scope(),
            () -> load(place.scope(), MARKER_KEY),
            key ->
                Marker.ofMac(value.reveal(bytes -> prf.hmac(key, place.markerContext(), bytes))));
  }

  /** Seals a secret of the scope itself, such as a key of an authority. */
  public void store(Scope scope, String id, Secret secret) {
    Place place = ownPlace(scope, id);
    values.replace(
        scope,
        OWN_KIND,
        id,
        OWN_VERSION,
        Map.of(place.pointer().toString(), seal(place, OWN_VERSION, secret)));
  }

  /** Removes what {@link #store} sealed. */
  public void remove(Scope scope, String id) {
    values.replace(scope, OWN_KIND, id, OWN_VERSION, Map.of());
  }

  /** Opens what {@link #store} sealed; the caller closes it. */
  public Secret load(Scope scope, String id) {
    return find(scope, id).orElseThrow(() -> broken(scope, id));
  }

  /** As {@link #load}; empty if there is none. */
  Optional<Secret> find(Scope scope, String id) {
    Place place = ownPlace(scope, id);
    return Optional.ofNullable(values.of(scope, OWN_KIND, id).get(place.pointer().toString()))
        .map(value -> open(place, OWN_VERSION, value));
  }

  /**
   * Refuses if the keys of a scope do not open.
   *
   * @throws RefusedException as {@link #open}
   */
  public void verify(Scope scope) {
    keyrings.verify(scope);
    load(scope, MARKER_KEY).close();
  }

  private static Place ownPlace(Scope scope, String id) {
    return new Place(scope, OWN_KIND, id, Pointer.of("value"));
  }
}
