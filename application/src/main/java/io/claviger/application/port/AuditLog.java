package io.claviger.application.port;

import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.audit.AuditSummary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit log. Entries are added, read, and sequenced into leaves; nothing else. */
public interface AuditLog {
  /** An entry of more canonical bytes is listed without its body. */
  int LISTED_BYTES = 4096;

  /** Adds an entry and marks it as pending; in the change's transaction. */
  void append(AuditEntry entry);

  /**
   * Turns the oldest pending entries into leaves, each with the next number.
   *
   * <p>Guarantees: numbers have no gaps and are never given twice, even if two processes try at
   * once: one of them gets a {@code Conflict}.
   *
   * <p>A leaf's hash is what {@link #append} made of the entry, which is not read for it: however
   * long the entries are, this takes little memory.
   *
   * @return how many there were, at most the limit
   */
  int sequence(int limit);

  /** How many entries are pending. */
  long pending();

  /** The whole entry. */
  Optional<AuditEntry> find(UUID id);

  /**
   * Newest first. The body of an entry of more than {@value #LISTED_BYTES} bytes is left out and
   * not read, so that a page takes no more memory than that for each of its entries.
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

  record Page(List<AuditSummary> entries, long total) {}
}
