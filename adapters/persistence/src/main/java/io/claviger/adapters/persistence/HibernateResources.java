package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GatewayGroupRow;
import io.claviger.adapters.persistence.rows.ResourceReferenceRow;
import io.claviger.adapters.persistence.rows.ResourceRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.adapters.persistence.rows.TombstoneRow;
import io.claviger.application.port.Resources;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The resources, their references, and the tombstones of those that are gone. */
public final class HibernateResources implements Resources {
  private final HibernateUnitOfWork transactions;

  public HibernateResources(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Resource> find(ResourceKey key) {
    return Optional.ofNullable(transactions.session().getResource(StoredKey.of(key)))
        .map(ResourceRow::toResource);
  }

  @Override
  public List<Resource> list(Scope scope, ResourceKind kind) {
    return transactions
        .session()
        .createSelectionQuery(
            "from ResourceRow where id.scope = :scope and id.kind = :kind order by id.id",
            ResourceRow.class)
        .setParameter("scope", scope.value())
        .setParameter("kind", kind.path())
        .getResultList()
        .stream()
        .map(ResourceRow::toResource)
        .toList();
  }

  @Override
  public List<Resource> listBelow(Scope scope, ResourceKind kind, String prefix) {
    // In byte order, '0' comes right after '/'.
    return transactions
        .session()
        .createSelectionQuery(
            "from ResourceRow where id.scope = :scope and id.kind = :kind"
                + " and id.id > :from and id.id < :to order by id.id",
            ResourceRow.class)
        .setParameter("scope", scope.value())
        .setParameter("kind", kind.path())
        .setParameter("from", prefix)
        .setParameter("to", prefix.substring(0, prefix.length() - 1) + "0")
        .getResultList()
        .stream()
        .map(ResourceRow::toResource)
        .toList();
  }

  @Override
  public boolean any(Scope scope) {
    return !transactions
        .session()
        .createSelectionQuery("select id.id from ResourceRow where id.scope = :scope", String.class)
        .setParameter("scope", scope.value())
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  @Override
  public void save(Resource resource, Set<ResourceKey> references) {
    GuardedSession session = transactions.session();
    StoredKey key = StoredKey.of(resource.key());
    // What is there has no tombstone.
    if (!session.holds(ResourceRow.class, key)) {
      session.remove(TombstoneRow.class, key);
    }
    session.upsert(ResourceRow.of(resource));
    replaceReferences(resource.key(), references);
  }

  @Override
  public void remove(ResourceKey key, Revision revision, Instant now) {
    GuardedSession session = transactions.session();
    TombstoneRow tombstone = TombstoneRow.of(key, revision, now);
    if (session.remove(ResourceRow.class, StoredKey.of(key))) {
      session.insert(tombstone);
    } else {
      session.upsert(tombstone);
    }
    replaceReferences(key, Set.of());
  }

  @Override
  public List<ResourceKey> referrers(ResourceKey key) {
    return transactions
        .session()
        .createSelectionQuery(
            "from ResourceReferenceRow"
                + " where id.scope = :scope and id.toKind = :kind and id.toId = :id"
                + " order by id.fromKind, id.fromId",
            ResourceReferenceRow.class)
        .setParameter("scope", key.scope().value())
        .setParameter("kind", key.kind().path())
        .setParameter("id", key.id().value())
        .setMaxResults(MAX_REFERRERS)
        .getResultList()
        .stream()
        .map(ResourceReferenceRow::toReferrer)
        .toList();
  }

  @Override
  public Changes changedSince(Scope scope, Revision revision) {
    GuardedSession session = transactions.session();
    Optional<GatewayGroupRow> group =
        Optional.ofNullable(session.get(GatewayGroupRow.class, scope.value()));
    Revision pruned = group.map(GatewayGroupRow::toPruned).orElse(Revision.NONE);
    Revision newest = group.map(GatewayGroupRow::toRevision).orElse(Revision.NONE);
    if (newest.equals(revision) && revision.isAfter(Revision.NONE)) {
      return new Changes(List.of(), pruned);
    }
    Changes changes =
        session.read(
            connection ->
                new ChangesQuery(scope, revision, newest, session.authentication()::check)
                    .run(connection));
    if (!changes.changes().isEmpty()) {
      session.settle();
    }
    // Each statement sees a state of its own, and both must be of one.
    return changes.pruned().equals(pruned) ? changes : changedSince(scope, revision);
  }

  private void replaceReferences(ResourceKey from, Set<ResourceKey> references) {
    GuardedSession session = transactions.session();
    session.replaceAll(
        StoredKey.of(from),
        ResourceReferenceRow.class,
        session
            .createSelectionQuery(
                "from ResourceReferenceRow"
                    + " where id.scope = :scope and id.fromKind = :kind and id.fromId = :id",
                ResourceReferenceRow.class)
            .setParameter("scope", from.scope().value())
            .setParameter("kind", from.kind().path())
            .setParameter("id", from.id().value()),
        references.stream().map(to -> ResourceReferenceRow.of(from, to)).toList());
  }
}
