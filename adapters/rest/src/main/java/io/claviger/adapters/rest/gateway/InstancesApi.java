package io.claviger.adapters.rest.gateway;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.GetDpConfig;
import io.claviger.application.gateway.IssueDpCertificate;
import io.claviger.application.gateway.ListInstances;
import io.claviger.application.gateway.RevokeInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The data planes of a gateway group. */
@Path("/api/gateway_groups")
public final class InstancesApi {
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private final Gate gate;
  private final UseCases useCases;

  public InstancesApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      IssueDpCertificate issue, ListInstances list, RevokeInstance revoke, GetDpConfig config) {}

  /** Without a CSR the key is made here and shown this once. */
  @POST
  @Path("{id}/dp_client_certificates")
  public Response issue(@Context ContainerRequestContext request, @PathParam("id") String id) {
    GroupId group = new GroupId(id);
    DpCertificateJson json = DpCertificateJson.read(RequestBody.object(request));
    return JsonAnswer.value(
        201,
        DpCertificateJson.of(
            gate.run(
                useCases.issue(),
                new IssueDpCertificate.Issue(
                    caller(request), group, json.name(), json.csr(), json.life()))));
  }

  /** All, or a {@code page} of {@code page_size} (1 to 500). */
  @GET
  @Path("{id}/instances")
  @Takes({"page", "page_size"})
  public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
    GroupId group = new GroupId(id);
    Paging paging = Paging.orAll(Parameters.of(request), 1, 500);
    List<ListInstances.Seen> instances =
        gate.read(useCases.list(), new ListInstances.Listing(caller(request), group));
    List<JsonObject> page =
        paging.slice(instances).stream().map(seen -> InstanceJson.of(seen, group)).toList();
    return JsonAnswer.list(page, instances.size());
  }

  /** Revokes its certificate and ends its connections. */
  @DELETE
  @Path("{id}/instances/{instance}")
  public Response revoke(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("instance") String instance) {
    if (!instance.matches(UUID)) {
      throw notFound("no such instance in this gateway group");
    }
    InstanceId revoked =
        gate.run(
            useCases.revoke(),
            new RevokeInstance.Revoke(
                caller(request), new GroupId(id), InstanceId.parse(instance)));
    return JsonAnswer.deleted(revoked.toString());
  }

  /** {@code ?host=&port=} say how the data plane reaches this control plane. */
  @GET
  @Path("{id}/dp_config")
  @Takes({"host", "port"})
  public Response config(@Context ContainerRequestContext request, @PathParam("id") String id) {
    Parameters parameters = Parameters.of(request);
    Map<String, Object> config =
        gate.read(
            useCases.config(),
            new GetDpConfig.Ask(
                caller(request),
                new GroupId(id),
                parameters.text("host"),
                parameters.integer("port", 1, 65_535).map(Long::intValue)));
    return Response.ok(DpConfigYaml.of(config).getBytes(StandardCharsets.UTF_8))
        .type("application/yaml")
        .build();
  }

  private static Caller caller(ContainerRequestContext request) {
    return Call.of(request).caller();
  }
}
