package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.adapters.persistence.rows.KeyringRow;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.SetRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.jdbc.ReturningWork;
import org.hibernate.jdbc.Work;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/**
 * The one way from the repositories to Hibernate. Rows are stamped with their MAC when they are
 * written and checked when they are read, and the hash of a group's set follows every row of it.
 *
 * <p>Lives as long as its transaction.
 */
final class GuardedSession {
  /** The entity that a statement of Hibernate's query language changes. */
  private static final Pattern CHANGED = Pattern.compile("\\s*(update|delete\\s+from)\\s+(\\w+).*");

  private static final String TOGETHER =
      """
      select k, r, t from KeyringRow k
      left join ResourceRow r on r.id.scope = k.scope and r.id.kind = :kind and r.id.id = :id
      left join TombstoneRow t on t.id.scope = k.scope and t.id.kind = :kind and t.id.id = :id
      where k.scope = :scope
      """;

  private final StatelessSession session;
  private final PendingWrites writes;
  private final RowAuthentication authentication;
  private final SeenRows seen = new SeenRows();
  private final SetChanges changes = new SetChanges();

  private boolean unsettled;

  /** The groups whose rows this transaction holds, by scope. */
  private final Map<String, GatewayGroupRow> held = new HashMap<>();

  GuardedSession(
      StatelessSession session, PendingWrites writes, Supplier<Optional<RowGuard>> guard) {
    this.session = session;
    this.writes = writes;
    this.authentication = new RowAuthentication(implementor(), guard);
  }

  <T> @Nullable T get(Class<T> type, Object key) {
    writes.flushBefore(type);
    T row = session.get(type, key);
    found(type, key, row);
    return row;
  }

  private void found(Class<?> type, Object key, @Nullable Object row) {
    if (row != null) {
      read(row, false);
    } else if (SetRow.class.isAssignableFrom(type)) {
      seen.missing(type, key);
    }
  }

  /**
   * A resource. Who holds its group is going to write it, and is asked next for its tombstone and
   * the keyring of the group: they come with it.
   */
  @Nullable ResourceRow getResource(StoredKey key) {
    if (held.containsKey(key.scope()) && !seen.know(KeyringRow.class, key.scope())) {
      writes.flushBefore(TOGETHER);
      session
          .createSelectionQuery(TOGETHER, Object[].class)
          .setParameter("scope", key.scope())
          .setParameter("kind", key.kind())
          .setParameter("id", key.id())
          .getResultList()
          .forEach(
              rows -> {
                found(KeyringRow.class, key.scope(), rows[0]);
                found(ResourceRow.class, key, rows[1]);
                found(TombstoneRow.class, key, rows[2]);
              });
      if (seen.know(ResourceRow.class, key)) {
        return (ResourceRow) seen.find(ResourceRow.class, key).orElse(null);
      }
    }
    return get(ResourceRow.class, key);
  }

  /** A scope's keyring; who holds its group has it as it is, once it was read. */
  @Nullable KeyringRow getKeyring(String scope) {
    return held.containsKey(scope) && seen.know(KeyringRow.class, scope)
        ? (KeyringRow) seen.find(KeyringRow.class, scope).orElse(null)
        : get(KeyringRow.class, scope);
  }

  <T> GuardedQuery<T> createSelectionQuery(String hql, Class<T> type) {
    return new GuardedQuery<>(this, session.createSelectionQuery(hql, type), writes, hql);
  }

  /**
   * For rows that have no MAC, and for the deletion of rows that are in no set.
   *
   * @throws IllegalStateException for any other
   */
  MutationQuery createMutationQuery(String hql) {
    Matcher changed = CHANGED.matcher(hql);
    if (!changed.matches()) {
      throw new IllegalStateException("neither an update nor a deletion: " + hql);
    }
    Class<?> type =
        implementor().getFactory().getJpaMetamodel().entity(changed.group(2)).getJavaType();
    boolean update = changed.group(1).equals("update");
    if ((update ? GuardedRow.class : SetRow.class).isAssignableFrom(type)) {
      throw new IllegalStateException("rows with a MAC are changed one by one: " + hql);
    }
    writes.flushBeforeWriting();
    return session.createMutationQuery(hql);
  }

  void insert(Object row) {
    switch (row) {
      case SetRow member -> {
        authentication.stamp(member);
        join(member);
      }
      case GatewayGroupRow group -> seal(group, RowSets.empty());
      case GuardedRow guarded -> authentication.stamp(guarded);
      default -> {}
    }
    writes.insert(row);
  }

  /** Inserts or replaces. */
  void upsert(Object row) {
    switch (row) {
      case SetRow member -> replace(member);
      case GatewayGroupRow group -> {
        GatewayGroupRow before = hold(group.scope());
        if (before == null) {
          insert(group);
        } else {
          seal(group, authentication.sum(before));
          writes.update(group);
        }
      }
      case GuardedRow guarded -> {
        authentication.stamp(guarded);
        writes.upsert(guarded);
      }
      default -> writes.upsert(row);
    }
  }

  /**
   * Replaces a row of which a column still holds what it holds in another row of the same key; else
   * the transaction fails as a lost race.
   */
  void replaceWhere(String column, SetRow same, SetRow row) {
    stored(row).ifPresent(mac -> toggle(row.scope(), mac));
    authentication.stamp(row);
    join(row);
    writes.updateWhere(column, same, row);
  }

