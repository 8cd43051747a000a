package io.claviger.tests.contract;

import static io.claviger.tests.contract.DatabaseContract.NOW;

import io.claviger.adapters.crypto.AesCbcWireCipher;
import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileShredKeys;
import io.claviger.adapters.dpchannel.EtcdJson;
import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.adapters.persistence.HibernateCertificateAuthorities;
import io.claviger.adapters.persistence.HibernateConsumerIdentities;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernatePendingShreds;
import io.claviger.adapters.persistence.HibernateReencryptions;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.adapters.persistence.HibernateSslMetadata;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.adapters.persistence.HibernateWireKeys;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.gateway.GroupSecrets;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.ConsumerIdentities;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.User;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.keyring.Place;
import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import io.claviger.tests.harness.RootKeys;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A row in every table whose rows carry a MAC, and feeds that start on it as a process does. */
final class WholeInstallation {
  private static final Pointer SECRET = Pointer.of("secret");

  private final Scope scope = Scope.of(UUID.randomUUID());
  private final Database database;
  private final HibernateUnitOfWork unitOfWork;
  private final HibernateGatewayGroups groups;
  private final HibernateResources resources;
  private final HibernateSealedValues values;
  private final FileShredKeys shredKeys;
  private final Path keys;
  private final SecureRandom random = new SecureRandom();
  private final HmacPrf prf = new HmacPrf();

  WholeInstallation(Database database, Path keys) {
    this.database = database;
    this.unitOfWork = database.unitOfWork();
    this.groups = new HibernateGatewayGroups(unitOfWork);
    this.resources = new HibernateResources(unitOfWork);
    this.values = new HibernateSealedValues(unitOfWork);
    this.shredKeys = new FileShredKeys(keys.resolve("shred"), random);
    this.keys = keys;
  }

  /** What a process has in memory. */
  private record Memory(Sealing sealing, WireKeyrings wireKeyrings, IntegrityAlarms alarms) {}

  private Memory startedMemory() {
    return memory(RootKeys.open(unitOfWork, keys));
  }

  private Memory memory(RootKey rootKey) {
    IntegrityAlarms alarms = new IntegrityAlarms();
    XaesGcmAead aead = new XaesGcmAead(random);
    KeyringStore keyrings =
        new KeyringStore(
            new HibernateKeyrings(unitOfWork),
            shredKeys,
            rootKey,
            aead,
            prf,
            alarms,
            random,
            InstantSource.fixed(NOW));
    Sealing sealing = new Sealing(keyrings, values, aead, prf, random, alarms, Telemetry.NONE);
    return new Memory(
        sealing,
        new WireKeyrings(
            new HibernateWireKeys(unitOfWork),
            sealing,
            new AesCbcWireCipher(),
            random,
            InstantSource.fixed(NOW)),
        alarms);
  }

  Scope scope() {
    return scope;
  }

  RowIntegrity rows() {
    return new HibernateRowIntegrity(unitOfWork, prf, damage -> {});
  }

  /** Feeds that know nothing yet, as those of a process that starts. */
  ChangeFeeds start() {
    Memory memory = startedMemory();
    GroupSecrets secrets = new GroupSecrets(memory.sealing(), memory.wireKeyrings());
    EtcdJson encoder = new EtcdJson();
    ChangeFeeds feeds =
        new ChangeFeeds(
            unitOfWork,
            groups,
            new FeedReader(
                unitOfWork,
                resources,
                new ResourceOpener(memory.sealing(), memory.wireKeyrings()),
                encoder,
                group -> {
                  rows().verify(group);
                  secrets.verify(group);
                }),
            encoder,
            memory.alarms(),
            database.changeSignal(),
            Telemetry.NONE);
    feeds.start();
    return feeds;
  }

  /** What a data plane of the group is given by a process that starts now. */
  List<byte[]> served() {
    try (ChangeFeeds feeds = start()) {
      return feeds.of(scope).orElseThrow().range(new KeyRange("/", Optional.of("0"))).entries();
    }
  }

  void fill() {
    Memory memory = memory(RootKeys.create(unitOfWork, keys));
    transact(
        () -> {
          memory.sealing().createScope(Scope.SYSTEM);
          new HibernateCertificateAuthorities(unitOfWork).add("server", "a certificate");
          new HibernatePendingShreds(unitOfWork).add(Scope.of(UUID.randomUUID()));
          fillPeople();
          fillGroup(memory);
        });
  }

