package io.claviger.application.audit;

import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Query;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.audit.AuditEntry;
import java.util.UUID;

/** Reads one audit entry, however long it is. */
public final class GetAuditEntry implements Query<GetAuditEntry.Get, AuditEntry> {
  private final AuditLog log;

  public GetAuditEntry(AuditLog log) {
    this.log = log;
  }

  public record Get(Caller caller, UUID id) implements Command {}

  @Override
  public Action action(Get get) {
    return Action.GET_AUDIT;
  }

  @Override
  public AuditEntry execute(Get get, Permit permit) {
    permit.require(Arn.ORGANIZATION);
    return log.find(get.id()).orElseThrow(() -> notFound("no such audit entry"));
  }
}
