package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.ConsumerIdentityRow;
import io.claviger.adapters.persistence.rows.StoredKey;
import io.claviger.application.port.ConsumerIdentities;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.shared.Scope;
import java.util.Optional;
import java.util.Set;

/** The identities of consumers, one row each; the primary key keeps them apart. */
public final class HibernateConsumerIdentities implements ConsumerIdentities {
  private final HibernateUnitOfWork transactions;

  public HibernateConsumerIdentities(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<ResourceKey> owner(Scope scope, Marked identity) {
    return Optional.ofNullable(
            transactions
                .session()
                .get(
                    ConsumerIdentityRow.class,
                    new ConsumerIdentityRow.Id(scope.value(), identity.plugin(), identity.mark())))
        .map(ConsumerIdentityRow::toOwner);
  }

  @Override
  public void replace(ResourceKey owner, Set<Marked> identities) {
    GuardedSession session = transactions.session();
    session.replaceAll(
        StoredKey.of(owner),
        ConsumerIdentityRow.class,
        session
            .createSelectionQuery(
                "from ConsumerIdentityRow"
                    + " where identity.scope = :scope and kind = :kind and owner = :owner",
                ConsumerIdentityRow.class)
            .setParameter("scope", owner.scope().value())
            .setParameter("kind", owner.kind().path())
            .setParameter("owner", owner.id().value()),
        identities.stream().map(identity -> ConsumerIdentityRow.of(owner, identity)).toList());
  }
}
