package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.SealedValueRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.util.Map;
import java.util.stream.Collectors;

/** The sealed values, one row each. */
public final class HibernateSealedValues implements SealedValues {
  private final HibernateUnitOfWork transactions;

  public HibernateSealedValues(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  /** What an index entry of PostgreSQL holds, even where each character takes four bytes. */
  private static final int MAX_POINTER = 512;

  @Override
  public Map<String, SealedValue> of(Scope scope, String kind, String id) {
    return rows(scope, kind, id).getResultList().stream()
        .collect(Collectors.toMap(SealedValueRow::toPointer, SealedValueRow::toValue));
  }

  @Override
  public void replace(
      Scope scope, String kind, String id, long version, Map<String, SealedValue> byPointer) {
    if (byPointer.keySet().stream().anyMatch(pointer -> pointer.length() > MAX_POINTER)) {
      throw RefusedException.invalid(
          "a secret's place, as a JSON Pointer, is longer than " + MAX_POINTER + " characters");
    }
    transactions
        .session()
        .replaceAll(
            new StoredKey(scope.value(), kind, id),
            SealedValueRow.class,
            rows(scope, kind, id),
            byPointer.entrySet().stream()
                .map(
                    entry ->
                        SealedValueRow.of(
                            new SealedValueRow.Id(scope.value(), kind, id, entry.getKey()),
                            version,
                            entry.getValue()))
                .toList());
  }

  private GuardedQuery<SealedValueRow> rows(Scope scope, String kind, String id) {
    return transactions
        .session()
        .createSelectionQuery(
            "from SealedValueRow where id.scope = :scope and id.kind = :kind and id.id = :id",
            SealedValueRow.class)
        .setParameter("scope", scope.value())
        .setParameter("kind", kind)
        .setParameter("id", id);
  }
}