  /** Writes a row back that was read in this transaction and changed. */
  void update(GuardedRow row) {
    if (row instanceof SetRow member) {
      leave(member);
      authentication.stamp(member);
      join(member);
    } else {
      authentication.stamp(row);
    }
    writes.update(row);
  }

  void delete(Object row) {
    if (row instanceof SetRow member) {
      leave(member);
      seen.deleted(member);
    }
    writes.delete(row);
  }

  /**
   * Deletes a row if there is one.
   *
   * @return whether there was
   */
  boolean remove(Class<? extends SetRow> type, Object key) {
    if (!seen.know(type, key)) {
      get(type, key);
    }
    Optional<SetRow> there = seen.find(type, key);
    there.ifPresent(this::delete);
    return there.isPresent();
  }

  /** Whether this transaction has seen that the row is there. */
  boolean holds(Class<? extends SetRow> type, Object key) {
    return seen.find(type, key).isPresent();
  }

  /**
   * Makes these the only rows of a table that belong to a resource. One that is stored already as
   * it would be written is left alone; and nothing is asked of a resource that is new.
   *
   * @param stored finds those that there are
   */
  <R extends SetRow> void replaceAll(
      StoredKey resource, Class<R> type, GuardedQuery<R> stored, Collection<R> rows) {
    Map<Object, R> gone = new HashMap<>();
    (seen.begin(resource, type) ? List.<R>of() : stored.getResultList())
        .forEach(row -> gone.put(row.key(), row));
    for (R row : rows) {
      authentication.stamp(row);
      R before = gone.remove(row.key());
      if (before == null) {
        insert(row);
      } else if (!Arrays.equals(before.mac(), row.mac())) {
        replace(row);
      }
    }
    gone.values().forEach(this::delete);
  }

  /** Deletes a group's rows of one table with the group itself: there is no set left to keep. */
  void deleteWithGroup(String hql, String scope) {
    writes.flushBeforeWriting();
    session.createMutationQuery(hql).setParameter("scope", scope).executeUpdate();
    changes.forget(scope);
    held.remove(scope);
    seen.forget();
  }

  /** Reads past the guard what Hibernate cannot ask for; whoever does checks the rows. */
  <T> T read(ReturningWork<T> work) {
    writes.flush();
    return session.doReturningWork(work);
  }

  /** Writes past the guard what Hibernate cannot say. It must not write a guarded column. */
  void write(Work work) {
    writes.flushBeforeWriting();
    session.doWork(work);
  }

  /** Holds a group's row until the transaction ends; null if there is none. */
  @Nullable GatewayGroupRow hold(String scope) {
    GatewayGroupRow known = held.get(scope);
    if (known != null) {
      return known;
    }
    writes.flushBeforeWriting();
    GatewayGroupRow row = session.get(GatewayGroupRow.class, scope, LockMode.PESSIMISTIC_WRITE);
    if (row != null) {
      read(row, true);
    }
    return row;
  }

  /** Has the transaction end only once what it has read survives the loss of the process. */
  void settle() {
    unsettled = true;
  }

  boolean isUnsettled() {
    return unsettled;
  }

  boolean isConnected() {
    return implementor().getJdbcCoordinator().getLogicalConnection().isPhysicallyConnected();
  }

  /** Brings the sets up to date that have not followed yet, and writes all; before the commit. */
  void complete() {
    for (String scope : changes.scopes()) {
      // Rows of no group are in no set.
      GatewayGroupRow group = hold(scope);
      if (group != null) {
        seal(group, authentication.sum(group));
        writes.update(group);
      }
    }
    changes.forgetAll();
    writes.flush();
  }

  /** Checks what was read, and remembers it. */
  void read(@Nullable Object row, boolean locked) {
    if (row instanceof Object[] together) {
      Arrays.stream(together).forEach(one -> read(one, locked));
      return;
    }
    if (!(row instanceof GuardedRow guarded)) {
      return;
    }
    authentication.check(guarded);
    if (guarded instanceof SetRow member) {
      seen.there(member);
    }
    if (locked
        && guarded instanceof GatewayGroupRow group
        && held.put(group.scope(), group) == null) {
      // What was seen before may have been changed by whoever held the group.
      seen.forget();
    }
  }

  /** For rows that are read past the queries of this session. */
  RowAuthentication authentication() {
    return authentication;
  }

  private void seal(GatewayGroupRow group, byte[] before) {
    changes.moveInto(group, authentication.guard().sets(), before);
    authentication.stamp(group);
    held.put(group.scope(), group);
  }

  private void replace(SetRow row) {
    Optional<byte[]> before = stored(row);
    if (before.isEmpty()) {
      insert(row);
      return;
    }
    toggle(row.scope(), before.get());
    authentication.stamp(row);
    join(row);
    writes.update(row);
  }

  /** The MAC of what this row replaces; read where this transaction has not seen it. */
  private Optional<byte[]> stored(SetRow row) {
    if (!seen.know(row.getClass(), row.key())) {
      get(row.getClass(), row.key());
    }
    return seen.find(row.getClass(), row.key()).map(SetRow::mac);
  }

  private void join(SetRow row) {
    byte[] mac = row.mac();
    if (mac != null) {
      toggle(row.scope(), mac);
      seen.there(row);
    }
  }

  private void leave(SetRow row) {
    byte[] mac = row.mac();
    if (mac != null) {
      toggle(row.scope(), mac);
    }
  }

  private void toggle(String scope, byte[] mac) {
    changes.toggle(authentication.guard().sets(), scope, mac);
  }

  private SharedSessionContractImplementor implementor() {
    return (SharedSessionContractImplementor) session;
  }
}
