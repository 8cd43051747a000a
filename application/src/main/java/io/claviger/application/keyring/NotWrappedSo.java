package io.claviger.application.keyring;

/** Two keys do not open a data key; whoever asked knows whether that is an alarm. */
final class NotWrappedSo extends RuntimeException {
  NotWrappedSo() {
    super("the keys do not open this data key", null, false, false);
  }
}
