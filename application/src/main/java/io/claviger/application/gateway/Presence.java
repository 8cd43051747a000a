package io.claviger.application.gateway;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.shared.Revision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One instance as long as it keeps coming: its feed, its open streams, what it was given. */
public final class Presence {
  /** How often it is written down of one that has streams open that it still has. */
  private static final Duration STILL_HERE = Duration.ofMinutes(2);

  private final GatewayInstance instance;
  private final ChangeFeed feed;
  private volatile boolean revoked;
  private int streams;
  private String address = "";
  private Instant since = Instant.EPOCH;
  private Instant at = Instant.EPOCH;
  private Revision delivered;
  private boolean unsaved;
  private final KeyringPace keyringPace = new KeyringPace();

  Presence(GatewayInstance instance, ChangeFeed feed) {
    this.instance = instance;
    this.feed = feed;
    this.delivered = instance.lastSeen().map(Sighting::delivered).orElse(Revision.NONE);
  }

  public GatewayInstance instance() {
    return instance;
  }

  public ChangeFeed feed() {
    return feed;
  }

  /** Whether it may be given anything now; asked before every message. */
  public boolean valid(Instant now) {
    return !revoked && now.isBefore(instance.expiresAt()) && !feed.closed();
  }

  boolean matches(DataPlanes.Peer peer) {
    return same(instance.serial(), peer.serial())
        && same(instance.keyHash(), peer.keyHash())
        && instance.scope().equals(peer.identity().scope());
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  public synchronized void opened(Instant now) {
    if (streams++ == 0) {
      since = now;
      unsaved = true;
    }
  }

  public synchronized void closed(Instant now) {
    streams--;
    at = now;
    unsaved = true;
  }

  public synchronized void delivered(Revision revision) {
    if (revision.isAfter(delivered)) {
      delivered = revision;
      unsaved = true;
    }
  }

  /**
   * It is about to be handed its wire keyring.
   *
   * @throws io.claviger.domain.shared.RefusedException with {@code Throttled} if that is too often
   */
  public synchronized void fetchesKeyring(Instant now) {
    keyringPace.spend(now);
  }

  public synchronized int streams() {
    return streams;
  }

  public synchronized Sighting sighting() {
    return new Sighting(address, since, at, delivered);
  }

  synchronized void saw(String from, Instant now) {
    if (since.equals(Instant.EPOCH)) {
      since = now;
    }
    address = from;
    at = now;
    unsaved = true;
  }

  synchronized Optional<Sighting> unsavedSighting(Instant now) {
    if (streams > 0 && at.plus(STILL_HERE).isBefore(now)) {
      at = now;
      unsaved = true;
    }
    return unsaved ? Optional.of(sighting()) : Optional.empty();
  }

  /** It is written down; what was seen since then is not. */
  synchronized void saved(Sighting written) {
    unsaved = !written.equals(sighting());
  }

  synchronized boolean idleSince(Instant horizon) {
    return streams == 0 && at.isBefore(horizon);
  }

  void revoke() {
    revoked = true;
  }
}
