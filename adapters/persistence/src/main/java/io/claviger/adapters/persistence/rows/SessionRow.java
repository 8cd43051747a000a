package io.claviger.adapters.persistence.rows;

import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A browser's session. */
@Entity
@Table(name = "session")
public class SessionRow extends GuardedRow {
  @Id private String idHash;
  private String owner;
  private long createdAt;
  private long lastUsedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected SessionRow() {}

  public static SessionRow of(Session session) {
    SessionRow row = new SessionRow();
    row.idHash = session.idHash();
    row.owner = session.user().toString();
    row.createdAt = session.createdAt().toEpochMilli();
    row.lastUsedAt = session.lastUsedAt().toEpochMilli();
    return row;
  }

  public Session toSession() {
    return new Session(
        idHash,
        UserId.parse(owner),
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(lastUsedAt));
  }

  @Override
  public String scope() {
    return "system";
  }
}
