package io.claviger.adapters.rest;

import io.claviger.adapters.rest.audit.AuditApi;
import io.claviger.adapters.rest.credential.LoginApi;
import io.claviger.adapters.rest.credential.TokensApi;
import io.claviger.adapters.rest.edge.AnswerFilter;
import io.claviger.adapters.rest.edge.AuthenticationFilter;
import io.claviger.adapters.rest.edge.CallFilter;
import io.claviger.adapters.rest.edge.ErrorMapper;
import io.claviger.adapters.rest.edge.PathFilter;
import io.claviger.adapters.rest.edge.Route;
import io.claviger.adapters.rest.gateway.GatewayGroupsApi;
import io.claviger.adapters.rest.gateway.InstancesApi;
import io.claviger.adapters.rest.health.HealthApi;
import io.claviger.adapters.rest.resource.CredentialsApi;
import io.claviger.adapters.rest.resource.MisdirectedApi;
import io.claviger.adapters.rest.resource.ResourceCalls;
import io.claviger.adapters.rest.resource.ResourcesApi;
import io.claviger.adapters.rest.resource.SchemasApi;
import io.claviger.adapters.rest.resource.SecretsApi;
import io.claviger.adapters.rest.resource.ValidationApi;
import io.claviger.application.gate.Gate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The JAX-RS application of the port for people and tools; its path is {@code /}. */
public final class RestApplication {
  private static final List<Class<?>> APIS =
      List.of(
          HealthApi.class,
          LoginApi.class,
          TokensApi.class,
          GatewayGroupsApi.class,
          InstancesApi.class,
          ResourcesApi.class,
          CredentialsApi.class,
          SecretsApi.class,
          SchemasApi.class,
          ValidationApi.class,
          MisdirectedApi.class,
          AuditApi.class);

  private RestApplication() {}

  /** Every route of {@link #of}. JAX-RS adds HEAD to each GET, and OPTIONS to each address. */
  public static List<Route> routes() {
    return APIS.stream().map(Route::of).flatMap(List::stream).toList();
  }

  public static ResourceConfig of(Collaborators parts) {
    ResourceConfig application = new ResourceConfig();
    Stream.concat(apis(parts), edge(parts)).forEach(application::register);
    return application.addProperties(
        Map.of(
            // What is on the class path does not decide what reads and writes bodies.
            CommonProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true,
            CommonProperties.JSON_PROCESSING_FEATURE_DISABLE, true,
            CommonProperties.MOXY_JSON_FEATURE_DISABLE, true,
            ServerProperties.WADL_FEATURE_DISABLE, true,
            ServerProperties.BV_FEATURE_DISABLE, true));
  }

  private static Stream<Object> apis(Collaborators parts) {
    Gate gate = parts.gate();
    ResourceCalls resources = new ResourceCalls(gate, parts.resources());
    return Stream.of(
        new HealthApi(parts.readiness()),
        new LoginApi(gate, parts.login()),
        new TokensApi(gate, parts.tokens()),
        new GatewayGroupsApi(gate, parts.groups()),
        new InstancesApi(gate, parts.instances()),
        new ResourcesApi(resources),
        new CredentialsApi(resources),
        new SecretsApi(resources),
        new SchemasApi(gate, parts.schemas()),
        new ValidationApi(gate, parts.validation()),
        new MisdirectedApi(),
        new AuditApi(gate, parts.audit()));
  }

  private static Stream<Object> edge(Collaborators parts) {
    return Stream.of(
        new CallFilter(parts.trustedProxies(), parts.random()),
        new AuthenticationFilter(parts.authentication(), parts.trail()),
        new PathFilter(),
        new AnswerFilter(parts.telemetry()),
        new ErrorMapper());
  }
}
