package io.claviger.adapters.rest.keyring;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.wire.ActivateWireKey;
import io.claviger.application.wire.ListWireKeys;
import io.claviger.application.wire.PrepareWireKey;
import io.claviger.application.wire.RetireWireKey;
import io.claviger.domain.gateway.GroupId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The wire keyring of a gateway group, which is rotated in three steps. It shows no key. */
@Path("/api/gateway_groups")
public final class WireKeyringApi {
  private final Gate gate;
  private final UseCases useCases;

  public WireKeyringApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      ListWireKeys list, PrepareWireKey prepare, ActivateWireKey activate, RetireWireKey retire) {}

  /** {@code {"value":{"keys":[…],"waiting":[…]}}}, the newest key first. */
  @GET
  @Path("{id}/wire_keyring")
  public Response list(@Context ContainerRequestContext request, @PathParam("id") String id) {
    ListWireKeys.Listing listing = new ListWireKeys.Listing(caller(request), new GroupId(id));
    return JsonAnswer.value(200, WireKeyringJson.of(gate.read(useCases.list(), listing)));
  }

  @POST
  @Path("{id}/wire_keyring/prepare")
  public Response prepare(@Context ContainerRequestContext request, @PathParam("id") String id) {
    PrepareWireKey.Prepare prepare = new PrepareWireKey.Prepare(caller(request), new GroupId(id));
    return JsonAnswer.value(201, WireKeyringJson.of(gate.run(useCases.prepare(), prepare)));
  }

  /** With {@code ?force=true} whatever data planes have fetched. */
  @POST
  @Path("{id}/wire_keyring/activate")
  @Takes("force")
  public Response activate(@Context ContainerRequestContext request, @PathParam("id") String id) {
    ActivateWireKey.Activate activate =
        new ActivateWireKey.Activate(caller(request), new GroupId(id), force(request));
    return JsonAnswer.value(200, WireKeyringJson.of(gate.run(useCases.activate(), activate)));
  }

  /** With {@code ?force=true} whatever data planes have fetched, and at once. */
  @POST
  @Path("{id}/wire_keyring/retire")
  @Takes("force")
  public Response retire(@Context ContainerRequestContext request, @PathParam("id") String id) {
    RetireWireKey.Retire retire =
        new RetireWireKey.Retire(caller(request), new GroupId(id), force(request));
    return JsonAnswer.deleted(gate.run(useCases.retire(), retire).id().value());
  }

  private static boolean force(ContainerRequestContext request) {
    return Parameters.of(request).isTrue("force");
  }

  private static Caller caller(ContainerRequestContext request) {
    return Call.of(request).caller();
  }
}
