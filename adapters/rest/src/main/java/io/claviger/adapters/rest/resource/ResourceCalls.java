package io.claviger.adapters.rest.resource;

import static io.claviger.adapters.rest.resource.AdminAddress.group;
import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.noSuchKey;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.application.gate.Gate;
import io.claviger.application.keyring.IntegrityAlarms;
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
import io.claviger.domain.resource.Verb;
import io.claviger.domain.shared.Scope;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;

/**
 * The verbs of the Admin API, for every kind; the paths to them are in the {@code …Api} classes.
 */
public final class ResourceCalls {
  private static final int LEAST_PAGE = 10;
  private static final int MOST_PAGE = 500;

  private final Gate gate;
  private final UseCases useCases;

  public ResourceCalls(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      ListResources list,
      GetResource get,
      PutResource put,
      PatchResource patch,
      DeleteResource delete,
      IntegrityAlarms alarms) {}

  /**
   * {@code {"total","list"}} in ascending order of ids; see {@link Selection} for what can be asked
   * for. All of it, or a {@code page} of {@code page_size} (10 to 500).
   *
   * @param below the start of the ids, or empty text
   */
  Response list(ContainerRequestContext request, ResourceKind kind, String below) {
    Parameters parameters = Parameters.of(request);
    Paging paging = Paging.orAll(parameters, LEAST_PAGE, MOST_PAGE);
    Selection selection = Selection.of(parameters);
    List<Written> all =
        gate.read(
            useCases.list(),
            new ListResources.Listing(Call.of(request).caller(), group(parameters), kind, below));
    if (kind == ResourceKind.CREDENTIAL && all.isEmpty()) {
      throw noSuchKey();
    }
    List<Written> selected =
        all.stream().filter(found -> selection.includes(found.resource().document())).toList();
    List<JsonObject> page = paging.slice(selected).stream().map(ResourceJson::read).toList();
    return JsonAnswer.list(page, selected.size());
  }

  Response get(ContainerRequestContext request, ResourceKind kind, String id) {
    GetResource.Get get =
        new GetResource.Get(Call.of(request).caller(), address(request, kind, id));
    return JsonAnswer.of(200, ResourceJson.read(gate.read(useCases.get(), get)));
  }

  /** 201 where it is new, 200 where it replaces. */
  Response put(ContainerRequestContext request, ResourceKind kind, String id) {
    ResourceId address = kind.id(id);
    return put(request, kind, Optional.of(address), RequestBody.object(request));
  }

  /**
   * The id is in the document.
   *
   * @param below the start of the id, which the document does not say, or empty text
   */
  Response putByDocument(ContainerRequestContext request, ResourceKind kind, String below) {
    JsonObject document = RequestBody.object(request);
    return put(request, kind, Optional.of(kind.id(below + idIn(document, kind))), document);
  }

  private static String idIn(JsonObject document, ResourceKind kind) {
    return switch (document.get(kind.idMember())) {
      case JsonString text -> text.getString();
      case JsonNumber number -> number.toString();
      case null -> throw invalid("missing " + kind.singular() + " " + kind.idMember());
      case JsonValue other -> throw invalid("/" + kind.idMember() + ": expected a string");
    };
  }

  /** Makes the id. */
  Response post(ContainerRequestContext request, ResourceKind kind) {
    return kind.has(Verb.POST)
        ? put(request, kind, Optional.empty(), RequestBody.object(request))
        : AdminAddress.notSupported("POST", kind);
  }

  private Response put(
      ContainerRequestContext request,
      ResourceKind kind,
      Optional<ResourceId> id,
      JsonObject document) {
    Parameters parameters = Parameters.of(request);
    Written written =
        gate.run(
            useCases.put(),
            new PutResource.Put(Call.of(request).caller(), group(parameters), kind, id, document));
    return JsonAnswer.of(
        written.created() ? 201 : 200,
        warned(written.resource().key().scope(), ResourceJson.written(written)));
  }

  /**
   * JSON Merge Patch (RFC 7396), or the replacement of the node that a path leads to.
   *
   * @param path as it was sent, or empty text
   */
  Response patch(ContainerRequestContext request, ResourceKind kind, String id, String path) {
    if (!kind.has(Verb.PATCH)) {
      return AdminAddress.notSupported("PATCH", kind);
    }
    ResourceAddress address = address(request, kind, id);
    JsonValue value = RequestBody.value(request);
    List<String> members = path.isEmpty() ? List.of() : AdminAddress.members(path);
    Written written =
        gate.run(
            useCases.patch(),
            new PatchResource.Patch(Call.of(request).caller(), address, members, value));
    return JsonAnswer.of(
        200, warned(written.resource().key().scope(), ResourceJson.written(written)));
  }

  /** With {@code ?force=true} also one that another resource names. */
  Response delete(ContainerRequestContext request, ResourceKind kind, String id) {
    ResourceKey deleted =
        gate.run(
            useCases.delete(),
            new DeleteResource.Delete(
                Call.of(request).caller(),
                address(request, kind, id),
                Parameters.of(request).isTrue("force")));
    return JsonAnswer.of(200, warned(deleted.scope(), ResourceJson.deleted(deleted)));
  }

  /** With {@code warning_msg} where no gateway gets the change for now; it may be the repair. */
  private JsonObject warned(Scope group, JsonObject answer) {
    return useCases
        .alarms()
        .of(group)
        .map(reason -> ResourceJson.warned(answer, frozen(reason)))
        .orElse(answer);
  }

  private static String frozen(String reason) {
    return "stored, but no gateway gets it yet: this gateway group is frozen at its last good"
        + " configuration, because "
        + reason
        + "; it goes on when the database is repaired";
  }

  private static ResourceAddress address(
      ContainerRequestContext request, ResourceKind kind, String id) {
    return new ResourceAddress(group(Parameters.of(request)), kind, kind.id(id));
  }
}
