package io.claviger.adapters.persistence.rows;

import io.claviger.domain.keyring.Reencryption;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last request to move a scope's sealed values to its primary key. */
@Entity
@Table(name = "reencryption")
public class ReencryptionRow extends SetRow {
  @Id private String scope;
  private String state;
  private long total;
  private long startedAt;
  private @Nullable Long endedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ReencryptionRow() {}

  public static ReencryptionRow of(Reencryption reencryption) {
    ReencryptionRow row = new ReencryptionRow();
    row.scope = reencryption.scope().value();
    row.state = text(reencryption.state());
    row.total = reencryption.total();
    row.startedAt = reencryption.startedAt().toEpochMilli();
    row.endedAt = reencryption.endedAt().map(Instant::toEpochMilli).orElse(null);
    return row;
  }

  public Reencryption toReencryption() {
    return new Reencryption(
        new Scope(scope),
        Reencryption.State.valueOf(state.toUpperCase(Locale.ROOT)),
        total,
        Instant.ofEpochMilli(startedAt),
        Optional.ofNullable(endedAt).map(Instant::ofEpochMilli));
  }

  /** A state as it is stored. */
  public static String text(Reencryption.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String scope() {
    return scope;
  }

  @Override
  public Object key() {
    return scope;
  }
}
