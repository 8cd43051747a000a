package io.claviger.adapters.cli.scan;

/** Who is told what a scan finds. */
public interface Findings {
  void found(Hit hit);

  /**
   * Something could not be looked into, so that nothing can be said of it.
   *
   * @param why and what to do
   */
  void notSearched(String place, String why);
}
