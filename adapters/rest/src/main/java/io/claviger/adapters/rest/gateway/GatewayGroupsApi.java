package io.claviger.adapters.rest.gateway;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.gateway.CreateGatewayGroup;
import io.claviger.application.gateway.DeleteGatewayGroup;
import io.claviger.application.gateway.GetGatewayGroup;
import io.claviger.application.gateway.ListGatewayGroups;
import io.claviger.application.gateway.UpdateGatewayGroup;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The gateway groups. */
@Path("/api/gateway_groups")
public final class GatewayGroupsApi {
  private final Gate gate;
  private final UseCases useCases;

  public GatewayGroupsApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      ListGatewayGroups list,
      GetGatewayGroup get,
      CreateGatewayGroup create,
      UpdateGatewayGroup update,
      DeleteGatewayGroup delete) {}

  /** All, or a {@code page} of {@code page_size} (1 to 500). */
  @GET
  @Takes({"page", "page_size"})
  public Response list(@Context ContainerRequestContext request) {
    Paging paging = Paging.orAll(Parameters.of(request), 1, 500);
    List<GatewayGroup> groups =
        gate.read(useCases.list(), new ListGatewayGroups.Listing(caller(request)));
    List<JsonObject> page =
        paging.slice(groups).stream().map(group -> GatewayGroupJson.of(group).build()).toList();
    return JsonAnswer.list(page, groups.size());
  }

  @POST
  public Response create(@Context ContainerRequestContext request) {
    GatewayGroupJson json = GatewayGroupJson.read(RequestBody.object(request));
    return JsonAnswer.value(
        201,
        GatewayGroupJson.of(
            gate.run(
                useCases.create(),
                new CreateGatewayGroup.Create(caller(request), json.id(), json.profile()))));
  }

  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    GetGatewayGroup.Get get = new GetGatewayGroup.Get(caller(request), new GroupId(id));
    return JsonAnswer.value(200, GatewayGroupJson.of(gate.read(useCases.get(), get)));
  }

  @PUT
  @Path("{id}")
  public Response update(@Context ContainerRequestContext request, @PathParam("id") String id) {
    GroupId group = new GroupId(id);
    GatewayGroup.Profile profile =
        GatewayGroupJson.readReplacement(RequestBody.object(request), group);
    return JsonAnswer.value(
        200,
        GatewayGroupJson.of(
            gate.run(
                useCases.update(),
                new UpdateGatewayGroup.Update(caller(request), group, profile))));
  }

  /** With {@code ?force=true} also one that has resources. */
  @DELETE
  @Path("{id}")
  @Takes("force")
  public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
    boolean force = Parameters.of(request).isTrue("force");
    GatewayGroup deleted =
        gate.run(
            useCases.delete(),
            new DeleteGatewayGroup.Delete(caller(request), new GroupId(id), force));
    return JsonAnswer.deleted(deleted.id().value());
  }

  private static Caller caller(ContainerRequestContext request) {
    return Call.of(request).caller();
  }
}
