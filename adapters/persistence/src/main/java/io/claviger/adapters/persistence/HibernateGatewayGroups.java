package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.query.SelectionQuery;

/** The gateway groups, one row each; everything else of a group bears its scope. */
public final class HibernateGatewayGroups implements GatewayGroups {
  private final HibernateUnitOfWork transactions;

  public HibernateGatewayGroups(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  /** Every entity with a scope, and the path to it. */
  private static final Map<String, String> SCOPED =
      Map.of(
          "KeyringRow", "scope",
          "KeyringKeyRow", "id.scope",
          "ConsumerIdentityRow", "identity.scope",
          "ResourceRow", "id.scope",
          "TombstoneRow", "id.scope",
          "ResourceReferenceRow", "id.scope",
          "SealedValueRow", "id.scope",
          "SslCertificateRow", "id.scope",
          "GatewayInstanceRow", "scope",
          "GatewayGroupRow", "scope");

  @Override
  public Optional<GatewayGroup> find(GroupId id) {
    return byId(id).uniqueResultOptional().map(GatewayGroupRow::toGroup);
  }

  @Override
  public List<GatewayGroup> all() {
    try (Stream<GatewayGroupRow> rows =
        transactions
            .session()
            .createSelectionQuery("from GatewayGroupRow order by id", GatewayGroupRow.class)
            .getResultStream()) {
      return rows.map(GatewayGroupRow::toGroup).toList();
    }
  }

  @Override
  public Optional<GatewayGroup> lock(GroupId id) {
    return byId(id)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .uniqueResultOptional()
        .map(GatewayGroupRow::toGroup);
  }

  @Override
  public void save(GatewayGroup group) {
    transactions.session().upsert(GatewayGroupRow.of(group));
  }

  @Override
  public void remove(Scope scope) {
    SCOPED.forEach(
        (entity, path) ->
            transactions
                .session()
                .createMutationQuery("delete from " + entity + " where " + path + " = :scope")
                .setParameter("scope", scope.value())
                .executeUpdate());
  }

  @Override
  public Map<Scope, Revision> revisions() {
    return transactions
        .session()
        .createSelectionQuery("select scope, revision from GatewayGroupRow", Object[].class)
        .getResultList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> new Scope((String) row[0]), row -> new Revision((Long) row[1])));
  }

  private SelectionQuery<GatewayGroupRow> byId(GroupId id) {
    return transactions
        .session()
        .createSelectionQuery("from GatewayGroupRow where id = :id", GatewayGroupRow.class)
        .setParameter("id", id.value());
  }
}
