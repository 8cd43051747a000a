package io.claviger.domain.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RevisionTest {
  private static final Revision LAST = new Revision(99_999_999_999_999L);

  @Test
  void revisionsHaveAtMostFourteenDigits() {
    assertEquals(14, LAST.toString().length());
    assertThrows(IllegalArgumentException.class, LAST::next);
    assertThrows(IllegalArgumentException.class, () -> new Revision(100_000_000_000_000L));
    assertThrows(IllegalArgumentException.class, () -> new Revision(-1));
  }

  @Test
  void revisionsAreOrdered() {
    Revision one = Revision.NONE.next();
    assertEquals(new Revision(1), one);
    assertTrue(one.isAfter(Revision.NONE));
    assertFalse(one.isAfter(one));
    assertFalse(Revision.NONE.isAfter(one));
    assertTrue(one.compareTo(LAST) < 0);
  }
}
