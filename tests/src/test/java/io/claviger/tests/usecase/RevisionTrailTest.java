package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.application.feed.RevisionTrail;
import io.claviger.domain.shared.Revision;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RevisionTrailTest {
  private static final Duration AGE = Duration.ofSeconds(90);

  private long millis = 1_000_000;
  private final RevisionTrail trail =
      new RevisionTrail(AGE, () -> Duration.ofMillis(millis).toNanos());

  private void reached(long revision) {
    trail.reached(new Revision(revision));
  }

  @Test
  void beforeItHasSeenEnoughItAnswersTheBeginning() {
    assertEquals(Revision.NONE, trail.before());
    reached(7);
    millis += 89_999;
    assertEquals(Revision.NONE, trail.before());
    millis++;
    assertEquals(new Revision(7), trail.before());
  }

  @Test
  void itAnswersWhatTheRevisionWasAndNotWhatItIs() {
    reached(7);
    millis += 100_000;
    reached(8);
    assertEquals(new Revision(7), trail.before());
    millis += 90_000;
    assertEquals(new Revision(8), trail.before());
  }

  @Test
  void howeverMuchIsWrittenTheAnswerIsNeverNewerAndLittleOlder() {
    TreeMap<Long, Long> history = new TreeMap<>();
    for (long revision = 1; revision <= 20_000; revision++) {
      millis += revision % 37;
      history.put(millis, revision);
      reached(revision);
      long newest = at(history, millis - 90_000);
      long oldest = at(history, millis - 92_100);
      long answer = trail.before().value();
      assertTrue(oldest <= answer && answer <= newest, oldest + " " + answer + " " + newest);
    }
    millis += 90_000;
    assertEquals(new Revision(20_000), trail.before(), "once it is quiet the last one counts");
  }

  private static long at(NavigableMap<Long, Long> history, long time) {
    Map.Entry<Long, Long> entry = history.floorEntry(time);
    return entry == null ? 0 : entry.getValue();
  }
}
