package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.SslCertificateRow;
import io.claviger.application.port.SslMetadata;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.ssl.CertificateMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.query.CommonQueryContract;

/** What is known of certificates, one row for each. */
public final class HibernateSslMetadata implements SslMetadata {
  private final HibernateUnitOfWork transactions;

  public HibernateSslMetadata(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  private static final String OF_KEY =
      " where id.scope = :scope and id.kind = :kind and id.id = :id";

  @Override
  public List<CertificateMetadata> of(ResourceKey key) {
    var query =
        transactions
            .session()
            .createSelectionQuery(
                "from SslCertificateRow" + OF_KEY + " order by id.place", SslCertificateRow.class);
    bind(query, key);
    return query.getResultList().stream().map(SslCertificateRow::toMetadata).toList();
  }

  @Override
  public void replace(ResourceKey key, List<CertificateMetadata> certificates) {
    var deletion =
        transactions.session().createMutationQuery("delete from SslCertificateRow" + OF_KEY);
    bind(deletion, key);
    deletion.executeUpdate();
    for (int place = 0; place < certificates.size(); place++) {
      transactions.session().insert(SslCertificateRow.of(key, place, certificates.get(place)));
    }
  }

  @Override
  public Map<ResourceKey, List<CertificateMetadata>> all() {
    return transactions
        .session()
        .createSelectionQuery(
            "from SslCertificateRow order by id.scope, id.kind, id.id, id.place",
            SslCertificateRow.class)
        .getResultList()
        .stream()
        .collect(
            Collectors.groupingBy(
                SslCertificateRow::toResourceKey,
                LinkedHashMap::new,
                Collectors.mapping(SslCertificateRow::toMetadata, Collectors.toList())));
  }

  private static void bind(CommonQueryContract query, ResourceKey key) {
    query
        .setParameter("scope", key.scope().value())
        .setParameter("kind", key.kind().path())
        .setParameter("id", key.id().value());
  }
}
