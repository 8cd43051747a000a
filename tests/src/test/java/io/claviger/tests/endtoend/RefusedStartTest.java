package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program does not start on what it cannot trust, and says what to do. */
class RefusedStartTest {
  private static final String NEWER =
      "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\", \"description\","
          + " \"type\", \"script\", \"checksum\", \"installed_by\", \"execution_time\","
          + " \"success\") values (99, '99', 'from the future', 'SQL', 'V99__x.sql', 1, 'x', 1,"
          + " true)";

  private static final FileAttribute<?> OWNERS_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @TempDir static Path made;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    ClavigerProcess.in(made).start().close();
  }

  private ClavigerProcess.Setup again() throws IOException {
    try (Stream<Path> all = Files.walk(made)) {
      for (Path path : all.filter(path -> !path.equals(made)).toList()) {
        Files.copy(path, home.resolve(made.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return ClavigerProcess.in(home);
  }

  private static void assertRefused(ClavigerProcess.Setup setup, String... words) {
    ClavigerProcess process = setup.launch();
    int code = process.await();
    String output = process.output();
    assertEquals(1, code, output);
    List<String> said =
        output.lines().filter(line -> line.startsWith("Claviger cannot start: ")).toList();
    assertEquals(1, said.size(), output);
    for (String word : words) {
      assertTrue(said.getFirst().contains(word), said.getFirst());
    }
    assertEquals(-1, output.indexOf("\tat "), "a stack trace: " + output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        "keys",
        "keys/root.key",
        "keys/h2.password",
        "keys/shred",
        "keys/shred/system.key",
        "tls",
        "tls/admin.key",
        "claviger.mv.db"
      })
  void whatOthersCanRead(String path) throws IOException {
    ClavigerProcess.Setup setup = again();
    Path open = home.resolve("data").resolve(path).normalize();
    Files.setPosixFilePermissions(
        open, PosixFilePermissions.fromString(Files.isDirectory(open) ? "rwxr-x---" : "rw-r-----"));
    assertRefused(setup, open.toString(), Files.isDirectory(open) ? "chmod 700" : "chmod 600");
  }

  /** What a start or an operator has left beside what every installation has. */
  @ParameterizedTest
  @ValueSource(strings = {"admin-password", "backup/monday/claviger.zip"})
  void aFurtherFileThatOthersCanRead(String path) throws IOException {
    ClavigerProcess.Setup setup = again();
    Path open = home.resolve("data").resolve(path);
    Files.createDirectories(open.getParent(), OWNERS_DIRECTORY);
    Files.writeString(open, "anything");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw----r--"));
    assertRefused(setup, open.toString(), "chmod 600");
  }

  @Test
  void aFurtherDirectoryThatOthersCanEnter() throws IOException {
    ClavigerProcess.Setup setup = again();
    Path open = Files.createDirectory(home.resolve("data").resolve("backup"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx--x--x"));
    assertRefused(setup, open.toString(), "chmod 700");
  }

  @ParameterizedTest
  @CsvSource({
    "CLAVIGER_BIND, 999.0.0.1, claviger.bind",
    "CLAVIGER_TRUSTED_PROXIES, 10.0.0.0/99, claviger.trusted-proxies"
  })
  void anAddressThatIsNone(String variable, String value, String setting) {
    assertRefused(ClavigerProcess.in(home).with(variable, value), setting, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "59m", "PT59M", "1y", "-P1D"})
  void anAgeOfKeyringsThatIsNoneOrTooShort(String age) {
    assertRefused(
        ClavigerProcess.in(home).with("CLAVIGER_KEYRING_MAX_AGE", age),
        "claviger.keyring.max-age",
        "90d");
  }

  @Test
  void aShredKeyOfAGroupThatOthersCanRead() throws IOException {
    ClavigerProcess.Setup setup = again();
    try (Stream<Path> keys = Files.list(home.resolve("data/keys/shred"))) {
      Path open = keys.filter(key -> !key.endsWith("system.key")).findFirst().orElseThrow();
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
      assertRefused(setup, open.toString(), "chmod 600");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys/shred/system.key", "tls/admin.crt", "claviger.mv.db"})
  void aDirectoryInPlaceOfAFile(String path) throws IOException {
    ClavigerProcess.Setup setup = again();
    Path directory = home.resolve("data").resolve(path);
    Files.delete(directory);
    Files.createDirectory(directory, OWNERS_DIRECTORY);
    assertRefused(setup, directory.toString(), "file", "put");
  }

  @Test
  void aMissingShredKeyOfTheSystem() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.delete(home.resolve("data/keys/shred/system.key"));
    assertRefused(setup, "shred key of scope system", "missing", "restore");
  }

  @Test
  void aCertificateThatIsNone() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.writeString(home.resolve("data/tls/admin.crt"), "none");
    assertRefused(setup, "certificate");
  }

  @Test
  void aVariableThatItDoesNotKnow() throws IOException {
    assertRefused(
        ClavigerProcess.in(home).with("CLAVIGER_ADMIM_PORT", "1"),
        "CLAVIGER_ADMIM_PORT",
        "known are",
        "CLAVIGER_ADMIN_PORT");
    assertRefused(
        ClavigerProcess.in(home).with("CLAVIGER_DATABASE_PASWORD_FILE", "/dev/null"),
        "CLAVIGER_DATABASE_PASWORD_FILE");
  }

  /** Not refused: a public file that others can read, what a volume has, what Kubernetes sets. */
  @Test
  void whatIsNoReasonToRefuse() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.setPosixFilePermissions(
        home.resolve("data/tls/admin.crt"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(
        Files.createDirectory(home.resolve("data/lost+found")),
        PosixFilePermissions.fromString("rwxr-xr-x"));
    setup
        .with("CLAVIGER_SERVICE_HOST", "10.0.0.1")
        .with("CLAVIGER_SERVICE_PORT_ADMIN", "7443")
        .with("CLAVIGER_PORT", "tcp://10.0.0.1:7443")
        .with("CLAVIGER_PORT_7443_TCP_ADDR", "10.0.0.1")
        .with("CLAVIGER_JAVA_OPTIONS", "-Xmx1g")
        .with("CLAVIGER_DP_NAMES_0", "cp.example.com")
        .start()
        .close();
  }

  @Test
  void aRootKeyThatDoesNotOpenTheDatabase() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.write(home.resolve("data/keys/root.key"), new byte[32]);
    assertRefused(setup, "root.key does not open the root key", "use the keys directory");
  }

  @Test
  void aMissingRootKey() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.delete(home.resolve("data/keys/root.key"));
    assertRefused(setup, "root.key", "missing", "restore");
  }

  @Test
  void aMissingPasswordOfTheDatabase() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.delete(home.resolve("data/keys/h2.password"));
    assertRefused(setup, "h2.password", "missing", "restore");
  }

  @ParameterizedTest
  @CsvSource({
    "CLAVIGER_ADMIN_PORT, claviger.admin.port",
    "CLAVIGER_DP_PORT, claviger.dp.port",
    "CLAVIGER_METRICS_PORT, claviger.metrics.port"
  })
  void aPortInUse(String variable, String setting) throws IOException {
    ClavigerProcess.Setup setup = again();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertRefused(setup.with(variable, port), port, "in use", setting);
    }
  }

  @Test
  void aDatabaseThatIsNewerThanTheProgram() throws IOException, SQLException {
    ClavigerProcess.Setup setup = again();
    embedded().execute(NEWER);
    assertRefused(setup, "newer", "99", "backup");
  }

  @Test
  void aDatabaseThatAnotherProcessHasOpen() throws IOException, SQLException {
    ClavigerProcess.Setup setup = again();
    try (var open = embedded().connect()) {
      assertRefused(setup, "in use by another process", "stop");
      assertTrue(open.isValid(1));
    }
  }

  private TestDatabase embedded() {
    return StoredState.embedded(home.resolve("data"));
  }

  @Test
  void aSettingThatItDoesNotKnow() throws IOException {
    Files.writeString(home.resolve("claviger.yaml"), "claviger:\n  admim:\n    port: 1\n");
    assertRefused(ClavigerProcess.in(home), "claviger.yaml", "claviger.admim.port", "known are");
  }

  @Test
  void aConfigurationThatIsNoYaml() throws IOException {
    Files.writeString(home.resolve("claviger.yaml"), "claviger: [");
    assertRefused(ClavigerProcess.in(home), "claviger.yaml", "not valid YAML");
  }

  @Test
  void aConfigurationThatCannotBeRead() {
    Path missing = home.resolve("nowhere.yaml");
    assertRefused(
        ClavigerProcess.in(home).with("CLAVIGER_CONFIG", missing.toString()),
        missing.toString(),
        "cannot be read");
    assertRefused(
        ClavigerProcess.in(home).with("CLAVIGER_CONFIG", home.toString()),
        home.toString(),
        "cannot be read");
  }

  /** It would otherwise be taken for a first start, and be installed anew. */
  @Test
  void anEmptyDatabaseUnderKeysThatHaveData() throws IOException {
    ClavigerProcess.Setup setup = again();
    Files.delete(home.resolve("data/claviger.mv.db"));
    assertRefused(setup, "installation.id", "restore the database");
  }

  @Test
  void aDatabaseOfAnotherInstallation() throws IOException, SQLException {
    assertRefusedAfter(
        "update installation set id = '00000000-0000-0000-0000-000000000000'",
        "another installation");
  }

  @Test
  void aDamagedAuthority() throws IOException, SQLException {
    assertRefusedAfter(
        "update certificate_authority set certificate = 'x' where name = 'server'",
        "certificate_authority server");
  }

  @Test
  void aDamagedKeyringOfTheSystem() throws IOException, SQLException {
    assertRefusedAfter(
        "update keyring_key set created_at = 1 where scope = 'system'", "keyring_key");
  }

  private void assertRefusedAfter(String sql, String words) throws IOException, SQLException {
    ClavigerProcess.Setup setup = again();
    StoredState.embedded(home.resolve("data")).execute(sql);
    assertRefused(setup, words);
  }
}
