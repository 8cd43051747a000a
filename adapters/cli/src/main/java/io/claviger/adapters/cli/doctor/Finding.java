package io.claviger.adapters.cli.doctor;

/**
 * What was seen of one thing.
 *
 * @param text and what to do, where it is not well
 */
record Finding(Level level, String subject, String text) {
  enum Level {
    OK,
    WARNING,
    FAILED
  }

  static Finding ok(String subject, String text) {
    return new Finding(Level.OK, subject, text);
  }

  static Finding warning(String subject, String text) {
    return new Finding(Level.WARNING, subject, text);
  }

  static Finding failed(String subject, String text) {
    return new Finding(Level.FAILED, subject, text);
  }
}
