package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.adapters.persistence.rows.LongBytes;
import io.claviger.adapters.persistence.rows.LongText;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.SealedValueRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.application.port.Resources.Changes;
import io.claviger.domain.keyring.SealedValue;
import io.claviger.domain.resource.Change;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * What changed in a scope after a revision, and up to where deletions are forgotten, read by one
 * statement: at READ COMMITTED two statements may see two states, and a feed that went by the later
 * one would lose the changes between them. The second of them is read unchecked.
 *
 * @param upTo the newest revision that the scope is known to have; what is later may be left out
 */
record ChangesQuery(Scope scope, Revision after, Revision upTo, Consumer<GuardedRow> check) {
  /**
   * How many revisions are named one by one. Of a range PostgreSQL does not know beforehand how
   * much is in it, and makes a new plan each time, which takes longer than to carry it out.
   */
  private static final int FEW = 8;

  /**
   * What is forgotten has revision 0, and so comes first; then all in the order of revisions, and
   * of one in the order of the parts: the sealed values of a resource come right before it. "since"
   * is the revision that made a resource, or the moment of a deletion.
   */
  private static final String SQL =
      """
      select r.kind, r.id, r.revision, 1 as part,
        s.pointer, s.key_id, s.sealed, null as document, 0 as since, s.version, s.mac
      from resource r
      join sealed_value s on s.scope = r.scope and s.kind = r.kind and s.id = r.id
      where r.scope = ? and r.revision %1$s
      union all
      select kind, id, revision, 2, null, null, null, document, created_revision, 0, mac
      from resource where scope = ? and revision %1$s
      union all
      select kind, id, revision, 3, null, null, null, null, deleted_at, 0, mac
      from tombstone where scope = ? and revision %1$s
      union all
      select null, null, 0, 0, null, null, null, null, pruned_revision, 0, null
      from gateway_group where scope = ?
      order by 3, 4
      """;

  private static final String OF_RANGE = SQL.formatted("> ?");
  private static final String OF_FEW = SQL.formatted("in (" + "?, ".repeat(FEW - 1) + "?)");

  private static final int PARTS = 3;
  private static final int PRUNED = 0;
  private static final int SEALED = 1;
  private static final int RESOURCE = 2;

  Changes run(Connection connection) throws SQLException {
    if (isFew()) {
      Changes few = run(connection, OF_FEW, few());
      // Where one is missing, its key was changed again, maybe by now beyond the last of them.
      if (few.changes().size() == upTo.value() - after.value()) {
        return few;
      }
    }
    return run(connection, OF_RANGE, new long[] {after.value()});
  }

  /** Who wants everything is to see what is beyond any revision, too. */
  private boolean isFew() {
    return after.isAfter(Revision.NONE)
        && upTo.isAfter(after)
        && upTo.value() - after.value() <= FEW;
  }

  /** The last one again where there are fewer. */
  private long[] few() {
    return LongStream.rangeClosed(1, FEW)
        .map(step -> Math.min(after.value() + step, upTo.value()))
        .toArray();
  }

  private Changes run(Connection connection, String sql, long[] revisions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int position = 1;
      for (int part = 0; part < PARTS; part++) {
        statement.setString(position++, scope.value());
        for (long revision : revisions) {
          statement.setLong(position++, revision);
        }
      }
      statement.setString(position, scope.value());
      try (ResultSet rows = statement.executeQuery()) {
        return changes(rows);
      }
    }
  }

  private Changes changes(ResultSet row) throws SQLException {
    List<Change> changes = new ArrayList<>();
    Revision pruned = Revision.NONE;
    Map<String, SealedValue> sealed = new LinkedHashMap<>();
    while (row.next()) {
      switch (row.getInt(4)) {
        case PRUNED -> pruned = new Revision(row.getLong(9));
        case SEALED -> {
          SealedValueRow value = sealedValue(row);
          sealed.put(value.toPointer(), value.toValue());
        }
        case RESOURCE -> {
          changes.add(put(row, sealed));
          sealed.clear();
        }
        default -> changes.add(deletion(row));
      }
    }
    return new Changes(changes, pruned);
  }

  private Change put(ResultSet row, Map<String, SealedValue> sealed) throws SQLException {
    ResourceRow resource =
        ResourceRow.read(
            key(row), LongText.read(row, 8), row.getLong(9), row.getLong(3), row.getBytes(11));
    check.accept(resource);
    return new Change.Put(resource.toResource(), Map.copyOf(sealed));
  }

  private SealedValueRow sealedValue(ResultSet row) throws SQLException {
    SealedValueRow value =
        SealedValueRow.read(
            new SealedValueRow.Id(
                scope.value(), row.getString(1), row.getString(2), row.getString(5)),
            row.getString(6),
            row.getLong(10),
            LongBytes.read(row, 7),
            row.getBytes(11));
    check.accept(value);
    return value;
  }

  private Change deletion(ResultSet row) throws SQLException {
    TombstoneRow tombstone =
        TombstoneRow.read(key(row), row.getLong(3), row.getLong(9), row.getBytes(11));
    check.accept(tombstone);
    return tombstone.toDeletion();
  }

  private StoredKey key(ResultSet row) throws SQLException {
    return new StoredKey(scope.value(), row.getString(1), row.getString(2));
  }
}
