package io.claviger.adapters.persistence.rows;

import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.Revision;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

/** A resource, with markers in its document. */
@Entity
@Table(name = "resource")
public class ResourceRow extends SetRow {
  @EmbeddedId private StoredKey id;

  @Type(LongText.class)
  private String document;

  private long createdRevision;
  private long revision;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ResourceRow() {}

  public static ResourceRow of(Resource resource) {
    ResourceRow row = new ResourceRow();
    row.id = StoredKey.of(resource.key());
    row.document = resource.document().toString();
    row.createdRevision = resource.created().value();
    row.revision = resource.revision().value();
    return row;
  }

  public Resource toResource() {
    return new Resource(
        id.toResourceKey(),
        StoredJson.object(document, id.kind() + "/" + id.id()),
        new Revision(createdRevision),
        new Revision(revision));
  }

  /** From columns that were read without Hibernate. */
  public static ResourceRow read(
      StoredKey id, String document, long created, long revision, byte @Nullable [] mac) {
    ResourceRow row = new ResourceRow();
    row.id = id;
    row.document = document;
    row.createdRevision = created;
    row.revision = revision;
    row.stamp(mac);
    return row;
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
