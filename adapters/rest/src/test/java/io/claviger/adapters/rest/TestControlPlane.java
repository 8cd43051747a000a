package io.claviger.adapters.rest;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.rest.audit.AuditApi;
import io.claviger.adapters.rest.credential.LoginApi;
import io.claviger.adapters.rest.credential.TokensApi;
import io.claviger.adapters.rest.edge.Cidr;
import io.claviger.adapters.rest.gateway.GatewayGroupsApi;
import io.claviger.adapters.rest.gateway.InstancesApi;
import io.claviger.adapters.rest.keyring.KeyringCalls;
import io.claviger.adapters.rest.keyring.WireKeyringApi;
import io.claviger.adapters.rest.resource.ResourceCalls;
import io.claviger.adapters.rest.seal.SealApi;
import io.claviger.application.audit.GetAuditEntry;
import io.claviger.application.audit.SearchAuditLog;
import io.claviger.application.credential.Authentication;
import io.claviger.application.credential.ChangePassword;
import io.claviger.application.credential.CreateToken;
import io.claviger.application.credential.DeleteToken;
import io.claviger.application.credential.GetMe;
import io.claviger.application.credential.ListTokens;
import io.claviger.application.credential.LogIn;
import io.claviger.application.credential.LogOut;
import io.claviger.application.credential.TokenTags;
import io.claviger.application.credential.UserNames;
import io.claviger.application.credential.VerifiedTokens;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.gateway.CreateGatewayGroup;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.DeleteGatewayGroup;
import io.claviger.application.gateway.GetDpConfig;
import io.claviger.application.gateway.GetGatewayGroup;
import io.claviger.application.gateway.GroupSecrets;
import io.claviger.application.gateway.IssueDpCertificate;
import io.claviger.application.gateway.ListGatewayGroups;
import io.claviger.application.gateway.ListInstances;
import io.claviger.application.gateway.RevokeInstance;
import io.claviger.application.gateway.UpdateGatewayGroup;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.Shredder;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.ChangeSignal;
import io.claviger.application.port.KeyedOperation;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.DeleteResource;
import io.claviger.application.resource.GetResource;
import io.claviger.application.resource.GetSchemas;
import io.claviger.application.resource.GroupRules;
import io.claviger.application.resource.KnownConsumers;
import io.claviger.application.resource.ListResources;
import io.claviger.application.resource.PatchResource;
import io.claviger.application.resource.PutResource;
import io.claviger.application.resource.ResourceExamination;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.application.resource.ResourceSecrets;
import io.claviger.application.resource.ResourceWriter;
import io.claviger.application.resource.StoredReferences;
import io.claviger.application.resource.StoredResources;
import io.claviger.application.resource.ValidateResources;
import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.GetReencryption;
import io.claviger.application.rotation.KeyringOwners;
import io.claviger.application.rotation.ReencryptKeyring;
import io.claviger.application.rotation.ReencryptionRequests;
import io.claviger.application.rotation.RotateKeyring;
import io.claviger.application.rotation.SigningKey;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.ForgetShares;
import io.claviger.application.seal.GetSealStatus;
import io.claviger.application.seal.Initialize;
import io.claviger.application.seal.MakeShares;
import io.claviger.application.seal.Rekey;
import io.claviger.application.seal.Rewrapping;
import io.claviger.application.seal.RotateRootKey;
import io.claviger.application.seal.SealProcess;
import io.claviger.application.seal.Seals;
import io.claviger.application.seal.ShamirSeal;
import io.claviger.application.seal.Unseal;
import io.claviger.application.seal.Unsealing;
import io.claviger.application.start.CreateInstallation;
import io.claviger.application.wire.ActivateWireKey;
import io.claviger.application.wire.ListWireKeys;
import io.claviger.application.wire.LiveInstances;
import io.claviger.application.wire.PrepareWireKey;
import io.claviger.application.wire.RetireWireKey;
import io.claviger.domain.access.Actor;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.helidon.config.Config;
import io.helidon.config.ConfigSources;
import io.helidon.jersey.webserver.JaxRsService;
import io.helidon.webserver.WebServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The real application over {@link Memory}, behind the real edge on a free port of the loopback.
 */
