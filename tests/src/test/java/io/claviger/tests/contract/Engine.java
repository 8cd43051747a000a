package io.claviger.tests.contract;

import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;

/** The databases that every suite runs against. */
enum Engine {
  H2 {
    @Override
    TestDatabase create(Path directory) {
      return TestDatabase.h2(directory);
    }
  },
  POSTGRESQL {
    @Override
    TestDatabase create(Path directory) {
      return TestDatabase.postgres();
    }
  };

  /**
   * @param directory where a database in files may put them
   */
  abstract TestDatabase create(Path directory);
}
