package io.claviger.adapters.cli.scan;

/**
 * Keeps the mark of what was planted apart from what must not be found. Where it is nowhere, the
 * database was not searched, and that nothing was found says nothing.
 */
final class Marked implements Findings {
  private final Needles needles;
  private final Findings others;
  private boolean seen;

  Marked(Needles needles, Findings others) {
    this.needles = needles;
    this.others = others;
  }

  @Override
  public void found(Hit hit) {
    if (needles.isMark(hit.string())) {
      seen = true;
    } else {
      others.found(hit);
    }
  }

  @Override
  public void notSearched(String place, String why) {
    others.notSearched(place, why);
  }

  /** All that there is has been looked at. */
  void end() {
    if (needles.hasMark() && !seen) {
      others.notSearched(
          "the database in which the strings were planted",
          "is in none of these places; name its directory, on the machine where it is");
    }
  }
}
