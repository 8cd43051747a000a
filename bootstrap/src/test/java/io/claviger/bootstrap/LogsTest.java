package io.claviger.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogsTest {
  private static String logged(String message, Throwable thrown) {
    LogRecord event = new LogRecord(Level.SEVERE, message);
    event.setLoggerName("io.claviger.test");
    event.setThrown(thrown);
    return new Logs.Line().format(event);
  }

  @Test
  void messagesOfExceptionsAreNotLogged() {
    Throwable cause = new IllegalArgumentException("planted9");
    cause.addSuppressed(new IllegalStateException("planted9"));
    String logged = logged("it failed", new IllegalStateException("planted9", cause));
    assertFalse(logged.contains("planted9"), logged);
    assertTrue(logged.contains("it failed\njava.lang.IllegalStateException\n\tat "), logged);
    assertTrue(logged.contains("\ncaused by java.lang.IllegalArgumentException\n\tat "), logged);
    assertTrue(logged.contains("LogsTest"), logged);
  }

  @Test
  void aTraceHasABoundedLength() {
    Throwable deep = new IllegalStateException();
    deep.setStackTrace(
        java.util.Collections.nCopies(100_000, new StackTraceElement("a.B", "c", "B.java", 1))
            .toArray(StackTraceElement[]::new));
    for (int i = 0; i < 1_000; i++) {
      deep = new IllegalStateException(deep);
    }
    assertTrue(logged("it failed", deep).length() < 100_000);
  }

  @Test
  void aMessageIsOneLine() {
    String logged = logged("a\nforged\r\u001b[2Jline", new IllegalStateException());
    assertEquals(
        0, logged.substring(0, logged.indexOf("line")).chars().filter(c -> c < 32).count());
  }
}
