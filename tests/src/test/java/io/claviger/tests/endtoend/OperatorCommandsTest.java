package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.OperatorCommand;
import io.claviger.tests.harness.OperatorCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does with a running control plane from the command line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorCommandsTest {
  private static final String SECRET = "planted-in-the-wrong-place";

  private ClavigerProcess.Setup setup;
  private ClavigerProcess process;
  private AdminClient admin;
  private String address;
  private String token;
  @TempDir Path elsewhere;

  @BeforeAll
  void start(@TempDir Path home) {
    setup = ClavigerProcess.in(home);
    process = setup.start();
    admin = process.admin();
    token = admin.header("X-API-KEY").orElseThrow();
    address = "https://localhost:" + process.adminPort();
  }

  @AfterAll
  void stop() {
    process.close();
  }

  private OperatorCommand command(String... arguments) {
    return setup.command(
        Stream.concat(Stream.of(arguments), Stream.of("--address", address))
            .toArray(String[]::new));
  }

  private OperatorCommand authorised(String... arguments) {
    return command(arguments).with("CLAVIGER_TOKEN", token);
  }

  /** On another machine, which has no data directory and no variables. */
  private OperatorCommand remote(String... arguments) {
    return ClavigerProcess.in(elsewhere).command(arguments);
  }

  @Test
  void statusShowsWhatStrangersMayKnowAndWithATokenEveryKeyring() {
    Ended known = authorised("status").run().expect(0);
    String primary = KeyringClient.of(admin, "default").idsOf("primary").getFirst();
    assertTrue(known.out().contains("Ready           yes"), known.out());
    assertTrue(known.out().matches("(?s).*\ndefault +\\d+ +" + primary + ".*"), known.out());
    assertTrue(known.out().contains("(system)"), known.out());

    Ended stranger = command("status").run().expect(0);
    assertTrue(stranger.out().contains("Ready           yes"), stranger.out());
    assertFalse(stranger.out().contains("default"), stranger.out());
    assertTrue(stranger.err().contains("CLAVIGER_TOKEN"), stranger.err());
  }

  @Test
  void theTokenComesFromAFileOrTheStandardInput() throws IOException {
    Path file = Files.writeString(elsewhere.resolve("token"), token + "\n");
    assertTrue(
        command("status")
            .with("CLAVIGER_TOKEN_FILE", file.toString())
            .run()
            .expect(0)
            .out()
            .contains("(system)"));
    assertTrue(command("status").run(token + "\n").expect(0).out().contains("(system)"));
  }

  @Test
  void aGroupIsRotatedAndReencryptedAndTheSystemToo() {
    GroupClient group = GroupClient.create(admin, "turning", "");
    group
        .put("consumers", "{\"username\":\"a\",\"plugins\":{\"key-auth\":{\"key\":\"a key\"}}}")
        .expect(201);
    KeyringClient keyring = KeyringClient.of(admin, "turning");
    String old = keyring.idsOf("primary").getFirst();

    Ended rotated = authorised("rotate", "turning", "--no-reencrypt").run().expect(0);
    String made = keyring.idsOf("primary").getFirst();
    assertFalse(made.equals(old));
    assertTrue(rotated.out().contains(made), rotated.out());
    assertEquals("none", keyring.reencryption().getString("state"));

    Ended moved = authorised("reencrypt", "turning", "--watch").run().expect(0);
    assertTrue(moved.out().contains("Done: all values are under the primary key"), moved.out());
    assertTrue(moved.err().contains("100 %"), moved.err());
    assertEquals("done", keyring.reencryption().getString("state"));

    KeyringClient system = new KeyringClient(admin, "/api/sys/keyring");
    String before = system.idsOf("primary").getFirst();
    authorised("rotate", "--system").run().expect(0);
    assertFalse(system.idsOf("primary").contains(before));
    authorised("reencrypt", "--system", "--watch").run().expect(0);
  }

  @Test
  void whatIsRefusedSaysWhyAndEndsWithOne() {
    Ended nobody = authorised("rotate", "nobody").run().expect(1);
    assertTrue(nobody.err().contains("(404): no such gateway group"), nobody.err());
    Ended unnamed = authorised("rotate", "../sys").run().expect(1);
    assertTrue(unnamed.err().contains("a gateway group id is"), unnamed.err());
    Ended stranger = command("rotate", "default").run().expect(1);
    assertTrue(stranger.err().contains("CLAVIGER_TOKEN_FILE"), stranger.err());
    Ended wrong = command("rotate", "default").with("CLAVIGER_TOKEN", SECRET).run().expect(1);
    assertTrue(wrong.err().contains("(401)"), wrong.err());
    Ended crooked = command("status").with("CLAVIGER_TOKEN", SECRET + "\u00e9").run().expect(1);
    assertTrue(crooked.err().contains("one line of ASCII"), crooked.err());
    for (Ended ended : List.of(nobody, stranger, wrong, crooked)) {
      assertFalse((ended.out() + ended.err()).contains(SECRET), ended.err());
      assertFalse(ended.err().contains("\tat "), ended.err());
    }
  }

  @Test
  void aControlPlaneThatIsNotTrustedIsToldNothingAndEndsWithThree() throws IOException {
    Ended unknown = remote("status", "--address", address).run().expect(3);
    assertTrue(unknown.err().contains("--ca-cert"), unknown.err());
    Path certificate = process.dataDir().resolve("tls").resolve("admin.crt");
    remote("status", "--address", address, "--ca-cert", certificate.toString()).run().expect(0);
    Path other = elsewhere.resolve("other.crt");
    Files.writeString(other, TestCertificate.of("localhost").certificate());
    Ended another = command("status", "--ca-cert", other.toString()).run().expect(3);
    assertTrue(another.err().contains(other.toString()), another.err());
    Files.writeString(other, "no certificate");
    Ended none = command("status", "--ca-cert", other.toString()).run().expect(1);
    assertTrue(none.err().contains("cannot be read as PEM"), none.err());
    String nobody = "https://localhost:" + FixedPorts.find().admin();
    Ended silent = remote("status", "--address", nobody).run().expect(3);
    assertTrue(silent.err().contains("nothing answers at " + nobody), silent.err());
  }

  @Test
  void aScanOfTheDataDirectoryFindsWhatIsNoSecretAndNoSecret() {
    String secret = "a-secret-that-is-sealed-81";
    String name = "a-description-for-everybody";
    GroupClient group = GroupClient.create(admin, "scanned", ",\"description\":\"" + name + "\"");
    group
        .put(
            "consumers",
            "{\"username\":\"a\",\"plugins\":{\"key-auth\":{\"key\":\"" + secret + "\"}}}")
        .expect(201);
    Ended clean = setup.command("doctor", "plaintext-scan").run(secret + "\n").expect(0);
    assertEquals("", clean.out());
    Ended found =
        setup.command("doctor", "plaintext-scan").run(secret + "\n" + name + "\n").expect(1);
    assertTrue(found.out().contains("found: string 2, plain, in "), found.out());
    assertTrue(found.out().contains("claviger.mv.db"), found.out());
    assertFalse(found.out().contains("string 1"), found.out());
    assertFalse((found.out() + found.err()).contains(name), found.out());
  }

  @Test
  void plantedCanariesAreNowhereAndTheirGroupIsDeleted() {
    Ended clean = authorised("doctor", "plaintext-scan", "--plant").run().expect(0);
    assertEquals("", clean.out());
    assertTrue(clean.err().contains("for 2 strings"), clean.err());
    String groups = admin.get("/api/gateway_groups").expect(200).body();
    assertFalse(groups.contains("canaries-"), groups);
  }

  @Test
  void theDoctorSeesWhetherTheDirectoriesArePrivateAndTheCertificateIsGood() throws IOException {
    String metrics = Integer.toString(process.metricsPort());
    Ended well = command("doctor").with("CLAVIGER_METRICS_PORT", metrics).run();
    for (String whose : List.of("port dp", "authority server", "authority data_plane")) {
      assertTrue(
          well.out().matches("(?s).*\\nok +certificate +that of the " + whose + " is good.*"),
          well.out());
    }
    assertTrue(well.out().matches("(?s).*\\nok +directories .*\\nok +certificate .*"), well.out());
    assertTrue(well.out().matches("(?s).*\\nok +certificate +https://.*"), well.out());
    assertTrue(well.out().matches("(?s).*\\nok +clock +the control plane's agrees.*"), well.out());
    assertTrue(
        well.out().matches("(?s).*\\n\\w+ +core dumps +the limit (of the control plane )?is .*"),
        well.out());
    assertEquals(
        well.out().lines().anyMatch(line -> line.startsWith("failed")) ? 1 : 0, well.code());
    Path key = process.dataDir().resolve("keys").resolve("root.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    try {
      Ended open = command("doctor").run().expect(1);
      assertTrue(
          open.out().matches("(?s).*\\nfailed +directories .*chmod 600 " + key + ".*"), open.out());
    } finally {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
