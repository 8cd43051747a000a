package io.claviger.adapters.rest.credential;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.JsonSecrets;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.credential.CreateToken;
import io.claviger.application.credential.DeleteToken;
import io.claviger.application.credential.ListTokens;
import io.claviger.application.gate.Gate;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.TokenId;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The caller's own tokens. */
@Path("/api/tokens")
public final class TokensApi {
  private final Gate gate;
  private final UseCases useCases;

  public TokensApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(CreateToken create, ListTokens list, DeleteToken delete) {}

  /** 201 {@code {"value":{"id","name","created_at","expires_at","token"}}}, this once. */
  @POST
  public Response create(@Context ContainerRequestContext request) {
    TokenJson json = TokenJson.read(RequestBody.object(request));
    CreateToken.Made made =
        gate.run(
            useCases.create(),
            new CreateToken.NewToken(Call.of(request).caller(), json.name(), json.expiresAt()));
    return JsonAnswer.value(
        201, TokenJson.of(made.token()).add("token", JsonSecrets.shownOnce(made.text())));
  }

  /** All, or a {@code page} of {@code page_size} (1 to 500). */
  @GET
  @Takes({"page", "page_size"})
  public Response list(@Context ContainerRequestContext request) {
    Paging paging = Paging.orAll(Parameters.of(request), 1, 500);
    List<AccessToken> tokens =
        gate.read(useCases.list(), new ListTokens.Listing(Call.of(request).caller()));
    List<JsonObject> page =
        paging.slice(tokens).stream().map(token -> TokenJson.of(token).build()).toList();
    return JsonAnswer.list(page, tokens.size());
  }

  @DELETE
  @Path("{id}")
  public Response delete(@Context ContainerRequestContext request, @PathParam("id") String id) {
    if (!id.matches("[0-9a-f]{16}")) {
      throw notFound("no such token");
    }
    TokenId token = new TokenId(id);
    gate.run(useCases.delete(), new DeleteToken.Delete(Call.of(request).caller(), token));
    return JsonAnswer.deleted(token.value());
  }
}
