package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.InstallationRow;
import io.claviger.application.port.Installation;
import java.util.Optional;
import java.util.UUID;

/** The identity of the installation, in one row. */
public final class HibernateInstallation implements Installation {
  private final HibernateUnitOfWork transactions;

  public HibernateInstallation(HibernateUnitOfWork transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<UUID> id() {
    return Optional.ofNullable(
            transactions.session().get(InstallationRow.class, InstallationRow.ONLY))
        .map(InstallationRow::toId);
  }

  @Override
  public void create(UUID id) {
    transactions.session().insert(InstallationRow.of(id));
  }
}
