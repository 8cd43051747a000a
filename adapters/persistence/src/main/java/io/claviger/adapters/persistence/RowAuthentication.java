package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.domain.shared.RefusedException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Stamps the rows of one session, and checks them. Nothing passes while the key is not there. */
final class RowAuthentication {
  private final SharedSessionContractImplementor session;
  private final Supplier<Optional<RowGuard>> guard;

  RowAuthentication(SharedSessionContractImplementor session, Supplier<Optional<RowGuard>> guard) {
    this.session = session;
    this.guard = guard;
  }

  /**
   * @throws RefusedException with {@code Unavailable} without the key
   */
  RowGuard guard() {
    return guard.get().orElseThrow(RowAuthentication::withoutKey);
  }

  private static RefusedException withoutKey() {
    return RefusedException.unavailable("the program is sealed: unseal it");
  }

  void stamp(GuardedRow row) {
    guard().macs().stamp(row, session);
  }

  /**
   * @throws RefusedException with {@code Damaged}
   */
  void check(GuardedRow row) {
    Optional<RowGuard> present = guard.get();
    if (present.isPresent()) {
      present.get().macs().check(row, session);
    } else if (!row.leadsToTheKey()) {
      throw withoutKey();
    }
  }

  /** As {@link #check}, of whatever a query gives; what is damaged is told, and not thrown. */
  boolean isIntact(@Nullable Object row) {
    if (row instanceof Object[] together) {
      return Arrays.stream(together).allMatch(this::isIntact);
    }
    if (!(row instanceof GuardedRow guarded) || guard().macs().isIntact(guarded, session)) {
      return true;
    }
    guard().macs().damaged(guarded, session);
    return false;
  }

  /**
   * The sum of the set that a group's row tells of.
   *
   * @throws RefusedException with {@code Damaged} if it tells of none
   */
  byte[] sum(GatewayGroupRow group) {
    return Optional.ofNullable(group.resourceSet())
        .flatMap(guard().sets()::sum)
        .orElseThrow(() -> guard().macs().damaged(group, session));
  }
}
