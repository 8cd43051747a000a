package io.claviger.domain.audit;

import io.claviger.domain.audit.AuditEntry.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is shown of an {@link AuditEntry}.
 *
 * @param body empty where it is left out because it is long
 */
public record AuditSummary(
    UUID id,
    Instant time,
    String actor,
    String source,
    String action,
    String group,
    String resource,
    Outcome outcome,
    int status,
    String requestId,
    Optional<String> body) {

  /** All of it. */
  public static AuditSummary of(AuditEntry entry) {
    return new AuditSummary(
        entry.id(),
        entry.time(),
        entry.actor(),
        entry.source(),
        entry.action(),
        entry.group(),
        entry.resource(),
        entry.outcome(),
        entry.status(),
        entry.requestId(),
        Optional.of(entry.body()));
  }
}
