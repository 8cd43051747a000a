package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.CertificateAuthorityRow;
import io.claviger.application.port.CertificateAuthorities;
import java.util.Optional;

/** The authorities' certificates, one row each. */
public final class HibernateCertificateAuthorities implements CertificateAuthorities {
  private final HibernateUnitOfWork transactions;

  public HibernateCertificateAuthorities(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<String> find(String name) {
    return Optional.ofNullable(transactions.session().get(CertificateAuthorityRow.class, name))
        .map(CertificateAuthorityRow::toCertificatePem);
  }

  @Override
  public void add(String name, String certificatePem) {
    transactions.session().insert(CertificateAuthorityRow.of(name, certificatePem));
  }
}
