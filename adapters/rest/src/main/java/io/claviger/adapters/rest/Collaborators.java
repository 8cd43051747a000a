package io.claviger.adapters.rest;

import io.claviger.adapters.rest.audit.AuditApi;
import io.claviger.adapters.rest.credential.LoginApi;
import io.claviger.adapters.rest.credential.TokensApi;
import io.claviger.adapters.rest.edge.Cidr;
import io.claviger.adapters.rest.gateway.GatewayGroupsApi;
import io.claviger.adapters.rest.gateway.InstancesApi;
import io.claviger.adapters.rest.health.Readiness;
import io.claviger.adapters.rest.keyring.KeyringCalls;
import io.claviger.adapters.rest.keyring.WireKeyringApi;
import io.claviger.adapters.rest.resource.ResourceCalls;
import io.claviger.adapters.rest.seal.SealApi;
import io.claviger.application.credential.Authentication;
import io.claviger.application.gate.AuditTrail;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.Telemetry;
import io.claviger.application.resource.GetSchemas;
import io.claviger.application.resource.ValidateResources;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * All that the edge needs.
 *
 * @param random for the ids of requests
 * @param unsealed whether the keys are at hand, without which next to nothing is answered
 * @param publicKeyPem by which receipts are checked
 */
public record Collaborators(
    List<Cidr> trustedProxies,
    Gate gate,
    Authentication authentication,
    AuditTrail trail,
    Telemetry telemetry,
    RandomGenerator random,
    Readiness readiness,
    BooleanSupplier unsealed,
    LoginApi.UseCases login,
    TokensApi.UseCases tokens,
    GatewayGroupsApi.UseCases groups,
    InstancesApi.UseCases instances,
    KeyringCalls.UseCases keyrings,
    SealApi.UseCases seal,
    WireKeyringApi.UseCases wireKeyrings,
    Supplier<String> publicKeyPem,
    ResourceCalls.UseCases resources,
    ValidateResources validation,
    GetSchemas schemas,
    AuditApi.UseCases audit) {}
