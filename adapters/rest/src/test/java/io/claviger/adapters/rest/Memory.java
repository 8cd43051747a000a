package io.claviger.adapters.rest;

import io.claviger.application.port.AccessTokens;
import io.claviger.application.port.AuditLog;
import io.claviger.application.port.CertificateAuthorities;
import io.claviger.application.port.ConsumerIdentities;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.Installation;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.PendingShreds;
import io.claviger.application.port.Reencryptions;
import io.claviger.application.port.Resources;
import io.claviger.application.port.SealedValues;
import io.claviger.application.port.Sessions;
import io.claviger.application.port.ShredKeys;
import io.claviger.application.port.SslMetadata;
import io.claviger.application.port.StoredRootKey;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.Users;
import io.claviger.application.port.WireKeys;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.seal.WrappedRootKey;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The storage ports over maps. Nothing is rolled back, so only what succeeds is tested on it. */
final class Memory {
  final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  final Map<ResourceKey, Resource> resourceRows = new ConcurrentHashMap<>();
  private final Map<ResourceKey, Set<ResourceKey>> references = new ConcurrentHashMap<>();

  final UnitOfWork unitOfWork =
      new UnitOfWork() {
        @Override
        public synchronized <T> T inTransaction(Supplier<T> work) {
          return work.get();
        }
      };

  final AuditLog log =
      new AuditLog() {
        @Override
        public void append(AuditEntry entry) {
          entries.add(entry);
        }

        @Override
        public int sequence(int limit) {
          return 0;
        }

        @Override
        public long pending() {
          return entries.size();
        }

        @Override
        public Page search(Filter filter, int page, int pageSize) {
          List<AuditEntry> found =
              entries.reversed().stream()
                  .filter(entry -> filter.action().map(entry.action()::equals).orElse(true))
                  .filter(entry -> filter.actor().map(entry.actor()::equals).orElse(true))
                  .toList();
          return new Page(
              found.stream().limit(pageSize).map(AuditSummary::of).toList(), found.size());
        }

        @Override
        public Optional<AuditEntry> find(UUID id) {
          return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
        }
      };

  final Users users =
      new Users() {
        private final Map<UserId, User> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<User> find(UserId id) {
          return Optional.ofNullable(rows.get(id));
        }

        @Override
        public Optional<User> lock(UserId id) {
          return find(id);
        }

        @Override
        public Optional<User> findByNameHash(String nameHash) {
          return first(rows.values(), user -> user.nameHash().equals(nameHash));
        }

        @Override
        public boolean any() {
          return !rows.isEmpty();
        }

        @Override
        public void save(User user) {
          rows.put(user.id(), user);
        }
      };

  final Sessions sessions =
      new Sessions() {
        private final Map<String, Session> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<Session> find(String idHash) {
          return Optional.ofNullable(rows.get(idHash));
        }

        @Override
        public void save(Session session) {
          rows.put(session.idHash(), session);
        }

        @Override
        public void remove(String idHash) {
          rows.remove(idHash);
        }

        @Override
        public void removeOthers(UserId user, String kept) {
          rows.values().removeIf(row -> row.user().equals(user) && !row.idHash().equals(kept));
        }

        @Override
        public void removeUnusedSince(Instant moment) {
          rows.values().removeIf(row -> row.lastUsedAt().isBefore(moment));
        }
      };

  final AccessTokens tokens =
      new AccessTokens() {
        private final Map<TokenId, AccessToken> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<AccessToken> find(TokenId id) {
          return Optional.ofNullable(rows.get(id));
        }

        @Override
        public Optional<Owned> findWithOwner(TokenId id) {
          return find(id)
              .flatMap(token -> users.find(token.owner()).map(owner -> new Owned(token, owner)));
        }

        @Override
        public List<AccessToken> of(UserId owner) {
          return rows.values().stream().filter(row -> row.owner().equals(owner)).toList();
        }

        @Override
        public void add(AccessToken token) {
          rows.put(token.id(), token);
        }

        @Override
        public void removeExpiredBefore(Instant moment) {
          rows.values().removeIf(row -> row.expiresAt().isBefore(moment));
        }

        @Override
        public void remove(TokenId id) {
          rows.remove(id);
        }
      };

  final GatewayGroups groups =
      new GatewayGroups() {
        private final Map<Scope, GatewayGroup> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<GatewayGroup> find(GroupId id) {
          return first(rows.values(), group -> group.id().equals(id));
        }

        @Override
        public List<GatewayGroup> all() {
          return rows.values().stream()
              .sorted(Comparator.comparing(group -> group.id().value()))
              .toList();
        }

        @Override
        public Optional<GatewayGroup> lock(GroupId id) {
          return find(id);
        }

        @Override
        public void save(GatewayGroup group) {
          rows.put(group.scope(), group);
        }

        @Override
        public void remove(Scope scope) {
          rows.remove(scope);
        }

        @Override
        public List<Head> heads() {
          return List.of();
        }
      };

