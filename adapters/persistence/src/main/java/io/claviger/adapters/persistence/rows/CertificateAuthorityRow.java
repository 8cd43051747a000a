package io.claviger.adapters.persistence.rows;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An authority's certificate. */
@Entity
@Table(name = "certificate_authority")
public class CertificateAuthorityRow extends GuardedRow {
  @Id private String name;
  private String certificate;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
  protected CertificateAuthorityRow() {}

  public static CertificateAuthorityRow of(String name, String certificatePem) {
    CertificateAuthorityRow row = new CertificateAuthorityRow();
    row.name = name;
    row.certificate = certificatePem;
    return row;
  }

  public String toCertificatePem() {
    return certificate;
  }

  @Override
  public String scope() {
    return "system";
  }
}
