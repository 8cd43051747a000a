package io.claviger.adapters.persistence.rows;

import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Revision;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** What is left of a deleted resource. */
@Entity
@Table(name = "tombstone")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class TombstoneRow {
  @EmbeddedId private StoredKey id;
  private long revision;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected TombstoneRow() {}

  public static TombstoneRow of(ResourceKey key, Revision revision) {
    TombstoneRow row = new TombstoneRow();
    row.id = StoredKey.of(key);
    row.revision = revision.value();
    return row;
  }
}