  final GatewayInstances instances =
      new GatewayInstances() {
        private final List<GatewayInstance> rows = new ArrayList<>();

        @Override
        public Optional<GatewayInstance> find(InstanceId id) {
          return first(rows, row -> row.id().equals(id));
        }

        @Override
        public List<GatewayInstance> of(Scope scope) {
          return rows.stream().filter(row -> row.scope().equals(scope)).toList();
        }

        @Override
        public void add(GatewayInstance instance) {
          rows.add(instance);
        }

        @Override
        public void revoke(InstanceId id, Instant now) {
          rows.replaceAll(row -> row.id().equals(id) ? revoked(row, now) : row);
        }

        private static GatewayInstance revoked(GatewayInstance row, Instant now) {
          return new GatewayInstance(
              row.id(),
              row.scope(),
              row.name(),
              row.serial(),
              row.keyHash(),
              row.issuedAt(),
              row.expiresAt(),
              Optional.of(now),
              row.wireKey(),
              row.lastSeen());
        }

        @Override
        public int removeExpiredBefore(Scope scope, Instant moment, int most) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Set<InstanceId> stillValid(Set<InstanceId> ids) {
          return ids;
        }

        @Override
        public void gave(InstanceId id, KeyId wireKey) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void saw(Map<InstanceId, Sighting> sightings) {}
      };

  final Resources resources =
      new Resources() {
        @Override
        public Optional<Resource> find(ResourceKey key) {
          return Optional.ofNullable(resourceRows.get(key));
        }

        @Override
        public List<Resource> list(Scope scope, ResourceKind kind) {
          return resourceRows.values().stream()
              .filter(row -> row.key().scope().equals(scope) && row.key().kind() == kind)
              .sorted(Comparator.comparing(row -> row.key().id().value()))
              .toList();
        }

        @Override
        public List<Resource> listBelow(Scope scope, ResourceKind kind, String prefix) {
          return list(scope, kind).stream()
              .filter(row -> row.key().id().value().startsWith(prefix))
              .toList();
        }

        @Override
        public boolean any(Scope scope) {
          return resourceRows.keySet().stream().anyMatch(key -> key.scope().equals(scope));
        }

        @Override
        public void save(Resource resource, Set<ResourceKey> named) {
          resourceRows.put(resource.key(), resource);
          references.put(resource.key(), named);
        }

        @Override
        public void remove(ResourceKey key, Revision revision, Instant now) {
          resourceRows.remove(key);
          references.remove(key);
        }

        @Override
        public List<ResourceKey> referrers(ResourceKey key) {
          return references.entrySet().stream()
              .filter(entry -> entry.getValue().contains(key))
              .map(Map.Entry::getKey)
              .toList();
        }

        @Override
        public Changes changedSince(Scope scope, Revision revision) {
          return new Changes(List.of(), Revision.NONE);
        }
      };

  final ConsumerIdentities identities =
      new ConsumerIdentities() {
        private final Map<Marked, ResourceKey> owners = new ConcurrentHashMap<>();

        @Override
        public Optional<ResourceKey> owner(Scope scope, Marked identity) {
          return Optional.ofNullable(owners.get(identity));
        }

        @Override
        public void replace(ResourceKey owner, Set<Marked> identities) {
          owners.values().removeIf(owner::equals);
          identities.forEach(identity -> owners.put(identity, owner));
        }
      };

  final SslMetadata sslMetadata =
      new SslMetadata() {
        private final Map<ResourceKey, List<CertificateMetadata>> rows = new HashMap<>();

        @Override
        public List<CertificateMetadata> of(ResourceKey key) {
          return rows.getOrDefault(key, List.of());
        }

        @Override
        public void replace(ResourceKey key, List<CertificateMetadata> certificates) {
          rows.put(key, certificates);
        }

        @Override
        public Map<ResourceKey, List<CertificateMetadata>> all() {
          return rows;
        }
      };

  final SealedValues sealedValues =
      new SealedValues() {
        private final Map<String, Map<String, SealedValue>> rows = new ConcurrentHashMap<>();

        @Override
        public Map<String, SealedValue> of(Scope scope, String kind, String id) {
          return rows.getOrDefault(scope + "/" + kind + "/" + id, Map.of());
        }

        @Override
        public void replace(
            Scope scope, String kind, String id, long version, Map<String, SealedValue> values) {
          rows.put(scope + "/" + kind + "/" + id, values);
        }

        @Override
        public Map<KeyId, Long> countByKey(Scope scope) {
          return rows.entrySet().stream()
              .filter(row -> row.getKey().startsWith(scope + "/"))
              .flatMap(row -> row.getValue().values().stream())
              .collect(Collectors.groupingBy(SealedValue::key, Collectors.counting()));
        }

        @Override
        public List<Stored> notUnder(Scope scope, KeyId key, int limit) {
          throw new UnsupportedOperationException("nothing is moved in these tests");
        }

        @Override
        public void reseal(Scope scope, Stored stored, SealedValue resealed) {
          throw new UnsupportedOperationException("nothing is moved in these tests");
        }
      };

