package io.claviger.bootstrap;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Deque;

/** Closes what was opened, the last first, whatever fails on the way. */
final class Shutdown {
  private static final Logger LOG = System.getLogger(Shutdown.class.getName());

  private Shutdown() {}

  static void closeAll(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.log(Level.WARNING, "could not close " + next.getClass().getSimpleName(), e);
      }
    }
  }
}
