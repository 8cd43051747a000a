package io.claviger.adapters.rest.keyring;

import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.rotation.KeyringOwner;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The keyring of the system itself. */
@Path("/api/sys/keyring")
public final class SystemKeyringApi {
  private final KeyringCalls calls;

  public SystemKeyringApi(KeyringCalls calls) {
    this.calls = calls;
  }

  @GET
  public Response get(@Context ContainerRequestContext request) {
    return calls.get(request, new KeyringOwner.OfSystem());
  }

  @POST
  @Path("rotate")
  @Takes("reencrypt")
  public Response rotate(@Context ContainerRequestContext request) {
    return calls.rotate(request, new KeyringOwner.OfSystem());
  }

  @POST
  @Path("reencrypt")
  public Response reencrypt(@Context ContainerRequestContext request) {
    return calls.reencrypt(request, new KeyringOwner.OfSystem());
  }

  @GET
  @Path("reencryption")
  public Response reencryption(@Context ContainerRequestContext request) {
    return calls.reencryption(request, new KeyringOwner.OfSystem());
  }

  @DELETE
  @Path("keys/{key}")
  public Response destroy(@Context ContainerRequestContext request, @PathParam("key") String key) {
    return calls.destroy(request, new KeyringOwner.OfSystem(), key);
  }
}
