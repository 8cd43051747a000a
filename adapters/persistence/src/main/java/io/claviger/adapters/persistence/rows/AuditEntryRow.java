package io.claviger.adapters.persistence.rows;

import io.claviger.domain.audit.AuditEntry;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.hibernate.annotations.Type;

/** An audit entry: its canonical bytes, and copies of all members that are short. */
@Entity
@Table(name = "audit_entry")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class AuditEntryRow {
  private static final int INDEXED_CHARACTERS = 384;

  @Id private String id;

  @Type(LongBytes.class)
  private byte[] canonical;

  /** How long the canonical bytes are. */
  private int bytes;

  private long time;
  private String actor;
  private String source;
  private String action;
  private String gatewayGroup;
  private String resource;
  private String outcome;
  private int status;
  private String requestId;

  /** The database counts it up: a later entry has a higher one. */
  @Column(insertable = false, updatable = false)
  private long ordinal;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AuditEntryRow() {}

  public static AuditEntryRow of(AuditEntry entry) {
    AuditEntryRow row = new AuditEntryRow();
    row.id = entry.id().toString();
    row.canonical = entry.canonicalBytes();
    row.bytes = row.canonical.length;
    row.time = entry.time().toEpochMilli();
    row.actor = indexed(entry.actor());
    row.source = indexed(entry.source());
    row.action = indexed(entry.action());
    row.gatewayGroup = indexed(entry.group());
    row.resource = indexed(entry.resource());
    row.outcome = entry.outcome().text();
    row.status = entry.status();
    row.requestId = indexed(entry.requestId());
    return row;
  }

  /**
   * A text as it stands in the columns to search by: cut to what an index takes, and without
   * U+0000, which PostgreSQL refuses. A refused request may name its target in any way, and its
   * entry must be written all the same.
   */
  public static String indexed(String text) {
    String cut = text.length() > INDEXED_CHARACTERS ? text.substring(0, INDEXED_CHARACTERS) : text;
    return cut.replace('\0', '\uFFFD');
  }

  /** Read from the canonical bytes alone. */
  public AuditEntry toEntry() {
    JsonObject json =
        StoredJson.object(new String(canonical, StandardCharsets.UTF_8), "audit entry " + id);
    return new AuditEntry(
        UUID.fromString(json.getString("id")),
        Instant.ofEpochMilli(json.getJsonNumber("time").longValueExact()),
        json.getString("salt"),
        json.getString("actor"),
        json.getString("source"),
        json.getString("action"),
        json.getString("group"),
        json.getString("resource"),
        AuditEntry.Outcome.valueOf(json.getString("outcome").toUpperCase(Locale.ROOT)),
        json.getInt("status"),
        json.getString("request_id"),
        json.getString("body"));
  }

  public String toId() {
    return id;
  }

  byte[] toLeafHash() {
    return AuditEntry.leafHash(canonical);
  }
}
