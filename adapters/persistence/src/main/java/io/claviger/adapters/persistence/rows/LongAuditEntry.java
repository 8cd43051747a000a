package io.claviger.adapters.persistence.rows;

import io.claviger.domain.audit.AuditEntry.Outcome;
import io.claviger.domain.audit.AuditSummary;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The columns of an audit entry beside its canonical bytes, of which the body makes too many. */
public record LongAuditEntry(
    String id,
    long time,
    String actor,
    String source,
    String action,
    String gatewayGroup,
    String resource,
    String outcome,
    int status,
    String requestId) {
  public static final String QUERY =
      "select id, time, actor, source, action, gatewayGroup, resource, outcome, status, requestId"
          + " from AuditEntryRow where id in :ids and bytes > :most";

  public AuditSummary toSummary() {
    return new AuditSummary(
        UUID.fromString(id),
        Instant.ofEpochMilli(time),
        actor,
        source,
        action,
        gatewayGroup,
        resource,
        Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)),
        status,
        requestId,
        Optional.empty());
  }
}
