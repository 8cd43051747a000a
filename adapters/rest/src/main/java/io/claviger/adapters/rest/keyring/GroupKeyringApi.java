package io.claviger.adapters.rest.keyring;

import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.rotation.KeyringOwner;
import io.claviger.domain.gateway.GroupId;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The keyring of a gateway group. */
@Path("/api/gateway_groups")
public final class GroupKeyringApi {
  private final KeyringCalls calls;

  public GroupKeyringApi(KeyringCalls calls) {
    this.calls = calls;
  }

  @GET
  @Path("{id}/keyring")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return calls.get(request, new KeyringOwner.Group(new GroupId(id)));
  }

  @POST
  @Path("{id}/keyring/rotate")
  @Takes("reencrypt")
  public Response rotate(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return calls.rotate(request, new KeyringOwner.Group(new GroupId(id)));
  }

  @POST
  @Path("{id}/keyring/reencrypt")
  public Response reencrypt(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return calls.reencrypt(request, new KeyringOwner.Group(new GroupId(id)));
  }

  @GET
  @Path("{id}/keyring/reencryption")
  public Response reencryption(
      @Context ContainerRequestContext request, @PathParam("id") String id) {
    return calls.reencryption(request, new KeyringOwner.Group(new GroupId(id)));
  }

  @DELETE
  @Path("{id}/keyring/keys/{key}")
  public Response destroy(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @PathParam("key") String key) {
    return calls.destroy(request, new KeyringOwner.Group(new GroupId(id)), key);
  }
}
