package io.claviger.adapters.rest.resource;

import static io.claviger.adapters.rest.resource.AdminAddress.group;
import static io.claviger.adapters.rest.resource.AdminAddress.kind;
import static io.claviger.adapters.rest.resource.AdminAddress.notSupported;
import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.application.gate.Gate;
import io.claviger.application.resource.DeleteResource;
import io.claviger.application.resource.GetResource;
import io.claviger.application.resource.ListResources;
import io.claviger.application.resource.PatchResource;
import io.claviger.application.resource.PutResource;
import io.claviger.application.resource.ResourceAddress;
import io.claviger.application.resource.Written;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
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
import java.util.List;
import java.util.Optional;

/**
 * The Admin API of APISIX, for the gateway group that {@code ?gateway_group_id=} names, or {@code
 * default}. Secrets are read as markers, and a marker that is sent back keeps what it stands for.
 */
@Path("/apisix/admin")
public final class ResourcesApi {
  private static final int LEAST_PAGE = 10;
  private static final int MOST_PAGE = 500;

  private final Gate gate;
  private final UseCases useCases;

  public ResourcesApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      ListResources list,
      GetResource get,
      PutResource put,
      PatchResource patch,
      DeleteResource delete) {}

  /** Tells without a credential that this is an Admin API. */
  @HEAD
  public Response exists() {
    return Response.ok().build();
  }

  /**
   * {@code {"total","list"}} in ascending order of ids; see {@link Selection} for what can be asked
   * for. All of it, or a {@code page} of {@code page_size} (10 to 500).
   */
  @GET
  @Path("{kind}")
  public Response list(
      @Context ContainerRequestContext request, @PathParam("kind") String kindPath) {
    Parameters parameters = Parameters.of(request);
    Paging paging = Paging.orAll(parameters, LEAST_PAGE, MOST_PAGE);
    Selection selection = Selection.of(parameters);
    List<Written> selected =
        gate
            .read(
                useCases.list(),
                new ListResources.Listing(
                    Call.of(request).caller(), group(parameters), kind(kindPath)))
            .stream()
            .filter(found -> selection.includes(found.resource().document()))
            .toList();
    List<JsonObject> page = paging.slice(selected).stream().map(ResourceJson::read).toList();
    return JsonAnswer.list(page, selected.size());
  }

  @GET
  @Path("{kind}/{id}")
  public Response get(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kindPath,
      @PathParam("id") String id) {
    GetResource.Get get =
        new GetResource.Get(
            Call.of(request).caller(), AdminAddress.resource(Parameters.of(request), kindPath, id));
    return JsonAnswer.of(200, ResourceJson.read(gate.read(useCases.get(), get)));
  }

  /** The id is in the document, as for consumers it always is: their {@code username}. */
  @PUT
  @Path("{kind}")
  public Response putByDocument(
      @Context ContainerRequestContext request, @PathParam("kind") String kindPath) {
    ResourceKind kind = kind(kindPath);
    JsonObject document = RequestBody.object(request);
    return put(request, kind, Optional.of(idIn(document, kind)), document);
  }

  private static ResourceId idIn(JsonObject document, ResourceKind kind) {
    return switch (document.get(kind.idMember())) {
      case JsonString text -> new ResourceId(text.getString());
      case JsonNumber number -> new ResourceId(number.toString());
      case null -> throw invalid("missing " + kind.singular() + " " + kind.idMember());
      case JsonValue other -> throw invalid("/" + kind.idMember() + ": expected a string");
    };
  }

  /** 201 where it is new, 200 where it replaces. */
  @PUT
  @Path("{kind}/{id}")
  public Response put(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kindPath,
      @PathParam("id") String id) {
    ResourceKind kind = kind(kindPath);
    ResourceId address = new ResourceId(id);
    return put(request, kind, Optional.of(address), RequestBody.object(request));
  }

  /** Makes the id. */
  @POST
  @Path("{kind}")
  public Response post(
      @Context ContainerRequestContext request, @PathParam("kind") String kindPath) {
    ResourceKind kind = kind(kindPath);
    return kind.has(ResourceKind.Verb.POST)
        ? put(request, kind, Optional.empty(), RequestBody.object(request))
        : notSupported("POST", kind);
  }

  private Response put(
      ContainerRequestContext request,
      ResourceKind kind,
      Optional<ResourceId> id,
      JsonObject document) {
    Parameters parameters = Parameters.of(request);
    if (parameters.text("ttl").isPresent()) {
      throw invalid("ttl: resources that end by themselves are not supported; leave it out");
    }
    Written written =
        gate.run(
            useCases.put(),
            new PutResource.Put(Call.of(request).caller(), group(parameters), kind, id, document));
    return JsonAnswer.of(written.created() ? 201 : 200, ResourceJson.written(written));
  }

  /** JSON Merge Patch (RFC 7396). */
  @PATCH
  @Path("{kind}/{id}")
  public Response patch(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kindPath,
      @PathParam("id") String id) {
    return patch(request, kindPath, id, "");
  }

  /** Replaces the node that the path leads to. */
  @PATCH
  @Path("{kind}/{id}/{path: .+}")
  public Response patchNode(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kindPath,
      @PathParam("id") String id) {
    String path = request.getUriInfo().getPathParameters(false).getFirst("path");
    return patch(request, kindPath, id, path);
  }

  private Response patch(ContainerRequestContext request, String kindPath, String id, String path) {
    ResourceAddress address = AdminAddress.resource(Parameters.of(request), kindPath, id);
    if (!address.kind().has(ResourceKind.Verb.PATCH)) {
      return notSupported("PATCH", address.kind());
    }
    JsonValue value = RequestBody.value(request);
    List<String> members = path.isEmpty() ? List.of() : AdminAddress.members(path);
    Written written =
        gate.run(
            useCases.patch(),
            new PatchResource.Patch(Call.of(request).caller(), address, members, value));
    return JsonAnswer.of(200, ResourceJson.written(written));
  }

  /** With {@code ?force=true} also one that another resource names. */
  @DELETE
  @Path("{kind}/{id}")
  public Response delete(
      @Context ContainerRequestContext request,
      @PathParam("kind") String kindPath,
      @PathParam("id") String id) {
    Parameters parameters = Parameters.of(request);
    ResourceKey deleted =
        gate.run(
            useCases.delete(),
            new DeleteResource.Delete(
                Call.of(request).caller(),
                AdminAddress.resource(parameters, kindPath, id),
                parameters.isTrue("force")));
    return JsonAnswer.of(200, ResourceJson.deleted(deleted));
  }
}
