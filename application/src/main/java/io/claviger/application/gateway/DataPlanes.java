package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Who is at the data-plane port. A certificate that chains to the authority is not enough: there
 * must be an unrevoked instance with that serial number and that key.
 *
 * <p>What was found in the database is remembered while the instance keeps coming, and {@link
 * #refresh} asks again every second: a revocation here counts at once, one in another process
 * within that second, and a database that is down cuts nobody off.
 */
public final class DataPlanes {
  private final Supplier<UUID> installation;
  private final UnitOfWork unitOfWork;
  private final GatewayInstances instances;
  private final ChangeFeeds feeds;
  private final InstantSource clock;
  private final Consumer<String> turnedAway;
  private final Map<InstanceId, Presence> present = new ConcurrentHashMap<>();

  /** How often something was revoked. */
  private final AtomicLong revocations = new AtomicLong();

  /**
   * @param installation its identity, which is asked for once somebody comes
   * @param turnedAway is told the address of whoever is refused, for the audit log
   */
  public DataPlanes(
      Supplier<UUID> installation,
      UnitOfWork unitOfWork,
      GatewayInstances instances,
      ChangeFeeds feeds,
      InstantSource clock,
      Consumer<String> turnedAway) {
    this.installation = installation;
    this.unitOfWork = unitOfWork;
    this.instances = instances;
    this.feeds = feeds;
    this.clock = clock;
    this.turnedAway = turnedAway;
  }

  /**
   * What a peer's certificate says, after the transport has verified the chain, the validity and
   * the extended key usage.
   *
   * @param serial lower-case hex
   * @param keyHash SHA-256 of the SubjectPublicKeyInfo, lower-case hex
   */
  public record Peer(SpiffeId identity, String serial, String keyHash) {}

  /**
   * Lets a peer in for one request or one stream.
   *
   * @param peer empty if its certificate names no instance
   * @param address of its socket
   * @throws RefusedException with {@code Unauthenticated} for who is not registered
   */
  public Presence attach(Optional<Peer> peer, String address) {
    try {
      return attach(peer.orElseThrow(DataPlanes::nameless), address);
    } catch (RefusedException refused) {
      if (refused.refusal() instanceof Refusal.Unauthenticated) {
        turnedAway.accept(address);
      }
      throw refused;
    }
  }

  private static RefusedException nameless() {
    return unauthenticated(
        "the certificate must name one gateway instance in its only URI; issue a new one");
  }

  private Presence attach(Peer peer, String address) {
    Optional<Presence> presence = seen(peer, address);
    while (presence.isEmpty()) {
      lookUp(peer);
      presence = seen(peer, address);
    }
    return presence.get();
  }

  /**
   * The valid presence of a peer, noted as seen in the same step, so that it is not forgotten as
   * idle by somebody who looked before; empty if there is none.
   */
  private Optional<Presence> seen(Peer peer, String address) {
    Instant now = clock.instant();
    Presence known =
        present.computeIfPresent(
            peer.identity().instance(),
            (id, presence) -> {
              if (presence.valid(now) && presence.matches(peer)) {
                presence.saw(address, now);
              }
              return presence;
            });
    Optional<Presence> valid = Optional.ofNullable(known).filter(presence -> presence.valid(now));
    if (valid.filter(presence -> !presence.matches(peer)).isPresent()) {
      throw notRegistered();
    }
    return valid;
  }

  /**
   * Remembers the instance of a peer as the database has it, unless something was revoked since the
   * database was asked: then what it said may be what was true before.
   */
  private void lookUp(Peer peer) {
    long before = revocations.get();
    GatewayInstance instance =
        unitOfWork
            .inTransaction(() -> instances.find(peer.identity().instance()))
            .filter(found -> peer.identity().installation().equals(installation.get()))
            .filter(found -> found.validAt(clock.instant()))
            .orElseThrow(DataPlanes::notRegistered);
    ChangeFeed feed = feeds.of(instance.scope()).orElseThrow(DataPlanes::notRegistered);
    if (feed.closed()) {
      throw notRegistered();
    }
    present.compute(
        instance.id(),
        (id, raced) ->
            revocations.get() != before || (raced != null && raced.valid(clock.instant()))
                ? raced
                : new Presence(instance, feed));
  }

  private static RefusedException notRegistered() {
    return unauthenticated(
        "this certificate belongs to no registered gateway instance; issue a new one");
  }

  /** Ends what this instance has open, at once. */
  public void revoke(InstanceId id) {
    // First, so that who looked it up before either is seen by the removal or sees the count.
    revocations.incrementAndGet();
    Presence gone = present.remove(id);
    if (gone != null) {
      gone.revoke();
    }
  }

  /** Ends what the instances of a group have open, at once. */
  public void revokeAll(Scope group) {
    revocations.incrementAndGet();
    present.values().stream()
        .map(Presence::instance)
        .filter(instance -> instance.scope().equals(group))
        .map(GatewayInstance::id)
        .toList()
        .forEach(this::revoke);
  }

  /** Writes down who was seen, also while no key is at hand: other processes go by it. */
  public void note() {
    Instant now = clock.instant();
    Map<InstanceId, Sighting> sightings = new HashMap<>();
    present.forEach(
        (id, presence) ->
            presence.unsavedSighting(now).ifPresent(sighting -> sightings.put(id, sighting)));
    if (sightings.isEmpty()) {
      return;
    }
    unitOfWork.inTransaction(
        () -> {
          instances.saw(sightings);
          return true;
        });
    sightings.forEach(
        (id, sighting) ->
            Optional.ofNullable(present.get(id)).ifPresent(presence -> presence.saved(sighting)));
  }

  /** Asks the database which instances still count. */
  public void refresh() {
    Set<InstanceId> ids = Set.copyOf(present.keySet());
    if (ids.isEmpty()) {
      return;
    }
    Set<InstanceId> valid = unitOfWork.inTransaction(() -> instances.stillValid(ids));
    ids.stream().filter(id -> !valid.contains(id)).forEach(this::revoke);
    Instant horizon = clock.instant().minus(GatewayInstance.LIVE);
    ids.forEach(
        id ->
            present.computeIfPresent(
                id, (same, presence) -> presence.idleSince(horizon) ? null : presence));
  }

  /** Those that were here lately, by instance. */
  public Map<InstanceId, Presence> present() {
    return Map.copyOf(present);
  }
}
