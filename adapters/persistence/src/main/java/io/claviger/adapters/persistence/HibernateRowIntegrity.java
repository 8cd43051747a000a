package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.SealedValueRow;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.application.port.Prf;
import io.claviger.application.port.RowIntegrity;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The MACs of rows and the sets of groups; the key of each is derived from one. */
public final class HibernateRowIntegrity implements RowIntegrity {
  /** What a feed reads row by row, and what is opened for its place, is checked when it is read. */
  private static final Set<Class<?>> CHECKED_WHEN_READ =
      Set.of(ResourceRow.class, SealedValueRow.class, TombstoneRow.class);

  private final HibernateUnitOfWork transactions;
  private final Prf prf;
  private final Consumer<Damage> found;

  /**
   * @param found is told of every damaged row that is met, whoever reads it; it must not throw
   */
  public HibernateRowIntegrity(HibernateUnitOfWork transactions, Prf prf, Consumer<Damage> found) {
    this.transactions = transactions;
    this.prf = prf;
    this.found = found;
  }

  @Override
  public void begin(Secret key) {
    transactions.guard(
        new RowGuard(
            new RowMacs(
                transactions.mapping(),
                prf,
                prf.derive(key, LengthPrefixed.encode("claviger/row-mac-key/v1")),
                found),
            new RowSets(prf, prf.derive(key, LengthPrefixed.encode("claviger/row-set-key/v1")))));
  }

  @Override
  public void end() {
    transactions.unguard();
  }

  @Override
  public void verify(Scope scope) {
    GuardedSession session = transactions.session();
    if (scope.equals(Scope.SYSTEM)) {
      verifySystem(session);
    } else {
      verifyGroup(session, scope);
    }
  }

  private void verifyGroup(GuardedSession session, Scope scope) {
    for (RowTable table : transactions.tables()) {
      if (table.isInSets() && !CHECKED_WHEN_READ.contains(table.type())) {
        table.rowsOf(session, scope).getResultList();
      }
    }
    GatewayGroupRow group =
        Optional.ofNullable(session.get(GatewayGroupRow.class, scope.value()))
            .orElseThrow(() -> missing(session, scope));
    if (!isWhole(session, group)) {
      // It may have changed between the two reads. Nobody changes it while its row is held.
      GatewayGroupRow held = session.hold(scope.value());
      if (held != null && !isWhole(session, held)) {
        throw contradiction(session, scope);
      }
    }
  }

  private boolean isWhole(GuardedSession session, GatewayGroupRow group) {
    byte[] sum = session.authentication().sum(group);
    List<byte[]> members = new StoredMacs(transactions.tables(), group.scope()).read(session);
    members.forEach(member -> session.authentication().guard().sets().toggle(sum, member));
    return RowSets.isEmpty(sum);
  }

  private static RefusedException missing(GuardedSession session, Scope scope) {
    return session
        .authentication()
        .guard()
        .macs()
        .damaged(
            scope,
            "gateway_group",
            "the stored row of gateway_group "
                + scope
                + " is missing; compare the database with a backup");
  }

  private static RefusedException contradiction(GuardedSession session, Scope scope) {
    return session
        .authentication()
        .guard()
        .macs()
        .damaged(
            scope,
            "gateway_group",
            "rows of gateway_group "
                + scope
                + " were added, removed or put back outside of Claviger; compare the database with"
                + " a backup");
  }

  /** All are looked at, so that each damaged one is told of. */
  private void verifySystem(GuardedSession session) {
    long damaged =
        transactions.tables().stream()
            .filter(table -> !table.type().equals(GatewayGroupRow.class))
            .mapToLong(
                table -> {
                  var query =
                      table.isInSets() ? table.rowsOf(session, Scope.SYSTEM) : table.all(session);
                  return query.damagedResults();
                })
            .sum();
    if (damaged > 0) {
      throw RefusedException.damaged(
          damaged
              + " stored rows were changed outside of Claviger; compare the database with a backup");
    }
  }
}
