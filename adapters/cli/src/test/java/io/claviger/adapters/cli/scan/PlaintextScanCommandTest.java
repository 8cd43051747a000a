package io.claviger.adapters.cli.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.cli.Called;
import io.claviger.adapters.cli.ScriptedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator's scan says where a string lies, and never what it says. */
class PlaintextScanCommandTest {
  private static final String ONE = "the-first-canary";
  private static final String TWO = "the-second-canary";
  private static final String BOTH = ONE + "\n\n" + TWO + "\r\n";

  @TempDir Path home;
  private Path deep;

  @BeforeEach
  void setUp() throws IOException {
    deep = Files.createDirectories(home.resolve("a").resolve("b"));
  }

  private Called scan(String input, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("doctor", "plaintext-scan"), Stream.of(arguments))
            .toArray(String[]::new);
    Called called = Called.with(() -> Called.premises(home, ""), input, all);
    assertFalse((called.out() + called.err()).contains(ONE), called.out());
    assertFalse((called.out() + called.err()).contains(TWO), called.out());
    return called;
  }

  @Test
  void whatIsFoundIsToldByFileByteAndEncoding() throws IOException {
    Files.writeString(deep.resolve("log"), "before " + TWO);
    Files.writeString(
        home.resolve("dump"),
        Base64.getEncoder().encodeToString(("x" + ONE).getBytes(StandardCharsets.UTF_8)));
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(deep.resolve("old.gz")))) {
      gzip.write((" " + ONE).getBytes(StandardCharsets.UTF_8));
    }
    Called called = scan(BOTH, home.toString()).expect(1);
    assertEquals(
        Set.of(
            "found: string 2, plain, in " + deep.resolve("log") + ", at byte 7",
            "found: string 1, base64 at 1, in " + home.resolve("dump") + ", at byte 2",
            "found: string 1, plain, in "
                + deep.resolve("old.gz")
                + ", in the gzip stream at byte 0, at byte 1"),
        new TreeSet<>(called.out().lines().toList()));
    assertTrue(called.err().contains("Searched 3 files"), called.err());
    assertTrue(called.err().contains("3 found"), called.err());
  }

  @Test
  void theDataDirectoryIsSearchedWhereNoPathIsGivenAndNothingEndsWithZero() throws IOException {
    Files.writeString(deep.resolve("file"), "nothing");
    Called called = scan(BOTH).expect(0);
    assertEquals("", called.out());
    assertTrue(called.err().contains("Searched 1 file, 7 B, for 2 strings"), called.err());
    Files.writeString(deep.resolve("file"), ONE);
    scan(BOTH).expect(1);
  }

  @Test
  void namesAreSearchedAndNotRepeated() throws IOException {
    Path named = Files.createDirectory(deep.resolve("x" + ONE));
    Files.writeString(named.resolve(TWO), "nothing");
    Called called = scan(BOTH).expect(1);
    assertEquals(
        List.of(
            "found: string 2, plain, in the name of " + deep.resolve("***/***") + ", at byte 0"),
        called.out().lines().toList());
  }

  @Test
  void stringsComeFromAFileToo() throws IOException {
    Path canaries = home.resolve("canaries");
    Files.writeString(canaries, BOTH);
    Path other = Files.writeString(deep.resolve("other"), TWO);
    scan("", "--canary-file", canaries.toString(), other.toString()).expect(1);
    Called none = scan("", "--canary-file", home.resolve("none").toString()).expect(1);
    assertTrue(none.err().contains("cannot be read"), none.err());
  }

  @Test
  void whatCannotBeSearchedIsNoCleanScan() throws IOException {
    Called missing = scan(BOTH, home.resolve("none").toString()).expect(1);
    assertTrue(missing.out().contains("not searched: "), missing.out());
    Path zip = Files.writeString(home.resolve("a.zip"), "PK\u0003\u0004 and so on");
    Called compressed = scan(BOTH, zip.toString()).expect(1);
    assertTrue(compressed.out().contains("unzip it"), compressed.out());
  }

  @Test
  void linksAreFollowedAndALoopEnds() throws IOException {
    Path target = Files.writeString(Files.createTempFile("elsewhere", ""), ONE);
    Files.createSymbolicLink(deep.resolve("link"), target);
    Files.createSymbolicLink(deep.resolve("loop"), home);
    Files.createSymbolicLink(deep.resolve("nowhere"), home.resolve("none"));
    Called called = scan(BOTH).expect(1);
    assertEquals(1, called.out().lines().count(), called.out());
    Files.delete(target);
  }

  @Test
  void withoutAStringNothingIsSearched() {
    Called none = scan("\n").expect(1);
    assertTrue(none.err().contains("no string to look for"), none.err());
    Called few = scan("long enough\nshort\n").expect(1);
    assertTrue(few.err().contains("string 2 is shorter"), few.err());
  }

  @Test
  void plantedCanariesAreFoundWhereAControlPlaneIsCarelessAndTheirGroupIsDeleted()
      throws Exception {
    Path log = deep.resolve("log");
    try (ScriptedServer server =
        ScriptedServer.start(home)
            .thenAnswers(200, "{}")
            .thatLogs("/api/gateway_groups", home.resolve("groups"))) {
      Called clean = server.call("doctor", "plaintext-scan", "--plant", home.toString()).expect(0);
      assertTrue(clean.err().contains("for 2 strings"), clean.err());
      Called found =
          server
              .thatLogs("/", log)
              .call("doctor", "plaintext-scan", "--plant", deep.toString())
              .expect(1);
      for (int string : List.of(1, 2)) {
        assertTrue(
            found.out().contains("found: string " + string + ", plain, in " + log), found.out());
      }
      List<String> asked = server.asked();
      assertEquals(8, asked.size(), asked.toString());
      for (int first : List.of(0, 4)) {
        String group = asked.get(first + 1).replaceFirst(".*=", "");
        assertEquals(
            List.of(
                "POST /api/gateway_groups",
                "PUT /apisix/admin/consumers?gateway_group_id=" + group,
                "GET /apisix/admin/consumers?gateway_group_id=" + group,
                "DELETE /api/gateway_groups/" + group + "?force=true"),
            asked.subList(first, first + 4));
      }
    }
  }

  @Test
  void whereTheDatabaseIsNotNothingIsCalledClean() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(home).thenAnswers(200, "{}")) {
      Called called = server.call("doctor", "plaintext-scan", "--plant", deep.toString()).expect(1);
      assertTrue(called.out().contains("not searched: the database in which"), called.out());
      assertTrue(server.asked().getLast().startsWith("DELETE /api/gateway_groups/canaries-"));
    }
  }

  @Test
  void aGroupOfCanariesThatIsNotDeletedIsNamed() throws Exception {
    try (ScriptedServer server =
        ScriptedServer.start(home)
            .thatLogs("/api/gateway_groups", deep.resolve("groups"))
            .thenAnswers(201, "{}")
            .thenAnswers(201, "{}")
            .thenAnswers(200, "{}")
            .thenAnswers(503, "{\"error_msg\":\"not now\"}")) {
      Called called = server.call("doctor", "plaintext-scan", "--plant", deep.toString()).expect(1);
      assertTrue(
          called.err().matches("(?s).*the gateway group canaries-[0-9a-f]+ is still there.*"),
          called.err());
    }
  }
}
