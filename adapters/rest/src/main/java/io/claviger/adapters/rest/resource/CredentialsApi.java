package io.claviger.adapters.rest.resource;

import static io.claviger.domain.resource.ResourceKind.CREDENTIAL;

import io.claviger.adapters.rest.http.Takes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The credentials of a consumer. The list of a consumer that has none is not found. */
@Path("/apisix/admin/consumers/{username}/credentials")
@Takes("gateway_group_id")
public final class CredentialsApi {
  private final ResourceCalls calls;

  public CredentialsApi(ResourceCalls calls) {
    this.calls = calls;
  }

  @GET
  @Takes({"page", "page_size", "name", "label", "uri", "filter"})
  public Response list(
      @Context ContainerRequestContext request, @PathParam("username") String username) {
    return calls.list(request, CREDENTIAL, below(username));
  }

  @GET
  @Path("{id}")
  public Response get(
      @Context ContainerRequestContext request,
      @PathParam("username") String username,
      @PathParam("id") String id) {
    return calls.get(request, CREDENTIAL, below(username) + id);
  }

  @PUT
  public Response putByDocument(
      @Context ContainerRequestContext request, @PathParam("username") String username) {
    return calls.putByDocument(request, CREDENTIAL, below(username));
  }

  @PUT
  @Path("{id}")
  public Response put(
      @Context ContainerRequestContext request,
      @PathParam("username") String username,
      @PathParam("id") String id) {
    return calls.put(request, CREDENTIAL, below(username) + id);
  }

  @DELETE
  public Response deleteAll() {
    return AdminAddress.missingId(CREDENTIAL);
  }

  @DELETE
  @Path("{id}")
  @Takes("force")
  public Response delete(
      @Context ContainerRequestContext request,
      @PathParam("username") String username,
      @PathParam("id") String id) {
    return calls.delete(request, CREDENTIAL, below(username) + id);
  }

  @POST
  public Response post() {
    return AdminAddress.notSupported("POST", CREDENTIAL);
  }

  @POST
  @Path("{id}")
  public Response postWithId() {
    return AdminAddress.notSupported("POST", CREDENTIAL);
  }

  @PATCH
  public Response patchAll() {
    return AdminAddress.notSupported("PATCH", CREDENTIAL);
  }

  @PATCH
  @Path("{id}")
  public Response patch() {
    return AdminAddress.notSupported("PATCH", CREDENTIAL);
  }

  /** Ids are checked as a whole: one with a slash in it is none. */
  private static String below(String username) {
    return username + "/credentials/";
  }
}
