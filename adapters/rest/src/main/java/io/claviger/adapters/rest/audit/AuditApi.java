package io.claviger.adapters.rest.audit;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Paging;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.application.audit.SearchAuditLog;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.AuditLog;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The audit log, newest first. */
@Path("/api/audit_logs")
public final class AuditApi {
  private final Gate gate;
  private final SearchAuditLog search;

  public AuditApi(Gate gate, SearchAuditLog search) {
    this.gate = gate;
    this.search = search;
  }

  /**
   * {@code event_type}, {@code operator_id}, {@code resource_id} and {@code gateway_group_id} match
   * exactly; {@code start_at} and {@code end_at} are seconds since 1970; {@code page} counts from
   * 1, {@code page_size} is 1 to 500, 20 unless said.
   */
  @GET
  public Response search(@Context ContainerRequestContext request) {
    Parameters parameters = Parameters.of(request);
    Paging paging = Paging.of(parameters, 1, 500, 20);
    AuditLog.Page found =
        gate.read(
            search,
            new SearchAuditLog.Search(
                Call.of(request).caller(), filter(parameters), paging.page(), paging.size()));
    return JsonAnswer.list(
        found.entries().stream().map(AuditEntryJson::of).toList(), found.total());
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
    return operator.matches("[0-9a-fA-F-]{36}") ? "user:" + operator : operator;
  }
}
