package io.claviger.adapters.persistence.rows;

import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An access token. */
@Entity
@Table(name = "access_token")
public class AccessTokenRow extends GuardedRow {
  @Id private String id;
  private String owner;
  private String name;
  private String hash;
  private long createdAt;
  private long expiresAt;

  /** The database counts it up: a later token has a higher one. */
  @Unguarded(Unguarded.COUNTED)
  @Column(insertable = false, updatable = false)
  private long ordinal;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected AccessTokenRow() {}

  public static AccessTokenRow of(AccessToken token) {
    AccessTokenRow row = new AccessTokenRow();
    row.id = token.id().value();
    row.owner = token.owner().toString();
    row.name = token.name();
    row.hash = token.hash().toString();
    row.createdAt = token.createdAt().toEpochMilli();
    row.expiresAt = token.expiresAt().toEpochMilli();
    return row;
  }

  public AccessToken toToken() {
    return new AccessToken(
        new TokenId(id),
        UserId.parse(owner),
        name,
        PasswordHash.parse(hash),
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(expiresAt));
  }

  @Override
  public String scope() {
    return "system";
  }
}
