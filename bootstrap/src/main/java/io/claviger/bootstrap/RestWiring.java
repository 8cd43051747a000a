package io.claviger.bootstrap;

import io.claviger.adapters.crypto.x509.CmsEnvelopes;
import io.claviger.adapters.rest.Collaborators;
import io.claviger.adapters.rest.RestApplication;
import io.claviger.adapters.rest.audit.AuditApi;
import io.claviger.adapters.rest.credential.LoginApi;
import io.claviger.adapters.rest.credential.TokensApi;
import io.claviger.adapters.rest.gateway.GatewayGroupsApi;
import io.claviger.adapters.rest.gateway.InstancesApi;
import io.claviger.adapters.rest.health.Readiness;
import io.claviger.adapters.rest.keyring.KeyringCalls;
import io.claviger.adapters.rest.keyring.WireKeyringApi;
import io.claviger.adapters.rest.resource.ResourceCalls;
import io.claviger.adapters.rest.seal.SealApi;
import io.claviger.application.audit.GetAuditEntry;
import io.claviger.application.audit.SearchAuditLog;
import io.claviger.application.credential.ChangePassword;
import io.claviger.application.credential.CreateToken;
import io.claviger.application.credential.DeleteToken;
import io.claviger.application.credential.GetMe;
import io.claviger.application.credential.ListTokens;
import io.claviger.application.credential.LogIn;
import io.claviger.application.credential.LogOut;
import io.claviger.application.gateway.CreateGatewayGroup;
import io.claviger.application.gateway.DataPlanes;
import io.claviger.application.gateway.DeleteGatewayGroup;
import io.claviger.application.gateway.GetDpConfig;
import io.claviger.application.gateway.GetGatewayGroup;
import io.claviger.application.gateway.IssueDpCertificate;
import io.claviger.application.gateway.ListGatewayGroups;
import io.claviger.application.gateway.ListInstances;
import io.claviger.application.gateway.RevokeInstance;
import io.claviger.application.gateway.UpdateGatewayGroup;
import io.claviger.application.resource.DeleteResource;
import io.claviger.application.resource.GetResource;
import io.claviger.application.resource.GetSchemas;
import io.claviger.application.resource.ListResources;
import io.claviger.application.resource.PatchResource;
import io.claviger.application.resource.PutResource;
import io.claviger.application.resource.ValidateResources;
import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.GetReencryption;
import io.claviger.application.rotation.ReencryptKeyring;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.ForgetShares;
import io.claviger.application.seal.GetSealStatus;
import io.claviger.application.seal.Initialize;
import io.claviger.application.seal.MakeShares;
import io.claviger.application.seal.Rekey;
import io.claviger.application.seal.Rewrapping;
import io.claviger.application.seal.RotateRootKey;
import io.claviger.application.seal.SealProcess;
import io.claviger.application.seal.Unseal;
import io.claviger.application.wire.ActivateWireKey;
import io.claviger.application.wire.ListWireKeys;
import io.claviger.application.wire.LiveInstances;
import io.claviger.application.wire.PrepareWireKey;
import io.claviger.application.wire.RetireWireKey;
import io.claviger.domain.seal.Custody;
import org.glassfish.jersey.server.ResourceConfig;

/** Every use case that the admin port offers: a new one gets its line here. */
final class RestWiring {
  private RestWiring() {}

  static ResourceConfig application(
      Wiring parts, Settings settings, Operation operation, Readiness readiness) {
    return RestApplication.of(
        new Collaborators(
            settings.trustedProxies(),
            parts.gate,
            parts.authentication,
            parts.auditTrail,
            parts.telemetry,
            parts.random,
            readiness,
            operation::running,
            login(parts),
            new TokensApi.UseCases(
                new CreateToken(
                    parts.tokens, parts.tokenTags, parts.hasher, parts.random, parts.clock),
                new ListTokens(parts.tokens),
                new DeleteToken(parts.tokens)),
            new GatewayGroupsApi.UseCases(
                new ListGatewayGroups(parts.groups),
                new GetGatewayGroup(parts.groups),
                new CreateGatewayGroup(parts.groups, parts.groupSecrets, parts.random, parts.clock),
                new UpdateGatewayGroup(parts.groups, parts.storedReferences, parts.clock),
                new DeleteGatewayGroup(
                    parts.groups, parts.resources, parts.shredder, operation.dataPlanes())),
            instances(parts, settings, operation),
            keyrings(parts),
            seal(parts, settings, operation),
            wireKeyrings(parts, operation.dataPlanes()),
            () -> parts.unitOfWork.inTransaction(parts.signingKey::publicKeyPem),
            new ResourceCalls.UseCases(
                new ListResources(parts.groups, parts.resources, parts.sslMetadata),
                new GetResource(parts.groups, parts.resources, parts.sslMetadata),
                new PutResource(parts.resourceWriter),
                new PatchResource(parts.resourceWriter),
                new DeleteResource(
                    parts.groups,
                    parts.resources,
                    parts.storedResources,
                    parts.groupRules,
                    parts.catalogue,
                    parts.clock),
                parts.alarms),
            new ValidateResources(parts.groups, parts.resourceWriter),
            new GetSchemas(parts.groups, parts.catalogue),
            new AuditApi.UseCases(
                new SearchAuditLog(parts.auditLog), new GetAuditEntry(parts.auditLog))));
  }