final class TestControlPlane implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  final Memory memory = new Memory();
  final List<String> counted = new CopyOnWriteArrayList<>();
  final List<String> notReady = new ArrayList<>();
  volatile boolean unsealed = true;
  volatile boolean canBegin = true;
  final AuditTrail trail;
  final int port;

  private final boolean split;
  private final InstantSource clock = InstantSource.system();
  private final RandomGenerator random = new SecureRandom();
  private final IntegrityAlarms alarms = new IntegrityAlarms();
  private final RootKey rootKey =
      new RootKey(memory.rootKey, memory.installation, custody -> Fakes.SEAL, random, clock);
  private final KeyringStore keyrings =
      new KeyringStore(
          memory.keyrings, memory.shredKeys, rootKey, Fakes.AEAD, Fakes.PRF, alarms, random, clock);
  private final Sealing sealing =
      new Sealing(
          keyrings, memory.sealedValues, Fakes.AEAD, Fakes.PRF, random, alarms, Telemetry.NONE);
  private final WireKeyrings wireKeyrings =
      new WireKeyrings(memory.wireKeys, sealing, Fakes.WIRE, random, clock);
  private final GroupSecrets groupSecrets = new GroupSecrets(sealing, wireKeyrings);
  private final UserNames names = new UserNames(sealing, Fakes.PRF);
  private final TokenTags tags = new TokenTags(memory.unitOfWork, sealing, Fakes.PRF);
  private final Authorities authorities =
      new Authorities(memory.authorities, sealing, Fakes.CERTIFICATES, clock);
  private final WebServer server;

  /**
   * @param lasting whether the administrator's password is one
   */
  TestControlPlane(boolean lasting) {
    this(lasting, true);
  }

  /**
   * @param split whether the seal of a new installation would be split
   */
  TestControlPlane(boolean lasting, boolean split) {
    this.split = split;
    trail = new AuditTrail(memory.unitOfWork, memory.log, random, clock);
    UUID installation = start(lasting);
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            // Not the guarded one, which is there too.
            .config(
                Config.just(
                    ConfigSources.create(
                        Map.of(
                            "protocols-discover-services", "false",
                            "protocols.http_1_1.enabled", "true"))))
            .routing(
                routing ->
                    routing.register(
                        "/",
                        JaxRsService.create(
                            Config.empty(), RestApplication.of(collaborators(installation)))))
            .build()
            .start();
    port = server.port();
  }

  private UUID start(boolean lasting) {
    return new Gate(memory.unitOfWork, trail, scope -> {})
        .run(
            createInstallation(),
            new CreateInstallation.Install(
                new Caller(new Actor.Program("start"), "localhost", "start"),
                new Custody.KeyFile(),
                "",
                lasting ? Optional.of(Secret.ofText(PASSWORD)) : Optional.empty(),
                password -> oneTime = password.revealText()));
  }

  private CreateInstallation createInstallation() {
    return new CreateInstallation(
        Fakes.NO_MACS,
        memory.installation,
        rootKey,
        sealing,
        authorities,
        groupSecrets,
        memory.groups,
        memory.users,
        names,
        Fakes.HASHER,
        random,
        clock);
  }

  String oneTime = "";

  private Collaborators collaborators(UUID installation) {
    DataPlanes dataPlanes = dataPlanes(installation);
    return new Collaborators(
        List.of(Cidr.parse("127.0.0.1")),
        new Gate(memory.unitOfWork, trail, scope -> {}),
        new Authentication(
            memory.unitOfWork,
            memory.users,
            memory.tokens,
            memory.sessions,
            tags,
            Fakes.HASHER,
            new VerifiedTokens(Fakes.PRF, random, clock),
            clock),
        trail,
        telemetry(),
        random,
        () -> notReady,
        () -> unsealed,
        login(),
        new TokensApi.UseCases(
            new CreateToken(memory.tokens, tags, Fakes.HASHER, random, clock),
            new ListTokens(memory.tokens),
            new DeleteToken(memory.tokens)),
        new GatewayGroupsApi.UseCases(
            new ListGatewayGroups(memory.groups),
            new GetGatewayGroup(memory.groups),
            new CreateGatewayGroup(memory.groups, groupSecrets, random, clock),
            new UpdateGatewayGroup(
                memory.groups,
                new StoredReferences(memory.resources, opener(), Fakes.CATALOGUE),
                clock),
            new DeleteGatewayGroup(
                memory.groups,
                memory.resources,
                new Shredder(memory.unitOfWork, memory.pendingShreds, keyrings),
                dataPlanes)),
        instances(installation, dataPlanes),
        keyrings(),
        seal(),
        wireKeyrings(dataPlanes),
        () -> "public key",
        resources(),
        new ValidateResources(memory.groups, writer()),
        new GetSchemas(memory.groups, Fakes.SCHEMAS),
        new AuditApi.UseCases(new SearchAuditLog(memory.log), new GetAuditEntry(memory.log)));
  }

  /** There is an installation, under a seal that is not split. */
  private SealApi.UseCases seal() {
    ShamirSeal shamir = new ShamirSeal(Fakes.AEAD);
    Seals seals = new Seals(Fakes.SEAL, shamir, Fakes.AEAD);
    Unsealing unsealing = new Unsealing(rootKey, shamir, seals);
    KeyedOperation operation =
        new KeyedOperation() {
          @Override
          public void begin() {
            if (!canBegin) {
              throw unavailable("the port is taken; free it");
            }
            unsealed = true;
          }

          @Override
          public void pause() {
            unsealed = false;
          }

          @Override
          public void replace() {
            unsealed = false;
          }
        };
    Gate gate = new Gate(memory.unitOfWork, trail, scope -> {});
    Rewrapping rewrapping =
        new Rewrapping(
            rootKey,
            memory.keyrings,
            keyrings,
            new ReencryptionRequests(
                memory.reencryptions, memory.keyrings, memory.sealedValues, clock));
    Dealer dealer = new Dealer(Fakes.ENVELOPES, random);
    return new SealApi.UseCases(
        new GetSealStatus(unsealing),
        new Initialize(
            memory.unitOfWork,
            gate,
            createInstallation(),
            rootKey,
            shamir,
            dealer,
            operation,
            random,
            split),
        new Unseal(rootKey, unsealing),
        new ForgetShares(unsealing),
        operation,
        new SealProcess(operation, rootKey),
        new RotateRootKey(rootKey, seals, rewrapping, random),
        new MakeShares(dealer, random),
        new Rekey(memory.unitOfWork, rootKey, seals, rewrapping, random));
  }

  private LoginApi.UseCases login() {
    return new LoginApi.UseCases(
        new LogIn(
            memory.unitOfWork, memory.users, names, memory.sessions, Fakes.HASHER, random, clock),
        new LogOut(memory.sessions),
        new GetMe(memory.users, names),
        new ChangePassword(memory.unitOfWork, memory.users, memory.sessions, Fakes.HASHER));
  }

  private DataPlanes dataPlanes(UUID installation) {
    FeedReader reader =
        new FeedReader(
            memory.unitOfWork, memory.resources, opener(), Fakes.NO_DELIVERY, scope -> {});
    ChangeFeeds feeds =
        new ChangeFeeds(
            memory.unitOfWork,
            memory.groups,
            reader,
            Fakes.NO_DELIVERY,
            alarms,
            noSignal(),
            Telemetry.NONE);
    return new DataPlanes(
        () -> installation, memory.unitOfWork, memory.instances, feeds, clock, address -> {});
  }

  private InstancesApi.UseCases instances(UUID installation, DataPlanes dataPlanes) {
    return new InstancesApi.UseCases(
        new IssueDpCertificate(
            memory.unitOfWork,
            () -> installation,
            memory.groups,
            memory.instances,
            authorities,
            Fakes.CERTIFICATES,
            random,
            clock),
        new ListInstances(memory.groups, memory.instances, dataPlanes),
        new RevokeInstance(memory.groups, memory.instances, dataPlanes, clock),
        new GetDpConfig(memory.groups, List.of("localhost", "cp.example.com"), () -> 7943));
  }

  private KeyringCalls.UseCases keyrings() {
    KeyringOwners owners = new KeyringOwners(memory.groups, memory.keyrings);
    ReencryptionRequests requests =
        new ReencryptionRequests(memory.reencryptions, memory.keyrings, memory.sealedValues, clock);
    return new KeyringCalls.UseCases(
        new GetKeyring(owners, memory.keyrings, memory.sealedValues),
        new RotateKeyring(owners, memory.keyrings, keyrings, requests),
        new ReencryptKeyring(owners, requests),
        new GetReencryption(owners, requests),
        new DestroyKey(
            owners,
            memory.keyrings,
            keyrings,
            memory.sealedValues,
            memory.installation,
            new SigningKey(sealing, Fakes.SIGNATURES),
            clock));
  }

  private WireKeyringApi.UseCases wireKeyrings(DataPlanes dataPlanes) {
    LiveInstances live =
        new LiveInstances(memory.groups, memory.instances, wireKeyrings, dataPlanes, clock);
    return new WireKeyringApi.UseCases(
        new ListWireKeys(memory.groups, wireKeyrings, live),
        new PrepareWireKey(memory.groups, wireKeyrings),
        new ActivateWireKey(memory.groups, wireKeyrings, live),
        new RetireWireKey(memory.groups, wireKeyrings, live, clock));
  }

  private static ChangeSignal noSignal() {
    return new ChangeSignal() {
      @Override
      public void announce(Scope scope) {}

      @Override
      public void listen(Consumer<Scope> listener) {}
    };
  }

  private ResourceOpener opener() {
    return new ResourceOpener(sealing, wireKeyrings);
  }

  private ResourceWriter writer() {
    return new ResourceWriter(
        memory.unitOfWork,
        memory.groups,
        stored(),
        secrets(),
        new ResourceExamination(Fakes.CATALOGUE, Fakes.INSPECTOR),
        Fakes.CATALOGUE,
        memory.resources,
        clock);
  }

  private ResourceSecrets secrets() {
    return new ResourceSecrets(memory.sealedValues, sealing, opener());
  }

  private GroupRules rules() {
    return new GroupRules(memory.resources);
  }

  private StoredResources stored() {
    return new StoredResources(
        memory.resources,
        secrets(),
        memory.sslMetadata,
        rules(),
        new KnownConsumers(memory.identities, sealing));
  }

  private ResourceCalls.UseCases resources() {
    return new ResourceCalls.UseCases(
        new ListResources(memory.groups, memory.resources, memory.sslMetadata),
        new GetResource(memory.groups, memory.resources, memory.sslMetadata),
        new PutResource(writer()),
        new PatchResource(writer()),
        new DeleteResource(
            memory.groups, memory.resources, stored(), rules(), Fakes.CATALOGUE, clock),
        alarms);
  }

  private Telemetry telemetry() {
    return new Telemetry() {
      @Override
      public void request(String at, String method, String route, int status, Duration took) {
        counted.add(at + " " + method + " " + route + " " + status);
      }

      @Override
      public void valuesSealed(int count) {}

      @Override
      public void valuesOpened(int count) {}

      @Override
      public void openFailed(String scope) {}

      @Override
      public void rowDamaged(String table) {}

      @Override
      public void feedLag(Duration lag) {}
    };
  }

  @Override
  public void close() {
    server.stop();
  }
}
