package io.claviger.adapters.persistence;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.application.port.GatewayGroups;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.keyring.WireKeyring;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateway groups, one row each; everything else of a group bears its scope. */
public final class HibernateGatewayGroups implements GatewayGroups {
  private final HibernateUnitOfWork transactions;

  public HibernateGatewayGroups(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  /** Every entity with a scope, and the path to it. */
  private static final Map<String, String> SCOPED =
      Map.ofEntries(
          Map.entry("KeyringRow", "scope"),
          Map.entry("KeyringKeyRow", "id.scope"),
          Map.entry("WireKeyRow", "id.scope"),
          Map.entry("ReencryptionRow", "scope"),
          Map.entry("ConsumerIdentityRow", "identity.scope"),
          Map.entry("ResourceRow", "id.scope"),
          Map.entry("TombstoneRow", "id.scope"),
          Map.entry("ResourceReferenceRow", "id.scope"),
          Map.entry("SealedValueRow", "id.scope"),
          Map.entry("SslCertificateRow", "id.scope"),
          Map.entry("GatewayInstanceRow", "scope"),
          Map.entry("GatewayGroupRow", "scope"));

  @Override
  public Optional<GatewayGroup> find(GroupId id) {
    return byId(id).uniqueResultOptional().map(GatewayGroupRow::toGroup);
  }

  @Override
  public List<GatewayGroup> all() {
    return transactions
        .session()
        .createSelectionQuery("from GatewayGroupRow order by id", GatewayGroupRow.class)
        .getResultList()
        .stream()
        .map(GatewayGroupRow::toGroup)
        .toList();
  }

  @Override
  public Optional<GatewayGroup> lock(GroupId id) {
    return byId(id).forUpdate().uniqueResultOptional().map(GatewayGroupRow::toGroup);
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
                .deleteWithGroup(
                    "delete from " + entity + " where " + path + " = :scope", scope.value()));
  }

  @Override
  public List<Head> heads() {
    Stream<Object[]> groups =
        transactions
            .session()
            .createSelectionQuery("select scope, id, revision from GatewayGroupRow", Object[].class)
            .getResultList()
            .stream();
    Stream<Object[]> orphans =
        transactions
            .session()
            .createSelectionQuery(
                "select k.scope, k.scope, 0L from KeyringRow k where k.scope <> 'system' and not"
                    + " exists (select 1 from GatewayGroupRow g where g.scope = k.scope)",
                Object[].class)
            .getResultList()
            .stream();
    Map<String, WireKeyring.Version> wireKeyrings = wireKeyrings();
    return Stream.concat(groups, orphans).flatMap(row -> head(row, wireKeyrings)).toList();
  }

  /** By scope. */
  private Map<String, WireKeyring.Version> wireKeyrings() {
    return transactions
        .session()
        .createSelectionQuery("select id.scope, id.keyId, state from WireKeyRow", Object[].class)
        .getResultList()
        .stream()
        .collect(
            groupingBy(
                row -> (String) row[0],
                collectingAndThen(
                    mapping(
                        row -> WireKeyring.Version.part((String) row[1], (String) row[2]),
                        toList()),
                    WireKeyring.Version::of)));
  }

  /** Of a forged row as much as can be; what has no scope is of no group. */
  private static Stream<Head> head(Object[] row, Map<String, WireKeyring.Version> wireKeyrings) {
    try {
      Scope scope = new Scope((String) row[0]);
      WireKeyring.Version wireKeyring =
          wireKeyrings.getOrDefault(scope.value(), WireKeyring.Version.NONE);
      return Stream.of(head(scope, (String) row[1], (Long) row[2], wireKeyring));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static Head head(Scope scope, String id, long revision, WireKeyring.Version wireKeyring) {
    try {
      return new Head(scope, new GroupId(id), new Revision(revision), wireKeyring);
    } catch (RefusedException | IllegalArgumentException e) {
      return new Head(scope, new GroupId(scope.value()), Revision.NONE, wireKeyring);
    }
  }

  private GuardedQuery<GatewayGroupRow> byId(GroupId id) {
    return transactions
        .session()
        .createSelectionQuery("from GatewayGroupRow where id = :id", GatewayGroupRow.class)
        .setParameter("id", id.value());
  }
}
