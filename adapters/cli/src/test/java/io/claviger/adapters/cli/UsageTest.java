package io.claviger.adapters.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.cli.machine.Premises;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line is understood, or nothing is done. */
class UsageTest {
  private static final String SECRET = "planted-in-the-wrong-place";

  private static Called call(String... arguments) {
    return Called.with(UsageTest::noPremises, "", arguments);
  }

  /** Neither a help nor a refusal takes any settings. */
  private static Premises noPremises() {
    throw new AssertionError("the settings were read");
  }

  /** What it does not know may be a secret in the wrong place, and is not repeated. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotate",
        "rotate default --system",
        "rotate default " + SECRET,
        SECRET,
        "status --token=" + SECRET,
        "status --insecure",
        "status --address http://localhost:1",
        "status --address https://user:" + SECRET + "@localhost",
        "status --address https://localhost/?token=" + SECRET,
        "init --shares " + SECRET + " --threshold 2",
        "init --shares 3",
        "unseal " + SECRET,
        "unseal --reset=" + SECRET,
        "seal --hard=" + SECRET
      })
  void aWrongCommandLineEndsWithTwoAndIsNotRepeated(String line) {
    Called called = call(line.split(" ", -1)).expect(2);
    assertFalse((called.out() + called.err()).contains(SECRET), called.err());
    assertTrue(called.err().contains("--help"), called.err());
  }

  @Test
  void everyCommandTeaches() {
    String overview = call("--help").expect(0).out();
    assertEquals(overview, call("help").expect(0).out());
    List<String> commands = commandsIn(overview);
    assertTrue(commands.size() >= 6, overview);
    for (String command : commands) {
      teaches(command);
    }
  }

  private static void teaches(String command) {
    String help = call((command + " --help").split(" ", -1)).expect(0).out();
    assertTrue(help.contains("Usage: bootstrap/run " + command), help);
    assertTrue(help.contains("Exit codes:"), help);
    assertTrue(help.contains("Example"), help);
    commandsIn(help).forEach(below -> teaches(command + " " + below));
  }

  private static List<String> commandsIn(String help) {
    return help.lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.matches("  \\w.*"))
        .map(line -> line.strip().split(" ", 2)[0])
        .filter(name -> !name.equals("help"))
        .toList();
  }
}
