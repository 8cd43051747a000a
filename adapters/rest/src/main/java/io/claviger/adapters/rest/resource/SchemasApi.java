package io.claviger.adapters.rest.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.Schemas;
import io.claviger.application.resource.GetSchemas;
import io.claviger.application.resource.GetSchemas.Subject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** What APISIX of the group's version accepts, as JSON Schema (draft 7). */
@Path("/apisix/admin")
@Takes("gateway_group_id")
public final class SchemasApi {
  private final Gate gate;
  private final GetSchemas schemas;

  public SchemasApi(Gate gate, GetSchemas schemas) {
    this.gate = gate;
    this.schemas = schemas;
  }

  /** Of a kind, by its plural as in addresses, or its singular as APISIX names it. */
  @GET
  @Path("schema/{kind}")
  public Response ofKind(@Context ContainerRequestContext request, @PathParam("kind") String kind) {
    return answer(request, new Subject.OfKind(AdminAddress.kindOfSchema(kind)));
  }

  @GET
  @Path("schema/plugins/{name}")
  @Takes("schema_type")
  public Response ofPlugin(
      @Context ContainerRequestContext request, @PathParam("name") String name) {
    return plugin(request, name);
  }

  /** An array of names; {@code ?subsystem=} is {@code http} or {@code stream}. */
  @GET
  @Path("plugins/list")
  @Takes("subsystem")
  public Response names(@Context ContainerRequestContext request) {
    String subsystem = Parameters.of(request).text("subsystem").orElse("http");
    return answer(
        request,
        new Subject.Names(
            switch (subsystem) {
              case "http" -> Schemas.Subsystem.HTTP;
              case "stream" -> Schemas.Subsystem.STREAM;
              default -> throw invalid("subsystem: http or stream");
            }));
  }

  /** {@code ?schema_type=} is empty, {@code consumer} or {@code metadata}. */
  @GET
  @Path("plugins/{name}")
  @Takes("schema_type")
  public Response plugin(@Context ContainerRequestContext request, @PathParam("name") String name) {
    String type = Parameters.of(request).text("schema_type").orElse("");
    return answer(
        request,
        new Subject.OfPlugin(
            name,
            switch (type) {
              case "" -> Schemas.Part.CONFIGURATION;
              case "consumer" -> Schemas.Part.CONSUMER;
              case "metadata" -> Schemas.Part.METADATA;
              default -> throw invalid("schema_type: consumer or metadata");
            }));
  }

  private Response answer(ContainerRequestContext request, Subject subject) {
    GetSchemas.Get get =
        new GetSchemas.Get(
            Call.of(request).caller(), AdminAddress.group(Parameters.of(request)), subject);
    return JsonAnswer.of(200, gate.read(schemas, get));
  }
}
