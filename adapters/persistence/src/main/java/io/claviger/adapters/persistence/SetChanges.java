package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.domain.shared.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a transaction has still to add to the sets of groups, by scope. */
final class SetChanges {
  private final Map<String, byte[]> sums = new HashMap<>();

  void toggle(RowSets sets, String scope, byte[] mac) {
    sets.toggle(sums.computeIfAbsent(scope, absent -> RowSets.empty()), mac);
  }

  /** The scopes whose sets have to follow. Rows of the system are in none. */
  List<String> scopes() {
    return sums.entrySet().stream()
        .filter(
            entry ->
                !RowSets.isEmpty(entry.getValue()) && !entry.getKey().equals(Scope.SYSTEM.value()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Lets the hash in a group's row follow.
   *
   * @param before the sum that it had; is changed
   */
  void moveInto(GatewayGroupRow group, RowSets sets, byte[] before) {
    RowSets.add(before, sums.getOrDefault(group.scope(), RowSets.empty()));
    sums.remove(group.scope());
    group.setResourceSet(sets.hash(before));
  }

  void forget(String scope) {
    sums.remove(scope);
  }

  void forgetAll() {
    sums.clear();
  }
}
