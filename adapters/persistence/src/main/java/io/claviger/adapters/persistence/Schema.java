package io.claviger.adapters.persistence;

import io.claviger.domain.shared.RefusedException;
import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** The tables in the database: brought up to this program's version, never down. */
final class Schema {
  private static final String FOLDER = "classpath:io/claviger/adapters/persistence/migration/";

  private final Flyway flyway;

  Schema(DataSource dataSource, Vendor vendor) {
    flyway =
        Flyway.configure(Schema.class.getClassLoader())
            .dataSource(dataSource)
            .locations(FOLDER + "common", FOLDER + vendor.folder())
            .placeholders(vendor.placeholders())
            .loggers("slf4j")
            .load();
  }

  /** Several processes may do this at once: one migrates and the others wait. */
  void migrate() {
    refuseNewer();
    try {
      flyway.migrate();
    } catch (FlywayValidateException e) {
      throw RefusedException.unavailable(
          "the database was made by another build of this program, with other tables under the same"
              + " version: use that build, or start with an empty database and an empty keys"
              + " directory");
    }
  }

  private void refuseNewer() {
    Optional<MigrationInfo> unknown =
        Arrays.stream(flyway.info().applied())
            .filter(migration -> !migration.getState().isResolved())
            .findFirst();
    if (unknown.isPresent()) {
      throw RefusedException.unavailable(
          "the database is newer than this program, which does not know version "
              + unknown.get().getVersion()
              + " of its schema: start the newer program, or restore the backup from before the"
              + " upgrade");
    }
  }
}
