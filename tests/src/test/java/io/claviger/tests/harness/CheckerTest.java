package io.claviger.tests.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckerTest {
  private static final String CREATED =
      "{\"result\":{\"header\":{\"revision\":\"4\"},\"created\":true}}\n";
  private static final String PUT =
      "{\"kv\":{\"key\":\"L2FwaXNpeC9yb3V0ZXMvMQ==\",\"create_revision\":\"2\","
          + "\"mod_revision\":\"5\",\"value\":\"eyJpZCI6IjEifQ==\"}}";
  private static final String DELETE =
      "{\"type\":\"DELETE\",\"kv\":{\"key\":\"L2FwaXNpeC9yb3V0ZXMvMg==\",\"mod_revision\":\"6\"}}";

  private final Checker checker = new Checker();

  private static String events(String revision, String... events) {
    return "{\"result\":{\"header\":{\"revision\":\""
        + revision
        + "\"},\"events\":["
        + String.join(",", events)
        + "]}}\n";
  }

  @Test
  void aStreamAsItShouldBeHasNoViolations() {
    checker.streamBegins(5);
    checker.message(CREATED);
    checker.message(events("5", PUT));
    checker.message("{\"result\":{\"header\":{\"revision\":\"5\"},\"created\":true}}\n");
    checker.message(events("6", DELETE));
    checker.streamBegins(5);
    checker.message(CREATED);
    checker.message(events("6", PUT, DELETE));
    assertEquals(List.of(), checker.violations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":{\"header\":{\"revision\":\"5\"}}}\n",
        "{\"result\":{\"header\":{\"revision\":\"5\"},\"canceled\":true}}\n",
        "{\"result\":{\"header\":{\"revision\":\"5\"},\"events\":[]}}\n",
        "{\"result\":{\"header\":{\"revision\":\"3\"},\"created\":true}}\n",
        "{\"result\":{\"header\":{\"revision\":\"5\"},\"created\":true}}",
        "\n{\"result\":{\"header\":{\"revision\":\"5\"},\"created\":true}}\n",
        "{\"result\":{\"header\":{\"revision\":\"5\"},\"created\":true,\"events\":[]}}\n"
      })
  void aMessageThatHarmsADataPlaneIsAViolation(String chunk) {
    checker.streamBegins(5);
    checker.message(CREATED);
    checker.message(chunk);
    assertFalse(checker.violations().isEmpty());
  }

  @Test
  void eventsOutOfOrderOrNewerThanTheirHeaderAreViolations() {
    checker.streamBegins(5);
    checker.message(CREATED);
    checker.message(events("6", DELETE, PUT));
    checker.message(events("6", DELETE));
    checker.streamBegins(5);
    checker.message(CREATED);
    checker.message(events("5", DELETE));
    assertEquals(
        List.of(
            "the revisions of events do not increase",
            "a message with events repeats a revision",
            "the revisions of events do not increase",
            "an event is newer than its header"),
        checker.violations());
  }

  @Test
  void aStreamThatBeginsWithEventsOrEndsWithALastChunkIsAViolation() {
    checker.streamBegins(5);
    checker.message(events("5", PUT));
    checker.streamEndsWithALastChunk();
    assertEquals(
        List.of("a stream does not begin with created", "a stream ended with a last chunk"),
        checker.violations());
  }
}
