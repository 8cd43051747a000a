package io.claviger.adapters.cli.scan;

/** Whether anything was found at all. */
final class Seen implements Findings {
  private boolean any;

  boolean any() {
    return any;
  }

  @Override
  public void found(Hit hit) {
    any = true;
  }

  @Override
  public void notSearched(String place, String why) {
    // Nothing was seen there.
  }
}
