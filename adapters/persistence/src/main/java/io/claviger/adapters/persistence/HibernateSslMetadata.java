package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.SslCertificateRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.application.port.SslMetadata;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.ssl.CertificateMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is known of certificates, one row for each. */
public final class HibernateSslMetadata implements SslMetadata {
  private final HibernateUnitOfWork transactions;

  public HibernateSslMetadata(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<CertificateMetadata> of(ResourceKey key) {
    return rows(key).getResultList().stream().map(SslCertificateRow::toMetadata).toList();
  }

  @Override
  public void replace(ResourceKey key, List<CertificateMetadata> certificates) {
    transactions
        .session()
        .replaceAll(
            StoredKey.of(key),
            SslCertificateRow.class,
            rows(key),
            IntStream.range(0, certificates.size())
                .mapToObj(place -> SslCertificateRow.of(key, place, certificates.get(place)))
                .toList());
  }

  @Override
  public Map<ResourceKey, List<CertificateMetadata>> all() {
    return transactions
        .session()
        .createSelectionQuery(
            "from SslCertificateRow order by id.scope, id.kind, id.id, id.place",
            SslCertificateRow.class)
        .intactResults()
        .stream()
        .collect(
            Collectors.groupingBy(
                SslCertificateRow::toResourceKey,
                LinkedHashMap::new,
                Collectors.mapping(SslCertificateRow::toMetadata, Collectors.toList())));
  }

  private GuardedQuery<SslCertificateRow> rows(ResourceKey key) {
    return transactions
        .session()
        .createSelectionQuery(
            "from SslCertificateRow"
                + " where id.scope = :scope and id.kind = :kind and id.id = :id"
                + " order by id.place",
            SslCertificateRow.class)
        .setParameter("scope", key.scope().value())
        .setParameter("kind", key.kind().path())
        .setParameter("id", key.id().value());
  }
}
