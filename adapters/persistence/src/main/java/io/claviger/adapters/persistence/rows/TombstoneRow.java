package io.claviger.adapters.persistence.rows;

import io.claviger.domain.resource.Change;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Revision;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is left of a deleted resource. */
@Entity
@Table(name = "tombstone")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class TombstoneRow extends SetRow {
  @EmbeddedId private StoredKey id;
  private long revision;
  private long deletedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected TombstoneRow() {}

  public static TombstoneRow of(ResourceKey key, Revision revision, Instant deletedAt) {
    TombstoneRow row = new TombstoneRow();
    row.id = StoredKey.of(key);
    row.revision = revision.value();
    row.deletedAt = deletedAt.toEpochMilli();
    return row;
  }

  /** From columns that were read without Hibernate. */
  public static TombstoneRow read(
      StoredKey id, long revision, long deletedAt, byte @Nullable [] mac) {
    TombstoneRow row = new TombstoneRow();
    row.id = id;
    row.revision = revision;
    row.deletedAt = deletedAt;
    row.stamp(mac);
    return row;
  }

  public Change.Deleted toDeletion() {
    return new Change.Deleted(id.toResourceKey(), new Revision(revision));
  }

  public Revision toRevision() {
    return new Revision(revision);
  }

  @Override
  public String scope() {
    return id.scope();
  }

  @Override
  public Object key() {
    return id;
  }
}
