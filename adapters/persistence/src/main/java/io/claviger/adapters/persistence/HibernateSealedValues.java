package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.SealedValueRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.application.port.SealedValues;
import io.claviger.domain.keyring.KeyId;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.util.ArrayList;
import java.util.List;
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

  @Override
  public Map<KeyId, Long> countByKey(Scope scope) {
    return transactions
        .session()
        .createSelectionQuery(
            "select keyId, count(*) from SealedValueRow where id.scope = :scope group by keyId",
            Object[].class)
        .setParameter("scope", scope.value())
        .getResultList()
        .stream()
        .collect(
            Collectors.toMap(
                row -> SealedValueRow.keyId((String) row[0]), row -> (Long) row[1], Long::sum));
  }

  /** {@inheritDoc} The two sides of the key are asked for one by one: each is in the index. */
  @Override
  public List<Stored> notUnder(Scope scope, KeyId key, int limit) {
    List<Stored> found = new ArrayList<>();
    for (String side : List.of("<", ">")) {
      if (found.size() < limit) {
        transactions
            .session()
            .createSelectionQuery(
                "from SealedValueRow where id.scope = :scope and keyId " + side + " :key",
                SealedValueRow.class)
            .setParameter("scope", scope.value())
            .setParameter("key", key.value())
            .setMaxResults(limit - found.size())
            .forUpdate()
            .getResultList()
            .forEach(row -> found.add(row.toStored()));
      }
    }
    return found;
  }

  @Override
  public void reseal(Scope scope, Stored stored, SealedValue resealed) {
    SealedValueRow.Id id =
        new SealedValueRow.Id(scope.value(), stored.kind(), stored.id(), stored.pointer());
    transactions
        .session()
        .replaceWhere(
            "sealed",
            SealedValueRow.of(id, stored.version(), stored.value()),
            SealedValueRow.of(id, stored.version(), resealed));
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
