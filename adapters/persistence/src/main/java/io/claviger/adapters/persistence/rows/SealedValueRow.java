package io.claviger.adapters.persistence.rows;

import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.Type;
import org.jspecify.annotations.Nullable;

/** A sealed value at its place. */
@Entity
@Table(name = "sealed_value")
@SuppressWarnings("UnusedVariable") // Hibernate and queries read them.
public class SealedValueRow extends SetRow {
  /** The place. */
  @Embeddable
  public record Id(String scope, String kind, String id, String pointer) {}

  @EmbeddedId private Id id;
  private String keyId;
  private long version;

  @Type(LongBytes.class)
  private byte[] sealed;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected SealedValueRow() {}

  public static SealedValueRow of(Id id, long version, SealedValue value) {
    SealedValueRow row = new SealedValueRow();
    row.id = id;
    row.keyId = value.key().value();
    row.version = version;
    row.sealed = value.body();
    return row;
  }

  public String toPointer() {
    return id.pointer();
  }

  /** From columns that were read without Hibernate. */
  public static SealedValueRow read(
      Id id, String keyId, long version, byte[] sealed, byte @Nullable [] mac) {
    SealedValueRow row = new SealedValueRow();
    row.id = id;
    row.keyId = keyId;
    row.version = version;
    row.sealed = sealed;
    row.stamp(mac);
    return row;
  }

  public SealedValue toValue() {
    return new SealedValue(keyId(keyId), sealed);
  }

  public SealedValues.Stored toStored() {
    return new SealedValues.Stored(id.kind(), id.id(), id.pointer(), version, toValue());
  }

  /**
   * What is read before the key of the MACs is there may be forged: a key id that is none becomes
   * the one that no key has, so that the value is one that does not open.
   */
  public static KeyId keyId(String stored) {
    return new KeyId(stored.matches(KeyId.FORM) ? stored : "0".repeat(16));
  }

  @Override
  public String scope() {
    return id.scope();
  }

  @Override
  public Object key() {
    return id;
  }

  /** A sealed value opens for its place only, under a key that the root key has wrapped. */
  @Override
  public boolean leadsToTheKey() {
    return scope().equals("system");
  }
}
