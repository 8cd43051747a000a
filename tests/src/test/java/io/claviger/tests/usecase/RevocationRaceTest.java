package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.Presence;
import io.claviger.application.gateway.RevokeInstance;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revocation counts at once, whatever else happens at that moment. */
class RevocationRaceTest {
  private static final UUID INSTALLATION = UUID.randomUUID();
  private static final String ADDRESS = "192.0.2.7";

  @TempDir private Path directory;
  private ResourceHouse house;
  private ChangeFeeds feeds;
  private DataPlanes dataPlanes;
  private GatewayInstance instance;
  private DataPlanes.Peer peer;

  /** What happens the next times that the database has just told of an instance. */
  private final Deque<Runnable> afterFinding = new ArrayDeque<>();

  /** What happens the next times that the clock is read. */
  private final Deque<Runnable> beforeTime = new ArrayDeque<>();

  private Instant now = ResourceHouse.NOW;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
    feeds = house.feeds(house.resources);
    feeds.start();
    HibernateGatewayInstances real = new HibernateGatewayInstances(house.unitOfWork);
    dataPlanes =
        new DataPlanes(
            () -> INSTALLATION,
            house.unitOfWork,
            new Interrupted(real, afterFinding),
            feeds,
            this::time,
            address -> {});
    Scope scope =
        house
            .unitOfWork
            .inTransaction(() -> house.groups.find(ResourceHouse.GROUP))
            .orElseThrow()
            .scope();
    instance =
        new GatewayInstance(
            new InstanceId(UUID.randomUUID()),
            scope,
            "dp",
            "01",
            "ff",
            now,
            now.plus(Duration.ofDays(7)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    house.unitOfWork.inTransaction(
        () -> {
          real.add(instance);
          return true;
        });
    peer = new DataPlanes.Peer(new SpiffeId(INSTALLATION, scope, instance.id()), "01", "ff");
  }

  @AfterEach
  void close() {
    feeds.close();
    house.close();
  }

  private Instant time() {
    Runnable next = beforeTime.poll();
    if (next != null) {
      next.run();
    }
    return now;
  }

  private Presence attach() {
    return dataPlanes.attach(Optional.of(peer), ADDRESS);
  }

  private void revoke() {
    house.gate.run(
        new RevokeInstance(
            house.groups, new HibernateGatewayInstances(house.unitOfWork), dataPlanes, () -> now),
        new RevokeInstance.Revoke(
            ResourceHouse.caller(ResourceHouse.ALL), ResourceHouse.GROUP, instance.id()));
  }

  /** On another thread, as it comes, and to its end. */
  private static void meanwhile(Runnable work) {
    CompletableFuture.runAsync(work).join();
  }

  private void assertOut() {
    RefusedException refused = assertThrows(RefusedException.class, this::attach);
    assertInstanceOf(Refusal.Unauthenticated.class, refused.refusal());
    assertEquals(Map.of(), dataPlanes.present());
  }

  @Test
  void whoIsNotRevokedIsLetIn() {
    Presence presence = attach();

    assertTrue(presence.valid(now));
    assertEquals(Map.of(instance.id(), presence), dataPlanes.present());
  }

  @Test
  void whoIsRevokedWhileBeingLookedUpIsNotLetIn() {
    afterFinding.add(() -> meanwhile(this::revoke));

    assertOut();
  }

  @Test
  void aRevocationOfAnotherWhileOneIsLookedUpKeepsNobodyOut() {
    afterFinding.add(() -> dataPlanes.revoke(new InstanceId(UUID.randomUUID())));

    assertTrue(attach().valid(now));
  }

  @Test
  void whoseGroupIsRevokedWhileBeingLookedUpIsAskedForAgain() {
    afterFinding.add(() -> dataPlanes.revokeAll(instance.scope()));
    afterFinding.add(() -> meanwhile(this::revoke));

    assertOut();
  }

  @Test
  void whoComesBackWhileBeingForgottenAsIdleIsStillRevoked() {
    attach();
    beforeTime.add(
        () -> {
          now = now.plus(Duration.ofMinutes(11));
          meanwhile(dataPlanes::refresh);
        });

    Presence back = attach();
    back.opened(now);
    revoke();

    assertFalse(back.valid(now));
    assertOut();
  }

  /** The real one, and something that happens between what it reads and what is made of that. */
  private record Interrupted(GatewayInstances real, Deque<Runnable> afterFinding)
      implements GatewayInstances {
    @Override
    public Optional<GatewayInstance> find(InstanceId id) {
      Optional<GatewayInstance> found = real.find(id);
      Runnable next = afterFinding.poll();
      if (next != null) {
        next.run();
      }
      return found;
    }

    @Override
    public List<GatewayInstance> of(Scope scope) {
      return real.of(scope);
    }

    @Override
    public void add(GatewayInstance added) {
      real.add(added);
    }

    @Override
    public void revoke(InstanceId id, Instant at) {
      real.revoke(id, at);
    }

    @Override
    public int removeExpiredBefore(Scope scope, Instant moment, int most) {
      return real.removeExpiredBefore(scope, moment, most);
    }

    @Override
    public Set<InstanceId> stillValid(Set<InstanceId> ids) {
      return real.stillValid(ids);
    }

    @Override
    public void gave(InstanceId id, KeyId wireKey) {
      real.gave(id, wireKey);
    }

    @Override
    public void saw(Map<InstanceId, Sighting> sightings) {
      real.saw(sightings);
    }
  }
}
