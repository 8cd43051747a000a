package io.claviger.tests.usecase;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.KeyRange;
import io.claviger.application.gate.Caller;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.Presence;
import io.claviger.application.port.AuditLog;
import io.claviger.application.wire.ActivateWireKey;
import io.claviger.application.wire.GetWireKeyring;
import io.claviger.application.wire.ListWireKeys;
import io.claviger.application.wire.LiveInstances;
import io.claviger.application.wire.PrepareWireKey;
import io.claviger.application.wire.RetireWireKey;
import io.claviger.domain.access.Actor;
import io.claviger.domain.audit.AuditSummary;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.keyring.WireKey;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The use cases of wire keyrings over a {@link ResourceHouse}, with what two processes on its
 * database serve to data planes of the group {@code blue}.
 */
final class WireHouse implements AutoCloseable {
  private static final UUID INSTALLATION = UUID.randomUUID();

  final ResourceHouse house;
  final Side here;
  final Side elsewhere;
  private final HibernateGatewayInstances instances;

  WireHouse(Path directory, TestDatabase place) {
    house = new ResourceHouse(directory, new JsonCatalogue(), place);
    instances = new HibernateGatewayInstances(house.unitOfWork);
    here = new Side();
    elsewhere = new Side();
  }

  /** What a process serves and sees. */
  final class Side implements AutoCloseable {
    final ChangeFeeds feeds = house.feeds(house.resources);
    final DataPlanes dataPlanes =
        new DataPlanes(
            () -> INSTALLATION, house.unitOfWork, instances, feeds, () -> house.now, address -> {});

    private Side() {
      feeds.start();
    }

    /** A request of an instance. */
    Presence meet(GatewayInstance instance) {
      return dataPlanes.attach(
          Optional.of(
              new DataPlanes.Peer(
                  new SpiffeId(INSTALLATION, instance.scope(), instance.id()),
                  instance.serial(),
                  instance.keyHash())),
          "192.0.2.7");
    }

    /** The private key of an ssl, as a data plane reads it. */
    String privateKey(String ssl) {
      byte[] entry =
          feeds
              .of(group().scope())
              .orElseThrow()
              .range(new KeyRange("/apisix/ssls/" + ssl, Optional.empty()))
              .entries()
              .getFirst();
      String value = StrictJson.object(entry).getString("value");
      return StrictJson.object(Base64.getDecoder().decode(value)).getString("key");
    }

    @Override
    public void close() {
      feeds.close();
    }
  }

  /** Registers a data plane, which has not come yet. */
  GatewayInstance issue(String name) {
    String serial = UUID.randomUUID().toString().replace("-", "");
    GatewayInstance instance =
        new GatewayInstance(
            new InstanceId(UUID.randomUUID()),
            group().scope(),
            name,
            serial,
            serial,
            house.now,
            house.now.plus(Duration.ofDays(7)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    house.unitOfWork.inTransaction(
        () -> {
          house.groups.lock(ResourceHouse.GROUP);
          instances.add(instance);
          return true;
        });
    return instance;
  }

  void revoke(GatewayInstance instance) {
    house.unitOfWork.inTransaction(
        () -> {
          house.groups.lock(ResourceHouse.GROUP);
          instances.revoke(instance.id(), house.now);
          return true;
        });
  }

  GatewayGroup group() {
    return house
        .unitOfWork
        .inTransaction(() -> house.groups.find(ResourceHouse.GROUP))
        .orElseThrow();
  }

  /** What an instance is given, newest first. */
  List<String> fetch(GatewayInstance instance) {
    return fetch(instance, instance.scope());
  }

  List<String> fetch(GatewayInstance instance, Scope scope) {
    Caller dataPlane =
        new Caller(
            new Actor.DataPlane(instance.id().toString(), ResourceHouse.GROUP.value()),
            "192.0.2.7",
            "request");
    List<Secret> keys =
        house.gate.run(
            new GetWireKeyring(house.groups, instances, house.wireKeyrings, () -> house.now),
            new GetWireKeyring.Fetch(dataPlane, ResourceHouse.GROUP, scope, instance.id()));
    List<String> texts = keys.stream().map(Secret::revealText).toList();
    keys.forEach(Secret::close);
    return texts;
  }

  private static Caller operator() {
    return ResourceHouse.caller(ResourceHouse.ALL);
  }

  LiveInstances live() {
    return new LiveInstances(
        house.groups, instances, house.wireKeyrings, here.dataPlanes, () -> house.now);
  }

  ListWireKeys.Listed list() {
    return house.gate.read(
        new ListWireKeys(house.groups, house.wireKeyrings, live()),
        new ListWireKeys.Listing(operator(), ResourceHouse.GROUP));
  }

  WireKey prepare() {
    return house.gate.run(
        new PrepareWireKey(house.groups, house.wireKeyrings),
        new PrepareWireKey.Prepare(operator(), ResourceHouse.GROUP));
  }

  WireKey activate(boolean force) {
    return house.gate.run(
        new ActivateWireKey(house.groups, house.wireKeyrings, live()),
        new ActivateWireKey.Activate(operator(), ResourceHouse.GROUP, force));
  }

  WireKey retire(boolean force) {
    return house.gate.run(
        new RetireWireKey(house.groups, house.wireKeyrings, live(), () -> house.now),
        new RetireWireKey.Retire(operator(), ResourceHouse.GROUP, force));
  }

  void pass(Duration time) {
    house.now = house.now.plus(time);
  }

  /** The last entry of the audit log about an action. */
  AuditSummary audit(String action) {
    return house
        .unitOfWork
        .inTransaction(
            () ->
                new HibernateAuditLog(house.unitOfWork)
                    .search(
                        new AuditLog.Filter(
                            Optional.of(action),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                        1,
                        1))
        .entries()
        .getFirst();
  }

  @Override
  public void close() {
    here.close();
    elsewhere.close();
    house.close();
  }
}
