package io.claviger.tests.usecase;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.adapters.crypto.AesCbcWireCipher;
import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.file.FileShredKeys;
import io.claviger.adapters.crypto.x509.BouncySslInspector;
import io.claviger.adapters.dpchannel.EtcdJson;
import io.claviger.adapters.persistence.Database;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateConsumerIdentities;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.adapters.persistence.HibernateSslMetadata;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.adapters.persistence.HibernateWireKeys;
import io.claviger.adapters.persistence.SingleProcessChangeSignal;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.CreateGatewayGroup;
import io.claviger.application.gateway.GroupSecrets;
import io.claviger.application.gateway.UpdateGatewayGroup;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.Resources;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.DeleteResource;
import io.claviger.application.resource.GetResource;
import io.claviger.application.resource.GroupRules;
import io.claviger.application.resource.KnownConsumers;
import io.claviger.application.resource.PatchResource;
import io.claviger.application.resource.PutResource;
import io.claviger.application.resource.ResourceAddress;
import io.claviger.application.resource.ResourceExamination;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.application.resource.ResourceSecrets;
import io.claviger.application.resource.ResourceWriter;
import io.claviger.application.resource.StoredReferences;
import io.claviger.application.resource.StoredResources;
import io.claviger.application.resource.Written;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.access.PermissionPolicy;
import io.claviger.domain.access.PermissionPolicy.Effect;
import io.claviger.domain.access.PermissionPolicy.Statement;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.RootKeys;
import io.claviger.tests.harness.RowKeys;
import io.claviger.tests.harness.TestDatabase;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The use cases of resources on an embedded database, with their real adapters and a clock that
 * stands.
 */
