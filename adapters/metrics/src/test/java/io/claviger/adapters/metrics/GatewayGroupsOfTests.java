package io.claviger.adapters.metrics;

import static io.claviger.adapters.metrics.Ports.answering;
import static io.claviger.adapters.metrics.Ports.unused;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.Presence;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.Aead;
import io.claviger.application.port.ChangeSignal;
import io.claviger.application.port.DeliveryEncoder;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.Installation;
import io.claviger.application.port.Keyrings;
import io.claviger.application.port.Prf;
import io.claviger.application.port.Resources;
import io.claviger.application.port.Seal;
import io.claviger.application.port.SealedValues;
import io.claviger.application.port.ShredKeys;
import io.claviger.application.port.StoredRootKey;
import io.claviger.application.port.Telemetry;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.WireCipher;
import io.claviger.application.port.WireKeys;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One gateway group with its real feed and its real data planes, and no database. */
final class GatewayGroupsOfTests implements AutoCloseable {
  static final Scope SCOPE = Scope.of(new UUID(1, 2));
  private static final UUID INSTALLATION = new UUID(3, 4);
  private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);

  private final IntegrityAlarms alarms = new IntegrityAlarms();
  private final ChangeFeeds feeds;
  private final DataPlanes dataPlanes;
  private volatile Supplier<List<Change>> changes = List::of;
  private volatile Optional<GatewayInstance> registered = Optional.empty();

  GatewayGroupsOfTests() {
    UnitOfWork unitOfWork = new NoTransactions();
    DeliveryEncoder encoder = new NoEncoding();
    Resources resources =
        answering(
            Resources.class,
            "changedSince",
            () -> new Resources.Changes(changes.get(), Revision.NONE));
    feeds =
        new ChangeFeeds(
            unitOfWork,
            answering(
                GatewayGroups.class,
                "heads",
                () ->
                    List.of(
                        new GatewayGroups.Head(
                            SCOPE, group().id(), group().revision(), WireKeyring.Version.NONE))),
            new FeedReader(unitOfWork, resources, opener(), encoder, scope -> {}),
            encoder,
            alarms,
            new NoSignal(),
            Telemetry.NONE);
    dataPlanes =
        new DataPlanes(
            () -> INSTALLATION,
            unitOfWork,
            answering(GatewayInstances.class, "find", () -> registered),
            feeds,
            InstantSource.fixed(NOW),
            address -> {});
    feeds.start();
  }

  ChangeFeeds feeds() {
    return feeds;
  }

  DataPlanes dataPlanes() {
    return dataPlanes;
  }

  void changeTo(long revision) {
    ResourceKey key = new ResourceKey(SCOPE, ResourceKind.ROUTE, new ResourceId("1"));
    changes = () -> List.of(new Change.Deleted(key, new Revision(revision)));
    feeds.start();
  }

  void tamperWith() {
    changes =
        () -> {
          alarms.raise(SCOPE, "a sealed value does not open");
          throw unavailable("a sealed value does not open");
        };
    feeds.start();
  }

  Presence arrive(InstanceId id, Instant expiresAt) {
    registered =
        Optional.of(
            new GatewayInstance(
                id,
                SCOPE,
                "",
                "1f",
                "aa",
                NOW,
                expiresAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    return dataPlanes.attach(
        Optional.of(new DataPlanes.Peer(new SpiffeId(INSTALLATION, SCOPE, id), "1f", "aa")),
        "127.0.0.1");
  }

  @Override
  public void close() {
    feeds.close();
  }

  private static GatewayGroup group() {
    return new GatewayGroup(
        SCOPE,
        GroupId.DEFAULT,
        new GatewayGroup.Profile(
            "default", "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
        Revision.NONE,
        Revision.NONE,
        NOW,
        NOW);
  }

  /** Nothing here has a secret, so none is opened. */
  private ResourceOpener opener() {
    Aead aead = unused(Aead.class);
    Prf prf = unused(Prf.class);
    RandomGenerator random = unused(RandomGenerator.class);
    KeyringStore keyrings =
        new KeyringStore(
            unused(Keyrings.class),
            unused(ShredKeys.class),
            new RootKey(
                unused(StoredRootKey.class),
                unused(Installation.class),
                custody -> unused(Seal.class),
                random,
                InstantSource.fixed(NOW)),
            aead,
            prf,
            alarms,
            random,
            InstantSource.fixed(NOW));
    Sealing sealing =
        new Sealing(
            keyrings, unused(SealedValues.class), aead, prf, random, alarms, Telemetry.NONE);
    return new ResourceOpener(
        sealing,
        new WireKeyrings(
            unused(WireKeys.class),
            sealing,
            unused(WireCipher.class),
            random,
            InstantSource.fixed(NOW)));
  }

  private static final class NoTransactions implements UnitOfWork {
    @Override
    public <T> T inTransaction(Supplier<T> work) {
      return work.get();
    }
  }

  private static final class NoSignal implements ChangeSignal {
    @Override
    public void announce(Scope scope) {}

    @Override
    public void listen(Consumer<Scope> listener) {}
  }

  private static final class NoEncoding implements DeliveryEncoder {
    @Override
    public byte[] entry(ResourceKey key, byte[] json, Revision created, Revision revision) {
      return new byte[0];
    }

    @Override
    public List<byte[]> put(byte[] entry) {
      return List.of();
    }

    @Override
    public byte[] deleted(String key, Revision revision) {
      return new byte[0];
    }

    @Override
    public List<byte[]> frame(Revision last, List<List<byte[]>> events) {
      return List.of();
    }

    @Override
    public SortedMap<String, byte[]> standing() {
      return new TreeMap<>();
    }
  }
}
