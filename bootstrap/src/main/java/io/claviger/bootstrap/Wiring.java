package io.claviger.bootstrap;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.adapters.crypto.AesCbcWireCipher;
import io.claviger.adapters.crypto.HmacPrf;
import io.claviger.adapters.crypto.Pbkdf2Hasher;
import io.claviger.adapters.crypto.XaesGcmAead;
import io.claviger.adapters.crypto.x509.BouncySslInspector;
import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.adapters.crypto.x509.Ed25519Signatures;
import io.claviger.adapters.dpchannel.EtcdJson;
import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.adapters.persistence.HibernateCertificateAuthorities;
import io.claviger.adapters.persistence.HibernateConsumerIdentities;
import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.adapters.persistence.HibernateKeyrings;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernatePendingShreds;
import io.claviger.adapters.persistence.HibernateReencryptions;
import io.claviger.adapters.persistence.HibernateResources;
import io.claviger.adapters.persistence.HibernateRowIntegrity;
import io.claviger.adapters.persistence.HibernateSealedValues;
import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.adapters.persistence.HibernateSslMetadata;
import io.claviger.adapters.persistence.HibernateStoredRootKey;
import io.claviger.adapters.persistence.HibernateTombstones;
import io.claviger.adapters.persistence.HibernateUnitOfWork;
import io.claviger.adapters.persistence.HibernateUsers;
import io.claviger.adapters.persistence.HibernateWireKeys;
import io.claviger.application.audit.AuditSequencer;
import io.claviger.application.credential.Authentication;
import io.claviger.application.credential.TokenTags;
import io.claviger.application.credential.UserNames;
import io.claviger.application.credential.VerifiedTokens;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.feed.TombstonePruner;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.GroupSecrets;
import io.claviger.application.keyring.IntegrityAlarms;
import io.claviger.application.keyring.KeyringStore;
import io.claviger.application.keyring.RootKey;
import io.claviger.application.keyring.Sealing;
import io.claviger.application.keyring.Shredder;
import io.claviger.application.keyring.WireKeyrings;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.GroupRules;
import io.claviger.application.resource.KnownConsumers;
import io.claviger.application.resource.ResourceExamination;
import io.claviger.application.resource.ResourceOpener;
import io.claviger.application.resource.ResourceSecrets;
import io.claviger.application.resource.ResourceWriter;
import io.claviger.application.resource.StoredReferences;
import io.claviger.application.resource.StoredResources;
import io.claviger.application.retention.ExpirySweeper;
import io.claviger.application.rotation.AgeLimit;
import io.claviger.application.rotation.KeyringOwners;
import io.claviger.application.rotation.ReencryptionRequests;
import io.claviger.application.rotation.Reencryptor;
import io.claviger.application.rotation.RotateKeyring;
import io.claviger.application.rotation.SigningKey;
import io.claviger.application.seal.Seals;
import io.claviger.application.seal.ShamirSeal;
import io.claviger.application.seal.Unsealing;
import io.claviger.application.start.CreateInstallation;
import io.claviger.application.start.FoundInstallation;
import io.claviger.application.start.RenewOneTimePassword;
import io.claviger.application.wire.LiveInstances;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Actor;
import io.claviger.domain.shared.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Every part of the program that lives as long as the process, made in the order in which they need
 * each other. Which adapter stands behind a port is decided here and nowhere else.
 */
final class Wiring {
  final InstantSource clock = InstantSource.system();

  final SecureRandom random;
  final Telemetry telemetry;
  final HibernateUnitOfWork unitOfWork;
  final HibernateRowIntegrity rows;

  // Out-ports.
  final HibernateInstallation installation;
  final HibernateGatewayGroups groups;
  final HibernateGatewayInstances instances;
  final HibernateResources resources;
  final HibernateSealedValues sealedValues;
  final HibernateKeyrings storedKeyrings;
  final HibernateReencryptions reencryptions;
  final HibernateLeases leases;
  final HibernateSslMetadata sslMetadata;
  final HibernateUsers users;
  final HibernateAccessTokens tokens;
  final HibernateSessions sessions;
  final HibernateAuditLog auditLog;
  final HmacPrf prf = new HmacPrf();
  final XaesGcmAead aead;
  final AesCbcWireCipher wireCipher = new AesCbcWireCipher();
  final Pbkdf2Hasher hasher;
  final BouncyX509 x509;
  final JsonCatalogue catalogue = new JsonCatalogue();

