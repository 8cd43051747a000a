package io.claviger.adapters.persistence.rows;

import io.claviger.domain.json.JsonTree;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.ssl.CertificateMetadata;
import jakarta.json.JsonArrayBuilder;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** What is known of one certificate of an SSL resource. */
@Entity
@Table(name = "ssl_certificate")
public class SslCertificateRow extends SetRow {
  /**
   * @param place of the certificate's pair in the resource
   */
  @Embeddable
  record Id(String scope, String kind, String id, int place) {}

  @EmbeddedId private Id id;
  private String fingerprint;
  private String serial;
  private String subject;
  private String issuer;
  private String names;
  private String keyAlgorithm;
  private long notBefore;
  private long notAfter;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected SslCertificateRow() {}

  public static SslCertificateRow of(ResourceKey key, int place, CertificateMetadata metadata) {
    SslCertificateRow row = new SslCertificateRow();
    row.id = new Id(key.scope().value(), key.kind().path(), key.id().value(), place);
    row.fingerprint = metadata.fingerprint();
    row.serial = metadata.serial();
    row.subject = metadata.subject();
    row.issuer = metadata.issuer();
    JsonArrayBuilder names = JsonTree.array();
    metadata.names().forEach(names::add);
    row.names = names.build().toString();
    row.keyAlgorithm = metadata.keyAlgorithm();
    row.notBefore = metadata.notBefore().toEpochMilli();
    row.notAfter = metadata.notAfter().toEpochMilli();
    return row;
  }

  public ResourceKey toResourceKey() {
    return new StoredKey(id.scope(), id.kind(), id.id()).toResourceKey();
  }

  public CertificateMetadata toMetadata() {
    return new CertificateMetadata(
        fingerprint,
        serial,
        subject,
        issuer,
        StoredJson.list(names, "certificate of " + id.kind() + "/" + id.id()),
        keyAlgorithm,
        Instant.ofEpochMilli(notBefore),
        Instant.ofEpochMilli(notAfter));
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
