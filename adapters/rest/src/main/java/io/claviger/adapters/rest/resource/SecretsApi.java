package io.claviger.adapters.rest.resource;

import static io.claviger.domain.resource.ResourceKind.SECRET;

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

/**
 * Where gateways find what {@code $secret://} references name: managers of secrets, by the
 * manager's kind (vault, aws, gcp) and an id.
 */
@Path("/apisix/admin/secrets")
@Takes("gateway_group_id")
public final class SecretsApi {
  private final ResourceCalls calls;

  public SecretsApi(ResourceCalls calls) {
    this.calls = calls;
  }

  @GET
  @Takes({"page", "page_size", "name", "label", "uri", "filter"})
  public Response list(@Context ContainerRequestContext request) {
    return calls.list(request, SECRET, "");
  }

  @GET
  @Path("{manager}")
  @Takes({"page", "page_size", "name", "label", "uri", "filter"})
  public Response listOfManager(
      @Context ContainerRequestContext request, @PathParam("manager") String manager) {
    return calls.list(request, SECRET, SECRET.id(manager + "/any").first() + "/");
  }

  @GET
  @Path("{manager}/{id}")
  public Response get(
      @Context ContainerRequestContext request,
      @PathParam("manager") String manager,
      @PathParam("id") String id) {
    return calls.get(request, SECRET, manager + "/" + id);
  }

  @PUT
  public Response putByDocument(@Context ContainerRequestContext request) {
    return calls.putByDocument(request, SECRET, "");
  }

  @PUT
  @Path("{manager}/{id}")
  public Response put(
      @Context ContainerRequestContext request,
      @PathParam("manager") String manager,
      @PathParam("id") String id) {
    return calls.put(request, SECRET, manager + "/" + id);
  }

  @PATCH
  @Path("{manager}/{id}")
  public Response patch(
      @Context ContainerRequestContext request,
      @PathParam("manager") String manager,
      @PathParam("id") String id) {
    return calls.patch(request, SECRET, manager + "/" + id, "");
  }

  @PATCH
  @Path("{manager}/{id}/{path: .+}")
  public Response patchNode(
      @Context ContainerRequestContext request,
      @PathParam("manager") String manager,
      @PathParam("id") String id) {
    String path = request.getUriInfo().getPathParameters(false).getFirst("path");
    return calls.patch(request, SECRET, manager + "/" + id, path);
  }

  @DELETE
  @Path("{manager}/{id}")
  @Takes("force")
  public Response delete(
      @Context ContainerRequestContext request,
      @PathParam("manager") String manager,
      @PathParam("id") String id) {
    return calls.delete(request, SECRET, manager + "/" + id);
  }

  @DELETE
  @Path("{manager}")
  public Response deleteAll() {
    return AdminAddress.missingId(SECRET);
  }

  @PUT
  @Path("{manager}")
  public Response putWithoutId() {
    return AdminAddress.missingId(SECRET);
  }

  @PATCH
  @Path("{manager}")
  public Response patchWithoutId() {
    return AdminAddress.missingId(SECRET);
  }

  @POST
  public Response post() {
    return AdminAddress.notSupported("POST", SECRET);
  }

  @POST
  @Path("{manager}")
  public Response postToManager() {
    return AdminAddress.notSupported("POST", SECRET);
  }

  @POST
  @Path("{manager}/{id}")
  public Response postWithId() {
    return AdminAddress.notSupported("POST", SECRET);
  }
}
