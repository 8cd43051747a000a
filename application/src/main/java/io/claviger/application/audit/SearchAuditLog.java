package io.claviger.application.audit;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;

/** Finds audit entries, newest first. */
public final class SearchAuditLog implements Query<SearchAuditLog.Search, AuditLog.Page> {
  private final AuditLog log;

  public SearchAuditLog(AuditLog log) {
    this.log = log;
  }

  /**
   * @param page from 1
   */
  public record Search(Caller caller, AuditLog.Filter filter, int page, int pageSize)
      implements Command {}

  @Override
  public Action action(Search search) {
    return Action.GET_AUDIT;
  }

  @Override
  public AuditLog.Page execute(Search search, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    return log.search(search.filter(), search.page(), search.pageSize());
  }
}
