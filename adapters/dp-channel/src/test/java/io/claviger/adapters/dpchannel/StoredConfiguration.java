package io.claviger.adapters.dpchannel;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.Resources;
import io.claviger.application.port.UnitOfWork;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** In memory, as much of the repositories as feeds and data planes read. */
final class StoredConfiguration implements UnitOfWork {
  private final Map<ResourceKey, Change> changes = new HashMap<>();
  private final Map<Scope, Long> revisions = new HashMap<>();
  private final Map<InstanceId, GatewayInstance> instances = new HashMap<>();
  final Groups groups = new Groups();
  final Rows resources = new Rows();
  final Instances gateways = new Instances();
  volatile boolean down;
  private Revision pruned = Revision.NONE;

  /** What happens whenever a group is read. */
  volatile Runnable reading = () -> {};

  /** What happens between the next reading of the groups' heads and its use; once. */
  final AtomicReference<Runnable> afterHeads = new AtomicReference<>(() -> {});

  @Override
  public synchronized <T> T inTransaction(Supplier<T> work) {
    if (down) {
      throw unavailable("the database cannot be reached; try again");
    }
    return work.get();
  }

  synchronized void addGroup(Scope scope) {
    revisions.put(scope, 0L);
  }

  synchronized void removeGroup(Scope scope) {
    revisions.remove(scope);
  }

  synchronized Revision next(Scope scope) {
    return new Revision(revisions.merge(scope, 1L, Long::sum));
  }

  /** As a standby that lacks the last commits. */
  synchronized void loseCommitsAfter(Scope scope, Revision revision) {
    revisions.put(scope, revision.value());
    changes.values().removeIf(change -> change.revision().isAfter(revision));
  }

  /** Forgets the deletions up to a revision. */
  synchronized void prune(Revision upTo) {
    changes
        .values()
        .removeIf(change -> change instanceof Change.Deleted && !change.revision().isAfter(upTo));
    pruned = upTo;
  }

  synchronized void record(Change change) {
    changes.put(change.key(), change);
  }

  synchronized void register(GatewayInstance instance) {
    instances.put(instance.id(), instance);
  }

  private final class Rows implements Resources {
    @Override
    public Changes changedSince(Scope scope, Revision revision) {
      reading.run();
      return new Changes(
          changes.values().stream()
              .filter(change -> change.key().scope().equals(scope))
              .filter(change -> change.revision().isAfter(revision))
              .sorted(Comparator.comparing(Change::revision))
              .toList(),
          pruned);
    }

    @Override
    public Optional<Resource> find(ResourceKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> list(Scope scope, ResourceKind kind) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Resource> listBelow(Scope scope, ResourceKind kind, String prefix) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean any(Scope scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(Resource resource, Set<ResourceKey> references) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(ResourceKey key, Revision revision, Instant now) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ResourceKey> referrers(ResourceKey key) {
      throw new UnsupportedOperationException();
    }
  }

  final class Groups implements GatewayGroups {
    @Override
    public List<GatewayGroup> all() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Head> heads() {
      List<Head> heads = new ArrayList<>();
      revisions.forEach(
          (scope, revision) ->
              heads.add(
                  new Head(
                      scope,
                      new GroupId("g" + scope.value().substring(0, 8)),
                      new Revision(revision),
                      WireKeyring.Version.NONE)));
      afterHeads.getAndSet(() -> {}).run();
      return heads;
    }

    @Override
    public Optional<GatewayGroup> find(GroupId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<GatewayGroup> lock(GroupId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void save(GatewayGroup group) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(Scope scope) {
      throw new UnsupportedOperationException();
    }
  }

  final class Instances implements GatewayInstances {
    final Map<InstanceId, Sighting> seen = new HashMap<>();

    @Override
    public Optional<GatewayInstance> find(InstanceId id) {
      return Optional.ofNullable(instances.get(id));
    }

    @Override
    public List<GatewayInstance> of(Scope scope) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void add(GatewayInstance instance) {
      register(instance);
    }

    @Override
    public void revoke(InstanceId id, Instant now) {
      instances.remove(id);
    }

    @Override
    public int removeExpiredBefore(Scope scope, Instant moment, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<InstanceId> stillValid(Set<InstanceId> ids) {
      Set<InstanceId> valid = new java.util.HashSet<>(ids);
      valid.retainAll(instances.keySet());
      return Collections.unmodifiableSet(valid);
    }

    @Override
    public void gave(InstanceId id, KeyId wireKey) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void saw(Map<InstanceId, Sighting> sightings) {
      seen.putAll(sightings);
    }
  }
}
