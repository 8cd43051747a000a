package io.claviger.adapters.dpchannel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.adapters.dpchannel.DpServerConfig.Times;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.DataPlanes.Peer;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.ChangeSignal;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The port on real feeds, above repositories in memory; one group, one registered instance. */
final class Plant implements AutoCloseable {
  static final Times QUICK =
      new Times(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(50),
          Duration.ofMillis(500));

  final UUID installation = UUID.randomUUID();
  final Scope scope = Scope.of(UUID.randomUUID());
  final Authority clients = new Authority("data planes");
  final Authority servers = new Authority("servers");
  final StoredConfiguration stored = new StoredConfiguration();
  final IntegrityAlarms alarms = new IntegrityAlarms();
  final Secret keyring = Secret.ofText("{\"keyring\":[\"0123456789abcdef\"]}");

  /** What whoever fetches the keyring is handed, by their address. */
  volatile Function<String, Secret> keyringCall = address -> keyring;

  final List<String> counted = new CopyOnWriteArrayList<>();
  final ChangeFeeds feeds;
  final DataPlanes dataPlanes;
  final DpServer server;
  final List<String> turnedAway = new CopyOnWriteArrayList<>();
  final InstanceId instance = new InstanceId(UUID.randomUUID());
  final Authority.Leaf certificate;

  Plant() {
    this(Limits.DEFAULT, Times.DEFAULT, DpTls.fastest(), plant -> {});
  }

  Plant(Limits limits, Times times) {
    this(limits, times, DpTls.fastest(), plant -> {});
  }

  Plant(Limits limits, Times times, SslProvider provider, Consumer<Plant> before) {
    stored.addGroup(scope);
    before.accept(this);
    feeds =
        new ChangeFeeds(
            stored,
            stored.groups,
            new FeedReader(stored, stored.resources, withoutSecrets(), new EtcdJson(), scope -> {}),
            new EtcdJson(),
            alarms,
            new NoSignal(),
            Telemetry.NONE);
    feeds.start();
    dataPlanes =
        new DataPlanes(
            () -> installation,
            stored,
            stored.gateways,
            feeds,
            InstantSource.system(),
            turnedAway::add);
    certificate = clients.client(identity(scope, instance));
    register(scope, instance, certificate);
    server =
        DpServer.start(
            new DpServerConfig("localhost", 0, limits, times),
            material(servers.server()),
            provider,
            dataPlanes,
            (presence, address, requestId) -> keyringCall.apply(address),
            new Counting(),
            InstantSource.system());
  }

  @SuppressWarnings("NullAway") // Nothing that is stored here has a secret to open.
  private static ResourceOpener withoutSecrets() {
    return new ResourceOpener(null, new WireKeyrings(null, null, null, null, null));
  }

  TlsMaterial material(Authority.Leaf leaf) {
    return new TlsMaterial(leaf.certificatePem(), leaf.keyPem(), clients.pem());
  }

  String identity(Scope group, InstanceId id) {
    return new SpiffeId(installation, group, id).toString();
  }

  void register(Scope group, InstanceId id, Authority.Leaf leaf) {
    stored.register(
        new GatewayInstance(
            id,
            group,
            "dp",
            leaf.serial(),
            leaf.keyHash(),
            Instant.now(),
            Instant.now().plus(Duration.ofDays(1)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** What the registered instance's certificate says. */
  Optional<Peer> peer() {
    return Optional.of(
        new Peer(
            new SpiffeId(installation, scope, instance),
            certificate.serial(),
            certificate.keyHash()));
  }

  EtcdClient client() {
    return EtcdClient.connect(server.port(), certificate, servers);
  }

  EtcdClient client(Authority.Leaf leaf) {
    return EtcdClient.connect(server.port(), leaf, servers);
  }

  /** From an address of its own, one of 127.0.0.0/8. */
  EtcdClient client(Authority.Leaf leaf, String source) {
    return EtcdClient.connect(source, server.port(), leaf, servers, "TLSv1.3");
  }

  /** Another instance of the group. */
  Authority.Leaf newInstance() {
    InstanceId id = new InstanceId(UUID.randomUUID());
    Authority.Leaf leaf = clients.client(identity(scope, id));
    register(scope, id, leaf);
    return leaf;
  }

  /** Stores without telling the feed. */
  Revision store(ResourceKind kind, String id, String json) {
    ResourceKey key = new ResourceKey(scope, kind, new ResourceId(id));
    Revision revision = stored.next(scope);
    stored.record(
        new Change.Put(
            new Resource(key, StrictJson.object(json.getBytes(UTF_8)), revision, revision),
            Map.of()));
    return revision;
  }

  Revision put(ResourceKind kind, String id, String json) {
    Revision revision = store(kind, id, json);
    feeds.committed(scope);
    return revision;
  }

  /** Stores without telling the feed. */
  Revision storeDeletion(ResourceKind kind, String id) {
    Revision revision = stored.next(scope);
    stored.record(new Change.Deleted(new ResourceKey(scope, kind, new ResourceId(id)), revision));
    return revision;
  }

  Revision delete(ResourceKind kind, String id) {
    Revision revision = storeDeletion(kind, id);
    feeds.committed(scope);
    return revision;
  }

  /** Waits until the feed has what was put. */
  void settle(Revision revision) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (revision.isAfter(feeds.of(scope).orElseThrow().revision())) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the feed does not reach revision " + revision);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    server.close();
    feeds.close();
  }

  private static final class NoSignal implements ChangeSignal {
    @Override
    public void announce(Scope scope) {
      // There is no other process.
    }

    @Override
    public void listen(Consumer<Scope> listener) {
      // There is no other process.
    }
  }

  private final class Counting implements Telemetry {
    @Override
    public void request(String port, String method, String route, int status, Duration took) {
      counted.add(port + " " + method + " " + route + " " + status);
    }

    @Override
    public void valuesSealed(int count) {
      throw new AssertionError();
    }

    @Override
    public void valuesOpened(int count) {
      throw new AssertionError();
    }

    @Override
    public void openFailed(String scope) {
      throw new AssertionError();
    }

    @Override
    public void rowDamaged(String table) {
      throw new AssertionError();
    }

    @Override
    public void feedLag(Duration lag) {
      throw new AssertionError();
    }
  }
}
