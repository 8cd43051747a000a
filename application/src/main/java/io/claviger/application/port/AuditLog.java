package io.claviger.application.port;

import io.claviger.domain.audit.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The audit log. Entries are added, read, and sequenced into leaves; nothing else. */
public interface AuditLog {
  /** Adds an entry and marks it as pending; in the change's transaction. */
  void append(AuditEntry entry);

  /**
   * Turns the oldest pending entries into leaves, each with the next number.
   *
   * <p>Guarantees: numbers have no gaps and are never given twice, even if two processes try at
   * once: one of them gets a {@code Conflict}.
   *
   * @return how many there were, at most the limit
   */
  int sequence(int limit);

  /** How many entries are pending. */
  long pending();

  /**
   * Newest first.
   *
   * @param page from 1
   */
  Page search(Filter filter, int page, int pageSize);

  /**
   * What must hold of an entry to be found; empty means anything.
   *
   * @param from the first moment
   * @param to the moment after the last
   */
  record Filter(
      Optional<String> action,
      Optional<String> actor,
      Optional<String> resource,
      Optional<String> group,
      Optional<Instant> from,
      Optional<Instant> to) {}

  record Page(List<AuditEntry> entries, long total) {}
}