  // The parts that use cases share.
  final IntegrityAlarms alarms = new IntegrityAlarms();
  final ShamirSeal shamirSeal;
  final Seals seals;
  final RootKey rootKey;
  final Unsealing unsealing;
  final KeyringStore keyrings;
  final Shredder shredder;
  final KeyringOwners keyringOwners;
  final ReencryptionRequests reencryptionRequests;
  final RotateKeyring rotateKeyring;
  final SigningKey signingKey;
  final Sealing sealing;
  final WireKeyrings wireKeyrings;
  final GroupSecrets groupSecrets;
  final Authorities authorities;
  final UserNames userNames;
  final TokenTags tokenTags;
  final Authentication authentication;
  final GroupRules groupRules;
  final StoredReferences storedReferences;
  final StoredResources storedResources;
  final ResourceWriter resourceWriter;
  final ChangeFeeds feeds;
  final AuditTrail auditTrail;
  final AuditSequencer auditSequencer;
  final ExpirySweeper expirySweeper;
  final TombstonePruner tombstonePruner;
  final Gate gate;

  Wiring(Storage storage, SecureRandom random, Telemetry telemetry) {
    this.random = random;
    this.telemetry = telemetry;
    this.unitOfWork = storage.database().unitOfWork();
    this.rows = new HibernateRowIntegrity(unitOfWork, prf, this::damaged);
    this.installation = new HibernateInstallation(unitOfWork);
    this.groups = new HibernateGatewayGroups(unitOfWork);
    this.instances = new HibernateGatewayInstances(unitOfWork);
    this.resources = new HibernateResources(unitOfWork);
    this.sealedValues = new HibernateSealedValues(unitOfWork);
    this.storedKeyrings = new HibernateKeyrings(unitOfWork);
    this.reencryptions = new HibernateReencryptions(unitOfWork);
    this.leases = new HibernateLeases(unitOfWork, UUID.randomUUID().toString());
    this.sslMetadata = new HibernateSslMetadata(unitOfWork);
    this.users = new HibernateUsers(unitOfWork);
    this.tokens = new HibernateAccessTokens(unitOfWork);
    this.sessions = new HibernateSessions(unitOfWork);
    this.auditLog = new HibernateAuditLog(unitOfWork);
    this.hasher = new Pbkdf2Hasher(random);
    this.x509 = new BouncyX509(random);

    this.aead = storage.aead();
    this.shamirSeal = new ShamirSeal(aead);
    this.seals = new Seals(storage.seal(), shamirSeal, aead);
    this.rootKey =
        new RootKey(new HibernateStoredRootKey(unitOfWork), installation, seals::of, random, clock);
    this.unsealing = new Unsealing(rootKey, shamirSeal, seals);
    this.keyrings =
        new KeyringStore(
            storedKeyrings, storage.shredKeys(), rootKey, aead, prf, alarms, random, clock);
    this.shredder = new Shredder(unitOfWork, new HibernatePendingShreds(unitOfWork), keyrings);
    this.sealing = new Sealing(keyrings, sealedValues, aead, prf, random, alarms, telemetry);
    this.keyringOwners = new KeyringOwners(groups, storedKeyrings);
    this.reencryptionRequests =
        new ReencryptionRequests(reencryptions, storedKeyrings, sealedValues, clock);
    this.rotateKeyring =
        new RotateKeyring(keyringOwners, storedKeyrings, keyrings, reencryptionRequests);
    this.signingKey = new SigningKey(sealing, new Ed25519Signatures());
    this.wireKeyrings =
        new WireKeyrings(new HibernateWireKeys(unitOfWork), sealing, wireCipher, random, clock);
    this.groupSecrets = new GroupSecrets(sealing, wireKeyrings);
    this.authorities =
        new Authorities(new HibernateCertificateAuthorities(unitOfWork), sealing, x509, clock);

    this.userNames = new UserNames(sealing, prf);
    this.tokenTags = new TokenTags(unitOfWork, sealing, prf);
    this.authentication =
        new Authentication(
            unitOfWork,
            users,
            tokens,
            sessions,
            tokenTags,
            hasher,
            new VerifiedTokens(prf, random, clock),
            clock);

    ResourceOpener opener = new ResourceOpener(sealing, wireKeyrings);
    ResourceSecrets secrets = new ResourceSecrets(sealedValues, sealing, opener);
    this.groupRules = new GroupRules(resources);
    this.storedResources =
        new StoredResources(
            resources,
            secrets,
            sslMetadata,
            groupRules,
            new KnownConsumers(new HibernateConsumerIdentities(unitOfWork), sealing));
    this.storedReferences = new StoredReferences(resources, opener, catalogue);
    this.resourceWriter =
        new ResourceWriter(
            unitOfWork,
            groups,
            storedResources,
            secrets,
            new ResourceExamination(catalogue, new BouncySslInspector(clock)),
            catalogue,
            resources,
            clock);
    EtcdJson encoder = new EtcdJson();
    this.feeds =
        new ChangeFeeds(
            unitOfWork,
            groups,
            new FeedReader(unitOfWork, resources, opener, encoder, this::verify),
            encoder,
            alarms,
            storage.database().changeSignal(),
            telemetry);

    this.auditTrail = new AuditTrail(unitOfWork, auditLog, random, clock);
    this.auditSequencer = new AuditSequencer(unitOfWork, auditLog, leases);
    this.expirySweeper =
        new ExpirySweeper(unitOfWork, leases, sessions, tokens, groups, instances, clock);
    this.tombstonePruner =
        new TombstonePruner(unitOfWork, groups, new HibernateTombstones(unitOfWork), leases, clock);
    this.gate = new Gate(unitOfWork, auditTrail, feeds::committed);
  }

