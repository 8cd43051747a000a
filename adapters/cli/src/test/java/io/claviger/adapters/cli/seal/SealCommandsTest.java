package io.claviger.adapters.cli.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.cli.Called;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seal is made, opened and closed from the command line. */
class SealCommandsTest {
  private static final String PUBLIC = "-----BEGIN PUBLIC KEY-----\n";
  private static final String PASSWORD = "the password of the first administrator";

  @TempDir static Path home;
  private SealedServer server;

  @BeforeEach
  void start() throws Exception {
    server = SealedServer.start(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Called call(String token, String input, String... command) {
    return Called.with(() -> Called.premises(home, token), input, toServer(command));
  }

  private Called typing(List<String> lines, String... command) {
    return Called.typing(() -> Called.premises(home, ""), lines, toServer(command));
  }

  private String[] toServer(String... command) {
    return Stream.concat(
            Stream.of(command),
            Stream.of("--address", server.address(), "--ca-cert", server.certificate()))
        .toArray(String[]::new);
  }

  private Called init() {
    return call("", PASSWORD + "\n", "init", "--shares", "5", "--threshold", "3").expect(0);
  }

  /** The prompts for what is typed. */
  private static List<String> asked(Called called) {
    return called.err().lines().filter(line -> line.endsWith(": ")).toList();
  }

  @Test
  void initWritesTheSharesAloneToTheOutputAndThePasswordNowhere() {
    Called called = init();
    assertEquals(
        List.of("cvgs1_share1", "cvgs1_share2", "cvgs1_share3", "cvgs1_share4", "cvgs1_share5"),
        called.out().lines().toList());
    assertFalse(called.err().contains("cvgs1"), called.err());
    assertEquals(PASSWORD, server.password());
    assertFalse((called.out() + called.err()).contains(PASSWORD));
    Called again = call("", PASSWORD, "init", "--shares", "5", "--threshold", "3").expect(1);
    assertTrue(again.err().contains("initialized already"), again.err());
  }

  @Test
  void onATerminalThePasswordIsTypedTwiceAndNotShown() {
    Called called =
        typing(List.of(PASSWORD, PASSWORD), "init", "--shares", "5", "--threshold", "3").expect(0);
    assertEquals(5, called.out().lines().count(), called.out());
    assertEquals(2, asked(called).size(), called.err());
    assertEquals(PASSWORD, server.password());
    assertFalse((called.out() + called.err()).contains(PASSWORD));
  }

  @Test
  void aPasswordThatIsTypedDifferentlyInitializesNothing() {
    Called called =
        typing(List.of(PASSWORD, PASSWORD + "?"), "init", "--shares", "5", "--threshold", "3")
            .expect(1);
    assertTrue(called.err().contains("nothing was initialized"), called.err());
    assertFalse(called.err().contains(PASSWORD), called.err());
    assertEquals("", called.out());
    assertEquals("", server.password());
  }

  @Test
  void sharesThatTheOutputDoesNotTakeAreSaidToBeLost() {
    Called called =
        Called.withFullOutput(
                () -> Called.premises(home, ""),
                PASSWORD + "\n",
                toServer("init", "--shares", "5", "--threshold", "3"))
            .expect(1);
    assertTrue(called.err().contains("they are lost"), called.err());
    assertTrue(called.err().contains("empty database"), called.err());
    assertFalse(called.err().contains("only copies"), called.err());
    assertFalse(called.err().contains("cvgs1"), called.err());
  }

  @Test
  void forRecipientsInitSaysWhoseEachEncryptedShareIs(@TempDir Path keys) throws IOException {
    Path alice = Files.writeString(keys.resolve("alice.pub"), PUBLIC + "ALICE\n");
    Path bob = Files.writeString(keys.resolve("bob.pub"), PUBLIC + "BOB\n");
    Called called =
        call(
                "",
                PASSWORD + "\n",
                "init",
                "--shares",
                "2",
                "--threshold",
                "2",
                "--recipient",
                alice.toString(),
                bob.toString())
            .expect(0);
    assertEquals(
        List.of(
            "Share for " + alice + ", key of ALICE",
            "BEGIN",
            "for ALICE",
            "END",
            "Share for " + bob + ", key of BOB",
            "BEGIN",
            "for BOB",
            "END"),
        called.out().lines().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-----BEGIN EC PRIVATE KEY-----\nhunter2\n", "hunter2\n"})
  void aPrivateKeyInThePlaceOfAPublicOneDoesNotLeave(String content, @TempDir Path keys)
      throws IOException {
    Path key = Files.writeString(keys.resolve("alice.key"), content);
    Called called =
        call(
                "",
                PASSWORD + "\n",
                "init",
                "--shares",
                "1",
                "--threshold",
                "1",
                "--recipient",
                key.toString())
            .expect(1);
    assertTrue(called.err().contains(key + " holds "), called.err());
    assertFalse(called.err().contains("hunter2"), called.err());
    assertEquals("", server.password());
  }

  @Test
  void initNeedsAPassword() {
    Called called = call("", "", "init", "--shares", "5", "--threshold", "3").expect(1);
    assertTrue(called.err().contains("a password is needed"), called.err());
    assertTrue(server.isSealed());
  }

  @Test
  void sharesComeLineByLineAndABadOneTakesNothingFromTheOthers() {
    init();
    Called called = call("", "cvgs1_share1\r\ncvgs1_bad\ncvgs1_share4\ncvgs1_share2\n", "unseal");
    called.expect(0);
    assertFalse(server.isSealed());
    assertEquals("Open.", called.out().strip());
    assertTrue(called.err().contains("Share 2 was refused"), called.err());
    assertFalse(called.err().contains("cvgs1"), called.err());
    assertFalse(called.err().contains("\u001b"), "a control plane plays with the terminal");
    call("", "", "unseal").expect(0);
  }

  @Test
  void onATerminalSharesAreAskedForUntilAnEmptyLineAndNotShown() {
    init();
    Called some =
        typing(List.of("cvgs1_share1", "cvgs1_bad", "", "cvgs1_share2"), "unseal").expect(1);
    assertEquals("Still sealed: 1 of 3", some.out().strip());
    assertEquals(3, asked(some).size(), some.err());
    Called rest = typing(List.of("cvgs1_share2", "cvgs1_share3"), "unseal").expect(0);
    assertEquals("Open.", rest.out().strip());
    assertEquals(2, asked(rest).size(), "it asks once more");
    for (Called called : List.of(some, rest)) {
      assertFalse(called.err().contains("cvgs1"), called.err());
    }
  }

  @Test
  void eachMayGiveOneShareAndScriptsLearnWhetherItWasTaken() {
    Called early = call("", "cvgs1_share1\n", "unseal").expect(1);
    assertTrue(early.err().contains("init"), early.err());
    init();
    Called one = call("", "cvgs1_share1\n", "unseal").expect(0);
    assertEquals("Still sealed: 1 of 3", one.out().strip());
    call("", "cvgs1_bad\n", "unseal").expect(1);
    call("", "", "unseal").expect(1);
    call("", "cvgs1_share2\n", "unseal").expect(0);
    assertEquals("Open.", call("", "cvgs1_share3\n", "unseal").expect(0).out().strip());
  }

  @Test
  void sealTakesAToken() {
    init();
    call("", "cvgs1_share1\ncvgs1_share2\ncvgs1_share3\n", "unseal").expect(0);
    call("", "", "seal").expect(1);
    call("another", "", "seal").expect(1);
    assertFalse(server.isSealed());
    call(SealedServer.TOKEN, "", "seal").expect(0);
    assertTrue(server.isSealed());
  }

  @Test
  void statusOfASealedControlPlaneAsksForNoToken() {
    init();
    call("", "cvgs1_share1\n", "unseal").expect(0);
    Called called = call(SealedServer.TOKEN, "", "status").expect(1);
    assertTrue(called.out().contains("no: sealed"), called.out());
    assertTrue(called.out().contains("shamir, sealed: 1 of 3 shares given"), called.out());
  }

  @Test
  void resetForgetsTheSharesThatWereGiven() {
    init();
    call("", "cvgs1_share1\n", "unseal").expect(0);
    Called called = call("", "cvgs1_share2\n", "unseal", "--reset").expect(0);
    assertEquals("Forgotten. shamir, sealed: 0 of 3 shares given", called.out().strip());
    call("", "cvgs1_share2\ncvgs1_share3\n", "unseal").expect(0);
    assertTrue(server.isSealed());
  }

  @Test
  void rotateRootTakesTheTokenAndAsManySharesAsTheThresholdAndRepeatsNone() {
    init();
    String shares = "cvgs1_share1\ncvgs1_share4\ncvgs1_share2\n";
    Called sealed = call(SealedServer.TOKEN, shares, "rotate-root").expect(1);
    assertTrue(sealed.err().contains("is sealed"), sealed.err());
    call("", shares, "unseal").expect(0);

    call(SealedServer.TOKEN, "cvgs1_share1\ncvgs1_share1\ncvgs1_share1\n", "rotate-root").expect(1);
    Called few = call(SealedServer.TOKEN, "cvgs1_share1\n", "rotate-root").expect(1);
    assertTrue(few.err().contains("it takes 3 shares"), few.err());
    for (Called done :
        List.of(
            call(SealedServer.TOKEN, shares, "rotate-root"),
            call("", SealedServer.TOKEN + "\n" + shares, "rotate-root"))) {
      done.expect(0);
      assertEquals("The new root key is 0123456789abcdef.", done.out().strip());
      assertFalse((done.out() + done.err()).contains("cvgs1"), done.err());
    }
  }
}
