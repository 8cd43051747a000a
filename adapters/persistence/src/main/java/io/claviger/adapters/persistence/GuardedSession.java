package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.adapters.persistence.rows.KeyringRow;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.SetRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.domain.shared.RefusedException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * <p>Lives as long as its transaction. It remembers the rows that the transaction has seen, so that
 * one which is replaced or deleted need not be read a second time.
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
  private final Supplier<Optional<RowGuard>> guard;
  private final Map<Key, Optional<SetRow>> seen = new HashMap<>();

  /** Resources that were not there when the transaction looked: nothing is stored of them. */
  private final Set<Object> absent = new HashSet<>();

  /** The tables that have rows of such a resource since. */
  private final Set<Key> begun = new HashSet<>();

  /** What is still to be added to the sets, by scope. */
  private final Map<String, byte[]> changes = new HashMap<>();

  /** The groups whose rows this transaction holds, by scope. */
  private final Map<String, GatewayGroupRow> held = new HashMap<>();

  GuardedSession(
      StatelessSession session, PendingWrites writes, Supplier<Optional<RowGuard>> guard) {
    this.session = session;
    this.writes = writes;
    this.guard = guard;
  }

  private record Key(Class<?> type, Object key) {
    static Key of(SetRow row) {
      return new Key(row.getClass(), row.key());
    }
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
      seen.put(new Key(type, key), Optional.empty());
      if (type.equals(ResourceRow.class)) {
        absent.add(key);
      }
    }
  }

  /**
   * A resource. Who holds its group is going to write it, and is asked next for its tombstone and
   * the keyring of the group: they come with it.
   */
  @Nullable ResourceRow getResource(StoredKey key) {
    if (held.containsKey(key.scope()) && !seen.containsKey(keyring(key.scope()))) {
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
      Optional<SetRow> resource = seen.get(new Key(ResourceRow.class, key));
      if (resource != null) {
        return (ResourceRow) resource.orElse(null);
      }
    }
    return get(ResourceRow.class, key);
  }

  /** A scope's keyring; who holds its group has it as it is, once it was read. */
  @Nullable KeyringRow getKeyring(String scope) {
    Optional<SetRow> known = held.containsKey(scope) ? seen.get(keyring(scope)) : null;
    return known == null ? get(KeyringRow.class, scope) : (KeyringRow) known.orElse(null);
  }

  private static Key keyring(String scope) {
    return new Key(KeyringRow.class, scope);
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
        stamp(member);
        join(member);
      }
      case GatewayGroupRow group -> seal(group, RowSets.empty());
      case GuardedRow guarded -> stamp(guarded);
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
          seal(group, sum(before));
          writes.update(group);
        }
      }
      case GuardedRow guarded -> {
        stamp(guarded);
        writes.upsert(guarded);
      }
      default -> writes.upsert(row);
    }
  }

  /** Writes a row back that was read in this transaction and changed. */
  void update(GuardedRow row) {
    if (row instanceof SetRow member) {
      leave(member);
      stamp(member);
      join(member);
    } else {
      stamp(row);
    }
    writes.update(row);
  }

  void delete(Object row) {
    if (row instanceof SetRow member) {
      leave(member);
      seen.put(Key.of(member), Optional.empty());
    }
    writes.delete(row);
  }

  /**
   * Deletes a row if there is one.
   *
   * @return whether there was
   */
  boolean remove(Class<? extends SetRow> type, Object key) {
    Key place = new Key(type, key);
    if (!seen.containsKey(place)) {
      get(type, key);
    }
    Optional<SetRow> there = seen.getOrDefault(place, Optional.empty());
    there.ifPresent(this::delete);
    return there.isPresent();
  }

  /** Whether this transaction has seen that the row is there. */
  boolean holds(Class<? extends SetRow> type, Object key) {
    return seen.getOrDefault(new Key(type, key), Optional.empty()).isPresent();
  }

  /**
   * Makes these the only rows of a table that belong to a resource. One that is stored already as
   * it would be written is left alone; and nothing is asked of a resource that is new.
   *
   * @param stored finds those that there are
   */
  <R extends SetRow> void replaceAll(
      StoredKey resource, Class<R> type, GuardedQuery<R> stored, Collection<R> rows) {
    boolean none = absent.contains(resource) && begun.add(new Key(type, resource));
    Map<Object, R> gone = new HashMap<>();
    (none ? List.<R>of() : stored.getResultList()).forEach(row -> gone.put(row.key(), row));
    for (R row : rows) {
      stamp(row);
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
    changes.remove(scope);
    held.remove(scope);
    seen.clear();
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

  /** Brings the sets up to date that have not followed yet, and writes all; before the commit. */
  void complete() {
    for (String scope : List.copyOf(changes.keySet())) {
      // Rows of the system, and rows of no group, are in no set.
      GatewayGroupRow group =
          RowSets.isEmpty(changes.getOrDefault(scope, RowSets.empty())) || scope.equals("system")
              ? null
              : hold(scope);
      if (group != null) {
        seal(group, sum(group));
        writes.update(group);
      }
    }
    changes.clear();
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
    check(guarded);
    if (guarded instanceof SetRow member) {
      seen.put(Key.of(member), Optional.of(member));
    }
    if (locked
        && guarded instanceof GatewayGroupRow group
        && held.put(group.scope(), group) == null) {
      // What was seen before may have been changed by whoever held the group.
      seen.clear();
      absent.clear();
    }
  }

  /**
   * @throws io.claviger.domain.shared.RefusedException with {@code Damaged}
   */
  void check(GuardedRow row) {
    Optional<RowGuard> present = guard.get();
    if (present.isPresent()) {
      present.get().macs().check(row, implementor());
    } else if (!row.leadsToTheKey()) {
      throw withoutKey();
    }
  }

  boolean isIntact(@Nullable Object row) {
    if (row instanceof Object[] together) {
      return Arrays.stream(together).allMatch(this::isIntact);
    }
    if (!(row instanceof GuardedRow guarded) || guard().macs().isIntact(guarded, implementor())) {
      return true;
    }
    // Told, and not thrown.
    guard().macs().damaged(guarded, implementor());
    return false;
  }

  RowGuard guard() {
    return guard.get().orElseThrow(GuardedSession::withoutKey);
  }

  private static RefusedException withoutKey() {
    return RefusedException.unavailable("the program is sealed: unseal it");
  }

  /** The sum of the set that a group's row tells of. */
  byte[] sum(GatewayGroupRow group) {
    return Optional.ofNullable(group.resourceSet())
        .flatMap(guard().sets()::sum)
        .orElseThrow(() -> guard().macs().damaged(group, implementor()));
  }

  private void seal(GatewayGroupRow group, byte[] before) {
    RowSets.add(before, changes.getOrDefault(group.scope(), RowSets.empty()));
    changes.remove(group.scope());
    group.setResourceSet(guard().sets().hash(before));
    stamp(group);
    held.put(group.scope(), group);
  }

  private void replace(SetRow row) {
    Optional<byte[]> before = stored(row);
    if (before.isEmpty()) {
      insert(row);
      return;
    }
    toggle(row.scope(), before.get());
    stamp(row);
    join(row);
    writes.update(row);
  }

  /** The MAC of what this row replaces; read where this transaction has not seen it. */
  private Optional<byte[]> stored(SetRow row) {
    Key key = Key.of(row);
    if (!seen.containsKey(key)) {
      Object before = get(row.getClass(), row.key());
      if (before == null) {
        return Optional.empty();
      }
    }
    return seen.getOrDefault(key, Optional.empty()).map(SetRow::mac);
  }

  private void stamp(GuardedRow row) {
    guard().macs().stamp(row, implementor());
  }

  private void join(SetRow row) {
    byte[] mac = row.mac();
    if (mac != null) {
      toggle(row.scope(), mac);
      seen.put(Key.of(row), Optional.of(row));
    }
  }

  private void leave(SetRow row) {
    byte[] mac = row.mac();
    if (mac != null) {
      toggle(row.scope(), mac);
    }
  }

  private void toggle(String scope, byte[] mac) {
    guard().sets().toggle(changes.computeIfAbsent(scope, absent -> RowSets.empty()), mac);
  }

  private SharedSessionContractImplementor implementor() {
    return (SharedSessionContractImplementor) session;
  }
}