  Reencryptor reencryptor() {
    return new Reencryptor(
        unitOfWork,
        leases,
        gate,
        keyringOwners,
        storedKeyrings,
        sealedValues,
        reencryptions,
        reencryptionRequests,
        sealing);
  }

  AgeLimit ageLimit(Duration maxAge) {
    return new AgeLimit(
        unitOfWork, leases, gate, keyringOwners, storedKeyrings, rotateKeyring, maxAge, clock);
  }

  CreateInstallation createInstallation() {
    return new CreateInstallation(
        rows,
        installation,
        rootKey,
        sealing,
        authorities,
        groupSecrets,
        groups,
        users,
        userNames,
        hasher,
        random,
        clock);
  }

  RenewOneTimePassword renewOneTimePassword() {
    return new RenewOneTimePassword(users, userNames, hasher, random, clock);
  }

  FoundInstallation foundInstallation() {
    return new FoundInstallation(rows, installation, rootKey, sealing, authorities);
  }

  /** While nothing uses one. They are read again when they are needed. */
  void forgetKeys() {
    unitOfWork.alone(
        () -> {
          rows.end();
          tokenTags.forgetKey();
          keyrings.forgetAll();
          unsealing.seal();
          aead.forgetKeys();
          wireCipher.forgetKeys();
        });
  }

  LiveInstances liveInstances(DataPlanes dataPlanes) {
    return new LiveInstances(groups, instances, wireKeyrings, dataPlanes, clock);
  }

  private void damaged(RowIntegrity.Damage damage) {
    telemetry.rowDamaged(damage.table());
    alarms.raise(damage.scope(), damage.message());
  }

  private void verify(Scope group) {
    rows.verify(group);
    groupSecrets.verify(group);
  }

  /** Counts a refusal at the data-plane port. */
  void turnedAway(String address) {
    auditTrail.turnedAway(new Caller(new Actor.Unknown(), address, ""), Action.ATTACH_INSTANCE);
  }
}
