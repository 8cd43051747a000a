package io.claviger.adapters.persistence.rows;

import io.claviger.application.port.ConsumerIdentities.Marked;
import io.claviger.domain.resource.ResourceKey;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** By what a plugin knows a consumer or a credential. */
@Entity
@Table(name = "consumer_identity")
public class ConsumerIdentityRow extends SetRow {
  /** What is unique. */
  @Embeddable
  public record Id(String scope, String plugin, String mark) {}

  @EmbeddedId private Id identity;

  private String kind;

  @Column(name = "id")
  private String owner;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected ConsumerIdentityRow() {}

  public static ConsumerIdentityRow of(ResourceKey owner, Marked identity) {
    ConsumerIdentityRow row = new ConsumerIdentityRow();
    row.identity = new Id(owner.scope().value(), identity.plugin(), identity.mark());
    row.kind = owner.kind().path();
    row.owner = owner.id().value();
    return row;
  }

  @Override
  public String scope() {
    return identity.scope();
  }

  @Override
  public Object key() {
    return identity;
  }

  public ResourceKey toOwner() {
    return new StoredKey(identity.scope(), kind, owner).toResourceKey();
  }
}
