package io.claviger.adapters.persistence.rows;

import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.seal.Custody;
import io.claviger.domain.seal.WrappedRootKey;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** The wrapped root key; there is one row at most. */
@Entity
@Table(name = "root_key")
public class RootKeyRow extends GuardedRow {
  /** The primary key, always this. */
  public static final int ONLY = 1;

  @Id private int onlyRow;
  private String keyId;
  private String sealType;

  /** Of shares, and 0 where there are none. */
  private int threshold;

  /** Of the shares, with spaces between them. */
  private String shareHashes;

  private byte[] wrapped;
  private long createdAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected RootKeyRow() {}

  public static RootKeyRow of(WrappedRootKey rootKey) {
    RootKeyRow row = new RootKeyRow();
    row.onlyRow = ONLY;
    row.keyId = rootKey.id().value();
    row.sealType = rootKey.custody().type();
    switch (rootKey.custody()) {
      case Custody.KeyFile() -> row.shareHashes = "";
      case Custody.Shares(int threshold, List<String> hashes) -> {
        row.threshold = threshold;
        row.shareHashes = String.join(" ", hashes);
      }
    }
    row.wrapped = rootKey.wrapped();
    row.createdAt = rootKey.createdAt().toEpochMilli();
    return row;
  }

  /**
   * @throws IllegalArgumentException if no custody is so: the row can be read before its MAC can be
   *     checked
   */
  public WrappedRootKey toRootKey() {
    return new WrappedRootKey(
        new KeyId(keyId), toCustody(), wrapped, Instant.ofEpochMilli(createdAt));
  }

  private Custody toCustody() {
    return switch (sealType) {
      case Custody.KeyFile.TYPE -> new Custody.KeyFile();
      case Custody.Shares.TYPE -> new Custody.Shares(threshold, List.of(shareHashes.split(" ")));
      default -> throw new IllegalArgumentException("unknown type of seal");
    };
  }

  @Override
  public String scope() {
    return "system";
  }

  /** The seal authenticates it: it has wrapped the root key for this custody. */
  @Override
  public boolean leadsToTheKey() {
    return true;
  }
}
