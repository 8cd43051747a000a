package io.claviger.adapters.rest.audit;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.audit.GetAuditEntry;
import io.claviger.application.audit.SearchAuditLog;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditSummary;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/** The audit log, newest first. */
@Path("/api/audit_logs")
public final class AuditApi {
  private static final String UUID_TEXT = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final Gate gate;
  private final UseCases useCases;

  public AuditApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(SearchAuditLog search, GetAuditEntry get) {}

  /**
   * {@code event_type}, {@code operator_id}, {@code resource_id} and {@code gateway_group_id} match
   * exactly; {@code start_at} and {@code end_at} are seconds since 1970; {@code page} counts from
   * 1, {@code page_size} is 1 to 500, 20 unless said. A long entry is without its body.
   */
  @GET
  @Takes({
    "event_type",
    "operator_id",
    "resource_id",
    "gateway_group_id",
    "start_at",
    "end_at",
    "page",
    "page_size"
  })
  public Response search(@Context ContainerRequestContext request) {
    Parameters parameters = Parameters.of(request);
    Paging paging = Paging.of(parameters, 1, 500, 20);
    AuditLog.Page found =
        gate.read(
            useCases.search(),
            new SearchAuditLog.Search(
                Call.of(request).caller(), filter(parameters), paging.page(), paging.size()));
    return JsonAnswer.text(200, AuditEntryJson.page(found));
  }

  /** One entry with all of its body. */
  @GET
  @Path("{id}")
  public Response get(@Context ContainerRequestContext request, @PathParam("id") String id) {
    AuditEntry entry =
        gate.read(useCases.get(), new GetAuditEntry.Get(Call.of(request).caller(), entryId(id)));
    return JsonAnswer.text(200, "{\"value\":" + AuditEntryJson.of(AuditSummary.of(entry)) + "}");
  }

  private static UUID entryId(String text) {
    if (!text.matches(UUID_TEXT)) {
      throw notFound("no such audit entry");
    }
    return UUID.fromString(text);
  }

  private static AuditLog.Filter filter(Parameters parameters) {
    return new AuditLog.Filter(
        parameters.text("event_type"),
        parameters.text("operator_id").map(AuditApi::actor),
        parameters.text("resource_id"),
        parameters.text("gateway_group_id"),
        parameters.time("start_at"),
        parameters.time("end_at"));
  }

  /** A bare UUID is a user's; everything else is as the log writes it. */
  private static String actor(String operator) {
    return operator.matches(UUID_TEXT) ? "user:" + operator : operator;
  }
}