  private void fillPeople() {
    User user = UserFixtures.named("0a");
    new HibernateUsers(unitOfWork).save(user);
    new HibernateAccessTokens(unitOfWork)
        .add(
            new AccessToken(
                new TokenId("0123456789abcdef"),
                user.id(),
                "token",
                new PasswordHash(10_000, new byte[16], new byte[32]),
                NOW,
                NOW.plus(Duration.ofDays(1))));
    new HibernateSessions(unitOfWork).save(new Session("0b", user.id(), NOW, NOW));
  }

  private void fillGroup(Memory memory) {
    groups.save(group(scope, "group", 5));
    new GroupSecrets(memory.sealing(), memory.wireKeyrings()).create(scope);
    new HibernateReencryptions(unitOfWork).save(Reencryption.started(scope, 1, NOW));
    ResourceKey upstream = key(scope, ResourceKind.UPSTREAM);
    resources.save(resource(upstream, 1, "{}"), Set.of());
    saveRoute(memory, 2);
    ResourceKey ssl = key(scope, ResourceKind.SSL);
    resources.save(resource(ssl, 3, "{}"), Set.of());
    new HibernateSslMetadata(unitOfWork)
        .replace(
            ssl,
            List.of(
                new CertificateMetadata(
                    "ff", "0a", "CN=a", "CN=b", List.of("a.example"), "EC", NOW, NOW)));
    new HibernateConsumerIdentities(unitOfWork)
        .replace(
            key(scope, ResourceKind.ROUTE),
            Set.of(new ConsumerIdentities.Marked("key-auth", "a mark")));
    ResourceKey gone = key(scope, ResourceKind.CONSUMER);
    resources.save(resource(gone, 4, "{}"), Set.of());
    resources.remove(gone, new Revision(5), NOW);
    new HibernateGatewayInstances(unitOfWork)
        .add(
            new GatewayInstance(
                new InstanceId(UUID.randomUUID()),
                scope,
                "edge",
                "0c",
                "0d",
                NOW,
                NOW.plus(Duration.ofDays(7)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  /** Another group with an upstream. */
  Scope addGroup(String id) {
    Scope other = Scope.of(UUID.randomUUID());
    Memory memory = startedMemory();
    transact(
        () -> {
          groups.save(group(other, id, 1));
          new GroupSecrets(memory.sealing(), memory.wireKeyrings()).create(other);
          ResourceKey key = new ResourceKey(other, ResourceKind.UPSTREAM, new ResourceId("theirs"));
          resources.save(resource(key, 77, "{}"), Set.of());
        });
    return other;
  }

  void rewriteRoute() {
    Memory memory = startedMemory();
    transact(
        () -> {
          groups.lock(new GroupId("group"));
          saveRoute(memory, 6);
          groups.save(group(scope, "group", 6));
        });
  }

  void deleteRoute() {
    transact(
        () -> {
          ResourceKey route = key(scope, ResourceKind.ROUTE);
          groups.lock(new GroupId("group"));
          resources.remove(route, new Revision(6), NOW);
          values.replace(scope, route.kind().path(), route.id().value(), 6, Map.of());
          groups.save(group(scope, "group", 6));
        });
  }

  private void saveRoute(Memory memory, long revision) {
    ResourceKey route = key(scope, ResourceKind.ROUTE);
    Place place = route.place(SECRET);
    try (Secret secret = Secret.ofText("the secret at " + revision)) {
      resources.save(
          new Resource(
              route,
              JsonTree.object()
                  .add("secret", memory.sealing().marker(place, secret).text())
                  .build(),
              new Revision(2),
              new Revision(revision)),
          Set.of(key(scope, ResourceKind.UPSTREAM)));
      values.replace(
          scope,
          route.kind().path(),
          route.id().value(),
          revision,
          Map.of(SECRET.toString(), memory.sealing().seal(place, revision, secret)));
    }
  }

  private static ResourceKey key(Scope scope, ResourceKind kind) {
    return new ResourceKey(scope, kind, new ResourceId("one"));
  }

  private static Resource resource(ResourceKey key, long revision, String name) {
    JsonObject document = JsonTree.object().add("desc", name).build();
    return new Resource(key, document, new Revision(revision), new Revision(revision));
  }

  private static GatewayGroup group(Scope scope, String id, long revision) {
    return new GatewayGroup(
        scope,
        new GroupId(id),
        new GatewayGroup.Profile(
            "Group", "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
        new Revision(revision),
        Revision.NONE,
        NOW,
        NOW);
  }

  private void transact(Runnable work) {
    unitOfWork.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }
}