  private static LoginApi.UseCases login(Wiring parts) {
    return new LoginApi.UseCases(
        new LogIn(
            parts.unitOfWork,
            parts.users,
            parts.userNames,
            parts.sessions,
            parts.hasher,
            parts.random,
            parts.clock),
        new LogOut(parts.sessions),
        new GetMe(parts.users, parts.userNames),
        new ChangePassword(parts.unitOfWork, parts.users, parts.sessions, parts.hasher));
  }

  private static KeyringCalls.UseCases keyrings(Wiring parts) {
    return new KeyringCalls.UseCases(
        new GetKeyring(parts.keyringOwners, parts.storedKeyrings, parts.sealedValues),
        parts.rotateKeyring,
        new ReencryptKeyring(parts.keyringOwners, parts.reencryptionRequests),
        new GetReencryption(parts.keyringOwners, parts.reencryptionRequests),
        new DestroyKey(
            parts.keyringOwners,
            parts.storedKeyrings,
            parts.keyrings,
            parts.sealedValues,
            parts.installation,
            parts.signingKey,
            parts.clock));
  }

  private static SealApi.UseCases seal(Wiring parts, Settings settings, Operation operation) {
    Rewrapping rewrapping =
        new Rewrapping(
            parts.rootKey, parts.storedKeyrings, parts.keyrings, parts.reencryptionRequests);
    Dealer dealer = new Dealer(new CmsEnvelopes(), parts.random);
    return new SealApi.UseCases(
        new GetSealStatus(parts.unsealing),
        new Initialize(
            parts.unitOfWork,
            parts.gate,
            parts.createInstallation(),
            parts.rootKey,
            parts.shamirSeal,
            dealer,
            operation,
            parts.random,
            settings.sealType().equals(Custody.Shares.TYPE)),
        new Unseal(parts.rootKey, parts.unsealing),
        new ForgetShares(parts.unsealing),
        operation,
        new SealProcess(operation, parts.rootKey),
        new RotateRootKey(parts.rootKey, parts.seals, rewrapping, parts.random),
        new MakeShares(dealer, parts.random),
        new Rekey(parts.unitOfWork, parts.rootKey, parts.seals, rewrapping, parts.random));
  }

  private static WireKeyringApi.UseCases wireKeyrings(Wiring parts, DataPlanes dataPlanes) {
    LiveInstances live = parts.liveInstances(dataPlanes);
    return new WireKeyringApi.UseCases(
        new ListWireKeys(parts.groups, parts.wireKeyrings, live),
        new PrepareWireKey(parts.groups, parts.wireKeyrings),
        new ActivateWireKey(parts.groups, parts.wireKeyrings, live),
        new RetireWireKey(parts.groups, parts.wireKeyrings, live, parts.clock));
  }

  private static InstancesApi.UseCases instances(
      Wiring parts, Settings settings, Operation operation) {
    return new InstancesApi.UseCases(
        new IssueDpCertificate(
            parts.unitOfWork,
            operation::installation,
            parts.groups,
            parts.instances,
            parts.authorities,
            parts.x509,
            parts.random,
            parts.clock),
        new ListInstances(parts.groups, parts.instances, operation.dataPlanes()),
        new RevokeInstance(parts.groups, parts.instances, operation.dataPlanes(), parts.clock),
        new GetDpConfig(parts.groups, settings.dpNames(), operation::dpPort));
  }
}
