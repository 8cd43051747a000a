package io.claviger.adapters.persistence.rows;

import io.claviger.domain.access.Role;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.User;
import io.claviger.domain.credential.UserId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An administrator. */
@Entity
@Table(name = "app_user")
public class UserRow extends GuardedRow {
  @Id private String id;
  private String nameHash;
  private String passwordHash;
  private @Nullable Long passwordExpiresAt;
  private String role;
  private long createdAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected UserRow() {}

  public static UserRow of(User user) {
    UserRow row = new UserRow();
    row.id = user.id().toString();
    row.nameHash = user.nameHash();
    row.passwordHash = user.password().toString();
    row.passwordExpiresAt = user.passwordExpiresAt().map(Instant::toEpochMilli).orElse(null);
    row.role = user.role().text();
    row.createdAt = user.createdAt().toEpochMilli();
    return row;
  }

  public User toUser() {
    return new User(
        UserId.parse(id),
        nameHash,
        PasswordHash.parse(passwordHash),
        Optional.ofNullable(passwordExpiresAt).map(Instant::ofEpochMilli),
        Role.parse(role),
        Instant.ofEpochMilli(createdAt));
  }

  @Override
  public String scope() {
    return "system";
  }
}
