package io.claviger.adapters.rest.resource;

import static io.claviger.adapters.rest.resource.AdminAddress.kind;
import static io.claviger.adapters.rest.resource.AdminAddress.missingId;
import static io.claviger.adapters.rest.resource.AdminAddress.notSupported;

import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.resource.Verb;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** What the Admin API of APISIX says about addresses and methods that do not go together. */
@Path("/apisix/admin")
@Takes("gateway_group_id")
public final class MisdirectedApi {

  @PATCH
  @Path("{kind}")
  public Response patchAll(@PathParam("kind") String path) {
    ResourceKind kind = kind(path);
    return kind.has(Verb.PATCH) ? missingId(kind) : notSupported("PATCH", kind);
  }

  @DELETE
  @Path("{kind}")
  public Response deleteAll(@PathParam("kind") String path) {
    return missingId(kind(path));
  }

  @POST
  @Path("{kind}/{id}")
  public Response postWithId(@PathParam("kind") String path) {
    ResourceKind kind = kind(path);
    return kind.has(Verb.POST)
        ? JsonAnswer.error(400, "wrong " + kind.singular() + " id, do not need it")
        : notSupported("POST", kind);
  }

  @GET
  @Path("{kind}/{id}/{path: .+}")
  public Response getBelow(@PathParam("kind") String path) {
    return nothingBelow(kind(path));
  }

  @PUT
  @Path("{kind}/{id}/{path: .+}")
  public Response putBelow(@PathParam("kind") String path) {
    return nothingBelow(kind(path));
  }

  @POST
  @Path("{kind}/{id}/{path: .+}")
  public Response postBelow(@PathParam("kind") String path) {
    return nothingBelow(kind(path));
  }

  @DELETE
  @Path("{kind}/{id}/{path: .+}")
  public Response deleteBelow(@PathParam("kind") String path) {
    return nothingBelow(kind(path));
  }

  private static Response nothingBelow(ResourceKind kind) {
    return JsonAnswer.of(
        404,
        JsonTree.object()
            .add("message", "Key not found")
            .add("error_msg", "below " + kind.path() + "/{id} there is nothing but PATCH")
            .build());
  }
}
