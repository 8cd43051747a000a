package io.claviger.adapters.rest;

import io.claviger.adapters.rest.audit.AuditApi;
import io.claviger.adapters.rest.credential.LoginApi;
import io.claviger.adapters.rest.credential.TokensApi;
import io.claviger.adapters.rest.edge.AnswerFilter;
import io.claviger.adapters.rest.edge.AuthenticationFilter;
import io.claviger.adapters.rest.edge.CallFilter;
import io.claviger.adapters.rest.edge.ConditionFilter;
import io.claviger.adapters.rest.edge.ErrorMapper;
import io.claviger.adapters.rest.edge.MediaTypeFilter;
import io.claviger.adapters.rest.edge.PathFilter;
import io.claviger.adapters.rest.edge.QueryFeature;
import io.claviger.adapters.rest.edge.Route;
import io.claviger.adapters.rest.edge.SealFilter;
import io.claviger.adapters.rest.gateway.GatewayGroupsApi;
import io.claviger.adapters.rest.gateway.InstancesApi;
import io.claviger.adapters.rest.health.HealthApi;
import io.claviger.adapters.rest.keyring.GroupKeyringApi;
import io.claviger.adapters.rest.keyring.KeyringCalls;
import io.claviger.adapters.rest.keyring.SigningKeyApi;
import io.claviger.adapters.rest.keyring.SystemKeyringApi;
import io.claviger.adapters.rest.keyring.WireKeyringApi;
import io.claviger.adapters.rest.resource.CredentialsApi;
import io.claviger.adapters.rest.resource.MisdirectedApi;
import io.claviger.adapters.rest.resource.ResourceCalls;
import io.claviger.adapters.rest.resource.ResourcesApi;
import io.claviger.adapters.rest.resource.SchemasApi;
import io.claviger.adapters.rest.resource.SecretsApi;
import io.claviger.adapters.rest.resource.ValidationApi;
import io.claviger.adapters.rest.seal.SealApi;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The JAX-RS application of the port for people and tools; its path is {@code /}. */
public final class RestApplication {
  private static final List<Api<?>> APIS =
      List.of(
          new Api<>(HealthApi.class, parts -> new HealthApi(parts.readiness())),
          new Api<>(LoginApi.class, parts -> new LoginApi(parts.gate(), parts.login())),
          new Api<>(TokensApi.class, parts -> new TokensApi(parts.gate(), parts.tokens())),
          new Api<>(
              GatewayGroupsApi.class, parts -> new GatewayGroupsApi(parts.gate(), parts.groups())),
          new Api<>(InstancesApi.class, parts -> new InstancesApi(parts.gate(), parts.instances())),
          new Api<>(GroupKeyringApi.class, parts -> new GroupKeyringApi(keyrings(parts))),
          new Api<>(
              WireKeyringApi.class,
              parts -> new WireKeyringApi(parts.gate(), parts.wireKeyrings())),
          new Api<>(SystemKeyringApi.class, parts -> new SystemKeyringApi(keyrings(parts))),
          new Api<>(SealApi.class, parts -> new SealApi(parts.gate(), parts.seal())),
          new Api<>(SigningKeyApi.class, parts -> new SigningKeyApi(parts.publicKeyPem())),
          new Api<>(ResourcesApi.class, parts -> new ResourcesApi(resources(parts))),
          new Api<>(CredentialsApi.class, parts -> new CredentialsApi(resources(parts))),
          new Api<>(SecretsApi.class, parts -> new SecretsApi(resources(parts))),
          new Api<>(SchemasApi.class, parts -> new SchemasApi(parts.gate(), parts.schemas())),
          new Api<>(
              ValidationApi.class, parts -> new ValidationApi(parts.gate(), parts.validation())),
          new Api<>(MisdirectedApi.class, parts -> new MisdirectedApi()),
          new Api<>(AuditApi.class, parts -> new AuditApi(parts.gate(), parts.audit())));

  /** A class whose annotations are routes, and how it is made. */
  private record Api<T>(Class<T> type, Function<Collaborators, T> made) {}

  private RestApplication() {}

  /** Every route of {@link #of}. JAX-RS adds HEAD to each GET, and OPTIONS to each address. */
  public static List<Route> routes() {
    return APIS.stream().flatMap(api -> Route.of(api.type()).stream()).toList();
  }

  public static ResourceConfig of(Collaborators parts) {
    ResourceConfig application = new ResourceConfig();
    APIS.forEach(api -> application.register(api.made().apply(parts)));
    edge(parts).forEach(application::register);
    return application.addProperties(
        Map.of(
            // What is on the class path does not decide what reads and writes bodies.
            CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
            CommonProperties.MOXY_JSON_FEATURE_DISABLE, true,
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true));
  }

  private static KeyringCalls keyrings(Collaborators parts) {
    return new KeyringCalls(parts.gate(), parts.keyrings());
  }

  private static ResourceCalls resources(Collaborators parts) {
    return new ResourceCalls(parts.gate(), parts.resources());
  }

  private static Stream<Object> edge(Collaborators parts) {
    return Stream.of(
        new CallFilter(parts.trustedProxies(), parts.random()),
        new SealFilter(parts.unsealed()),
        new AuthenticationFilter(parts.authentication(), parts.trail()),
        new PathFilter(),
        new QueryFeature(),
        new ConditionFilter(),
        new MediaTypeFilter(),
        new AnswerFilter(parts.telemetry()),
        new ErrorMapper());
  }
}
