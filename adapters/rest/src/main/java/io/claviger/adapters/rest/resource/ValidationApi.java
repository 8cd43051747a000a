package io.claviger.adapters.rest.resource;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Gate;
import io.claviger.application.resource.ValidateResources;
import io.claviger.application.resource.ValidateResources.Validate;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * Says whether resources would be accepted, and stores nothing. What they name is not looked for.
 */
@Path("/apisix/admin")
@Takes("gateway_group_id")
public final class ValidationApi {
  private final Gate gate;
  private final ValidateResources validation;

  public ValidationApi(Gate gate, ValidateResources validation) {
    this.gate = gate;
    this.validation = validation;
  }

  /** Of one resource: 200 with an empty object, or 400. */
  @POST
  @Path("schema/validate/{kind}")
  public Response one(@Context ContainerRequestContext request, @PathParam("kind") String path) {
    ResourceKind kind = AdminAddress.kindOfSchema(path);
    SentResource sent = SentResource.of(kind, RequestBody.object(request));
    return reasons(request, List.of(sent))
        .getFirst()
        .map(reason -> JsonAnswer.error(400, reason))
        .orElseGet(() -> JsonAnswer.of(200, JsonValue.EMPTY_JSON_OBJECT));
  }

  /**
   * Of a whole configuration, {@code {"routes":[…],"services":[…],…}}: 200 with an empty object, or
   * 400 with all that is wrong: {@code {"error_msg","errors":[{"resource_type","resource_id",
   * "index","error"}]}}.
   */
  @POST
  @Path("configs/validate")
  public Response all(@Context ContainerRequestContext request) {
    SentConfiguration sent = SentConfiguration.of(RequestBody.object(request));
    JsonArrayBuilder errors = JsonTree.array();
    List<JsonObject> found = sent.errors(reasons(request, sent.resources()));
    found.forEach(errors::add);
    return found.isEmpty()
        ? JsonAnswer.of(200, JsonValue.EMPTY_JSON_OBJECT)
        : JsonAnswer.of(
            400,
            JsonTree.object()
                .add("error_msg", "Configuration validation failed")
                .add("errors", errors)
                .build());
  }

  /** Why each of them would be refused. */
  private List<Optional<String>> reasons(
      ContainerRequestContext request, List<SentResource> resources) {
    Validate validate =
        new Validate(
            Call.of(request).caller(),
            AdminAddress.group(Parameters.of(request)),
            resources.stream().flatMap(sent -> sent.item().stream()).toList());
    List<Optional<String>> validated = gate.read(validation, validate);
    return SentResource.reasons(resources, validated);
  }
}