  final Reencryptions reencryptions =
      new Reencryptions() {
        private final Map<Scope, Reencryption> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<Reencryption> find(Scope scope) {
          return Optional.ofNullable(rows.get(scope));
        }

        @Override
        public void save(Reencryption reencryption) {
          rows.put(reencryption.scope(), reencryption);
        }

        @Override
        public List<Reencryption> running() {
          return all().stream().filter(Reencryption::isRunning).toList();
        }

        @Override
        public List<Reencryption> all() {
          return List.copyOf(rows.values());
        }
      };

  final Keyrings keyrings =
      new Keyrings() {
        private final List<WrappedKey> rows = new CopyOnWriteArrayList<>();
        private final Map<Scope, Long> versions = new ConcurrentHashMap<>();

        @Override
        public List<WrappedKey> of(Scope scope) {
          return rows.stream().filter(row -> row.scope().equals(scope)).toList();
        }

        @Override
        public long version(Scope scope) {
          return versions.getOrDefault(scope, 0L);
        }

        @Override
        public Map<Scope, Long> versions() {
          return Map.copyOf(versions);
        }

        @Override
        public Set<Scope> scopes() {
          return Set.copyOf(versions.keySet());
        }

        @Override
        public Revision hold(Scope scope) {
          return Revision.NONE;
        }

        @Override
        public void add(WrappedKey key) {
          rows.addFirst(key);
          versions.merge(key.scope(), 1L, Long::sum);
        }

        @Override
        public void replace(WrappedKey key) {
          rows.replaceAll(row -> row.id().equals(key.id()) ? key : row);
          versions.merge(key.scope(), 1L, Long::sum);
        }
      };

  final WireKeys wireKeys =
      new WireKeys() {
        private final Map<KeyId, WireKey> rows = new ConcurrentHashMap<>();

        @Override
        public List<WireKey> of(Scope scope) {
          return rows.values().stream().filter(row -> row.scope().equals(scope)).toList();
        }

        @Override
        public void save(WireKey key) {
          rows.put(key.id(), key);
        }

        @Override
        public void remove(WireKey key) {
          rows.remove(key.id());
        }
      };

  final PendingShreds pendingShreds =
      new PendingShreds() {
        private final Set<Scope> rows = ConcurrentHashMap.newKeySet();

        @Override
        public Set<Scope> all() {
          return Set.copyOf(rows);
        }

        @Override
        public void add(Scope scope) {
          rows.add(scope);
        }

        @Override
        public void remove(Scope scope) {
          rows.remove(scope);
        }
      };

  final ShredKeys shredKeys =
      new ShredKeys() {
        private final Set<Scope> known = ConcurrentHashMap.newKeySet();

        @Override
        public Secret create(Scope scope) {
          known.add(scope);
          return Secret.of(new byte[32]);
        }

        @Override
        public Optional<Secret> find(Scope scope) {
          return known.contains(scope) ? Optional.of(Secret.of(new byte[32])) : Optional.empty();
        }

        @Override
        public void destroy(Scope scope) {
          known.remove(scope);
        }
      };

  final CertificateAuthorities authorities =
      new CertificateAuthorities() {
        private final Map<String, String> rows = new ConcurrentHashMap<>();

        @Override
        public Optional<String> find(String name) {
          return Optional.ofNullable(rows.get(name));
        }

        @Override
        public void add(String name, String certificatePem) {
          rows.put(name, certificatePem);
        }
      };

  final StoredRootKey rootKey =
      new StoredRootKey() {
        private Optional<WrappedRootKey> stored = Optional.empty();

        @Override
        public Optional<WrappedRootKey> find() {
          return stored;
        }

        @Override
        public Optional<WrappedRootKey> hold() {
          return stored;
        }

        @Override
        public void save(WrappedRootKey rootKey) {
          stored = Optional.of(rootKey);
        }
      };

  final Installation installation =
      new Installation() {
        private Optional<UUID> id = Optional.empty();

        @Override
        public Optional<UUID> id() {
          return id;
        }

        @Override
        public void create(UUID made) {
          id = Optional.of(made);
        }
      };

  private static <T> Optional<T> first(Collection<T> rows, Predicate<T> wanted) {
    return rows.stream().filter(wanted).findFirst();
  }
}
