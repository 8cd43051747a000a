package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayInstanceRow;
import io.claviger.application.port.GatewayInstances;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GatewayInstance.Sighting;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.shared.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data planes, one row each. */
public final class HibernateGatewayInstances implements GatewayInstances {
  private final HibernateUnitOfWork transactions;

  public HibernateGatewayInstances(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  /** How many ids one statement asks for; PostgreSQL takes at most 65,535 parameters. */
  private static final int CHUNK = 1_000;

  @Override
  public Optional<GatewayInstance> find(InstanceId id) {
    return Optional.ofNullable(transactions.session().get(GatewayInstanceRow.class, id.toString()))
        .map(GatewayInstanceRow::toInstance);
  }

  @Override
  public List<GatewayInstance> of(Scope scope) {
    return transactions
        .session()
        .createSelectionQuery(
            "from GatewayInstanceRow where scope = :scope order by ordinal",
            GatewayInstanceRow.class)
        .setParameter("scope", scope.value())
        .getResultList()
        .stream()
        .map(GatewayInstanceRow::toInstance)
        .toList();
  }

  @Override
  public void add(GatewayInstance instance) {
    transactions.session().insert(GatewayInstanceRow.of(instance));
  }

  @Override
  public void revoke(InstanceId id, Instant now) {
    GatewayInstanceRow row = transactions.session().get(GatewayInstanceRow.class, id.toString());
    if (row != null) {
      row.revoke(now);
      transactions.session().update(row);
    }
  }

  @Override
  public int removeExpiredBefore(Scope scope, Instant moment, int most) {
    GuardedSession session = transactions.session();
    List<GatewayInstanceRow> expired =
        session
            .createSelectionQuery(
                "from GatewayInstanceRow where scope = :scope and expiresAt < :moment"
                    + " order by ordinal",
                GatewayInstanceRow.class)
            .setParameter("scope", scope.value())
            .setParameter("moment", moment.toEpochMilli())
            .setMaxResults(most)
            .getResultList();
    expired.forEach(session::delete);
    return expired.size();
  }

  @Override
  public Set<InstanceId> stillValid(Set<InstanceId> ids) {
    List<String> asked = ids.stream().map(InstanceId::toString).toList();
    Set<InstanceId> valid = new HashSet<>();
    for (int from = 0; from < asked.size(); from += CHUNK) {
      valid.addAll(unrevoked(asked.subList(from, Math.min(asked.size(), from + CHUNK))));
    }
    return valid;
  }

  @Override
  public void gave(InstanceId id, KeyId wireKey) {
    GatewayInstanceRow row = transactions.session().get(GatewayInstanceRow.class, id.toString());
    if (row != null && row.gave(wireKey)) {
      transactions.session().update(row);
    }
  }

  @Override
  public void saw(Map<InstanceId, Sighting> sightings) {
    transactions.session().write(connection -> update(connection, sightings));
  }

  private List<InstanceId> unrevoked(List<String> ids) {
    return transactions
        .session()
        .createSelectionQuery(
            "from GatewayInstanceRow where id in :ids and revokedAt is null",
            GatewayInstanceRow.class)
        .setParameterList("ids", ids)
        .intactResults()
        .stream()
        .map(GatewayInstanceRow::instanceId)
        .toList();
  }

  private static void update(Connection connection, Map<InstanceId, Sighting> sightings)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update gateway_instance"
                + " set last_address = ?, last_since = ?, last_at = ?, last_revision = ?"
                + " where id = ?")) {
      List<Map.Entry<InstanceId, Sighting>> inOrder = new ArrayList<>(sightings.entrySet());
      // Two processes that lock the same rows in the same order do not deadlock.
      inOrder.sort(Map.Entry.comparingByKey(Comparator.comparing(InstanceId::toString)));
      for (Map.Entry<InstanceId, Sighting> entry : inOrder) {
        addUpdate(statement, entry.getKey(), entry.getValue());
      }
      statement.executeBatch();
    }
  }

  private static void addUpdate(PreparedStatement statement, InstanceId id, Sighting sighting)
      throws SQLException {
    statement.setString(1, sighting.address());
    statement.setLong(2, sighting.since().toEpochMilli());
    statement.setLong(3, sighting.at().toEpochMilli());
    statement.setLong(4, sighting.delivered().value());
    statement.setString(5, id.toString());
    statement.addBatch();
  }
}
