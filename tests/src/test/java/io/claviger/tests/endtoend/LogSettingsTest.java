package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.CanaryScan;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing that a library says of requests and statements, which hold secrets, can be switched on.
 */
class LogSettingsTest {
  private static final String EVERYTHING =
      """
      handlers=java.util.logging.ConsoleHandler,java.util.logging.FileHandler
      java.util.logging.ConsoleHandler.level=ALL
      java.util.logging.FileHandler.level=ALL
      java.util.logging.FileHandler.pattern=everything.log
      java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
      .level=ALL
      io.claviger.level=ALL
      io.helidon.level=ALL
      io.netty.level=ALL
      org.glassfish.jersey.level=ALL
      org.hibernate.level=ALL
      org.hibernate.orm.jdbc.bind.level=ALL
      """;

  /** INFO is for the program itself, and what is below it for nobody. */
  private static final Pattern TOO_MUCH =
      Pattern.compile("\\b(FINEST|FINER|FINE|CONFIG|INFO(?! io\\.claviger\\.))\\b");

  private final CanaryScan canaries = new CanaryScan();

  /** Of the JDK by name, and what the server looks for where it is started. */
  @ParameterizedTest
  @ValueSource(strings = {"-Djava.util.logging.config.file=logging.properties", "-Dx=y"})
  void whoSetsLevelsHearsNoMoreAndNoSecret(String option, @TempDir Path home) throws IOException {
    Files.writeString(home.resolve("logging.properties"), EVERYTHING);
    try (ClavigerProcess process =
        ClavigerProcess.in(home).with("JAVA_TOOL_OPTIONS", option).start()) {
      use(process);
      Path written = home.resolve("everything.log");
      String said = process.output() + (Files.exists(written) ? Files.readString(written) : "");
      assertEquals(Set.of(), canaries.in("log", said));
      assertFalse(said.contains("log configuration"), said);
      assertEquals(List.of(), said.lines().filter(line -> TOO_MUCH.matcher(line).find()).toList());
    }
  }

  /** Whatever takes or gives a secret, and a refusal. */
  private void use(ClavigerProcess process) throws IOException {
    canaries.plant("password", ClavigerProcess.ADMIN_PASSWORD);
    AdminClient admin = process.admin();
    canaries.plant("token", admin.header("X-API-KEY").orElseThrow());
    String wrong = canaries.plant("wrong password", "a passphrase of nobody 4711");
    process.stranger().tryLogIn("admin", wrong).expect(401);
    String key = canaries.plant("key", "a key of jack that nobody sees 4711");
    admin
        .put(
            "/apisix/admin/consumers",
            Json.of("{'username':'jack','plugins':{'key-auth':{'key':%s}}}", key))
        .expect(201);
    admin.get("/apisix/admin/consumers/jack").expect(200);
    IssuedDataPlane plane = IssuedDataPlane.of(process, admin, "default");
    canaries.plantPem("private key", plane.privateKey());
    plane.wireKeyring().forEach(entry -> canaries.plant("wire key", entry));
    HarnessDataPlane.read(plane.endpoint());
  }
}