final class ResourceHouse implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final GroupId GROUP = new GroupId("blue");

  /** May do everything. */
  static final PermissionPolicy ALL = PermissionPolicy.allow("*");

  /** May do everything but send a stored secret elsewhere. */
  static final PermissionPolicy NO_REDIRECTION = allBut(Action.REDIRECT_SECRET);

  /** May do everything but set what a gateway runs. */
  static final PermissionPolicy NO_CODE = allBut(Action.RUN_CODE);

  /** What the clock says. */
  Instant now = NOW;

  final List<Scope> woken = new ArrayList<>();
  final Gate gate;
  final IntegrityAlarms alarms = new IntegrityAlarms();
  final HibernateUnitOfWork unitOfWork;
  final HibernateGatewayGroups groups;
  final HibernateResources resources;
  final KeyringStore keyrings;
  final WireKeyrings wireKeyrings;
  final ResourceOpener opener;
  final RowIntegrity rows;
  final Sealing sealing;
  final HibernateSealedValues sealedValues;
  private final Database database;
  private final CreateGatewayGroup createGroup;
  private final PutResource putResource;
  private final PatchResource patchResource;
  private final DeleteResource deleteResource;
  private final GetResource getResource;
  private final UpdateGatewayGroup updateGroup;

  ResourceHouse(Path directory) {
    this(directory, new JsonCatalogue());
  }

  ResourceHouse(Path directory, Catalogue catalogue) {
    this(directory, catalogue, TestDatabase.h2(directory));
  }

  /** On a database of its own choice. */
  ResourceHouse(Path directory, Catalogue catalogue, TestDatabase place) {
    SecureRandom random = new SecureRandom();
    InstantSource clock = () -> now;
    database = Database.open(place.config());
    rows = RowKeys.begin(database);
    unitOfWork = database.unitOfWork();
    sealedValues = new HibernateSealedValues(unitOfWork);
    groups = new HibernateGatewayGroups(unitOfWork);
    resources = new HibernateResources(unitOfWork);
    HibernateSslMetadata sslMetadata = new HibernateSslMetadata(unitOfWork);
    XaesGcmAead aead = new XaesGcmAead(random);
    HmacPrf prf = new HmacPrf();
    Path keys = directory.resolve("keys");
    keyrings =
        new KeyringStore(
            new HibernateKeyrings(unitOfWork),
            new FileShredKeys(keys.resolve("shred"), random),
            RootKeys.create(unitOfWork, keys),
            aead,
            prf,
            alarms,
            random,
            clock);
    sealing = new Sealing(keyrings, sealedValues, aead, prf, random, alarms, Telemetry.NONE);
    wireKeyrings =
        new WireKeyrings(
            new HibernateWireKeys(unitOfWork), sealing, new AesCbcWireCipher(), random, clock);
    opener = new ResourceOpener(sealing, wireKeyrings);
    ResourceSecrets secrets = new ResourceSecrets(sealedValues, sealing, opener);
    GroupRules rules = new GroupRules(resources);
    StoredResources stored =
        new StoredResources(
            resources,
            secrets,
            sslMetadata,
            rules,
            new KnownConsumers(new HibernateConsumerIdentities(unitOfWork), sealing));
    ResourceWriter writer =
        new ResourceWriter(
            unitOfWork,
            groups,
            stored,
            secrets,
            new ResourceExamination(catalogue, new BouncySslInspector(clock)),
            catalogue,
            resources,
            clock);
    gate =
        new Gate(
            unitOfWork,
            new AuditTrail(unitOfWork, new HibernateAuditLog(unitOfWork), random, clock),
            woken::add);
    putResource = new PutResource(writer);
    patchResource = new PatchResource(writer);
    deleteResource = new DeleteResource(groups, resources, stored, rules, catalogue, clock);
    updateGroup =
        new UpdateGatewayGroup(groups, new StoredReferences(resources, opener, catalogue), clock);
    getResource = new GetResource(groups, resources, sslMetadata);
    createGroup =
        new CreateGatewayGroup(groups, new GroupSecrets(sealing, wireKeyrings), random, clock);
    createGroup();
    woken.clear();
  }

  /** Makes the group, also once it was deleted. */
  void createGroup() {
    gate.run(
        createGroup,
        new CreateGatewayGroup.Create(
            caller(ALL), Optional.of(GROUP), profile(ReferencePolicy.REFUSE)));
  }

  private static PermissionPolicy allBut(Action action) {
    return new PermissionPolicy(
        List.of(
            new Statement(Effect.ALLOW, List.of("*"), List.of("*")),
            new Statement(Effect.DENY, List.of(action.name()), List.of("*"))));
  }

  private static GatewayGroup.Profile profile(ReferencePolicy references) {
    return new GatewayGroup.Profile("Blue", "", Map.of(), ApisixVersion.NEWEST, references);
  }

  /** Says of the group who resolves references. */
  void updateGroup(ReferencePolicy references) {
    gate.run(updateGroup, new UpdateGatewayGroup.Update(caller(ALL), GROUP, profile(references)));
  }

  static Caller caller(PermissionPolicy policy) {
    return new Caller(
        new Actor.Person(UUID.randomUUID().toString(), "session", policy), "192.0.2.1", "request");
  }

  Written put(String kind, String id, String json) {
    return put(ALL, kind, id, json);
  }

  Written put(PermissionPolicy policy, String kind, String id, String json) {
    return gate.run(
        putResource,
        new PutResource.Put(
            caller(policy),
            GROUP,
            ResourceKind.parse(kind),
            Optional.of(ResourceKind.parse(kind).id(id)),
            object(json)));
  }

  /** Without an id. */
  Written post(String kind, String json) {
    return gate.run(
        putResource,
        new PutResource.Put(
            caller(ALL), GROUP, ResourceKind.parse(kind), Optional.empty(), object(json)));
  }

  Written patch(PermissionPolicy policy, String kind, String id, String json, String... subPath) {
    return gate.run(
        patchResource,
        new PatchResource.Patch(
            caller(policy), address(kind, id), List.of(subPath), StrictJson.parse(json)));
  }

  void delete(String kind, String id, boolean force) {
    gate.run(deleteResource, new DeleteResource.Delete(caller(ALL), address(kind, id), force));
  }

  void delete(PermissionPolicy policy, GroupId group, String kind, String id) {
    ResourceAddress address =
        new ResourceAddress(group, ResourceKind.parse(kind), ResourceKind.parse(kind).id(id));
    gate.run(deleteResource, new DeleteResource.Delete(caller(policy), address, false));
  }

  Resource get(String kind, String id) {
    return gate.read(getResource, new GetResource.Get(caller(ALL), address(kind, id))).resource();
  }

  /** What data planes follow, not started; groups are checked as the program does. */
  ChangeFeeds feeds(Resources of) {
    EtcdJson encoder = new EtcdJson();
    return new ChangeFeeds(
        unitOfWork,
        groups,
        new FeedReader(unitOfWork, of, opener, encoder, rows::verify),
        encoder,
        alarms,
        new SingleProcessChangeSignal(),
        Telemetry.NONE);
  }

  /** The document with its secrets, as a data plane gets it. */
  JsonObject opened(String kind, String id) {
    Resource resource = get(kind, id);
    return unitOfWork.inTransaction(() -> opener.open(resource, sealed(resource)));
  }

  /** The sealed values of a resource by their pointers. */
  Map<String, SealedValue> sealedOf(String kind, String id) {
    Resource resource = get(kind, id);
    return unitOfWork.inTransaction(() -> sealed(resource));
  }

  /** Puts another document behind the program's back. */
  void plant(String kind, String id, String json) {
    Resource resource = get(kind, id);
    unitOfWork.inTransaction(
        () -> {
          resources.save(
              new Resource(resource.key(), object(json), resource.created(), resource.revision()),
              Set.of());
          return true;
        });
  }

  private Map<String, SealedValue> sealed(Resource resource) {
    return sealedValues.of(
        resource.key().scope(), resource.key().kind().path(), resource.key().id().value());
  }

  private static ResourceAddress address(String kind, String id) {
    return new ResourceAddress(GROUP, ResourceKind.parse(kind), ResourceKind.parse(kind).id(id));
  }

  static JsonObject object(String json) {
    return StrictJson.object(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    database.close();
  }
}
