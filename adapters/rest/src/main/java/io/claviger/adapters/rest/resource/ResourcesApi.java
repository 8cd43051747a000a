package io.claviger.adapters.rest.resource;

import static io.claviger.adapters.rest.resource.AdminAddress.kind;

import io.claviger.adapters.rest.http.Takes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/**
 * The Admin API of APISIX, for the gateway group that {@code ?gateway_group_id=} names, or {@code
 * default}. Secrets are read as markers, and a marker that is sent back keeps what it stands for.
 */
@Path("/apisix/admin")
@Takes("gateway_group_id")
public final class ResourcesApi {
  private final ResourceCalls calls;

  public ResourcesApi(ResourceCalls calls) {
    this.calls = calls;
  }

  /** Tells without a credential that this is an Admin API. */
  @HEAD
  public Response exists() {
    return Response.ok().build();
  }

  @GET
  @Path("{kind}")
  @Takes({"page", "page_size", "name", "label", "uri", "filter"})
  public Response list(@Context ContainerRequestContext request, @PathParam("kind") String kind) {
    return calls.list(request, kind(kind), "");
  }

  @GET
  @Path("{kind}/{id}")
  public Response get(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("id") String id) {
    return calls.get(request, kind(kind), id);
  }

  /** The id is in the document, as for consumers it always is: their {@code username}. */
  @PUT
  @Path("{kind}")
  public Response putByDocument(
      @Context ContainerRequestContext request, @PathParam("kind") String kind) {
    return calls.putByDocument(request, kind(kind), "");
  }

  @PUT
  @Path("{kind}/{id}")
  public Response put(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("id") String id) {
    return calls.put(request, kind(kind), id);
  }

  @POST
  @Path("{kind}")
  public Response post(@Context ContainerRequestContext request, @PathParam("kind") String kind) {
    return calls.post(request, kind(kind));
  }

  @PATCH
  @Path("{kind}/{id}")
  public Response patch(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("id") String id) {
    return calls.patch(request, kind(kind), id, "");
  }

  @PATCH
  @Path("{kind}/{id}/{path: .+}")
  public Response patchNode(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("id") String id) {
    String path = request.getUriInfo().getPathParameters(false).getFirst("path");
    return calls.patch(request, kind(kind), id, path);
  }

  @DELETE
  @Path("{kind}/{id}")
  @Takes("force")
  public Response delete(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kind,
      @PathParam("id") String id) {
    return calls.delete(request, kind(kind), id);
  }
}
