package io.claviger.application.port;

import io.claviger.domain.shared.Scope;
import java.util.function.Consumer;

/**
 * Tells other processes on the same database that a group has changed. It is a hint and nothing
 * more: signals may be lost, late or doubled, and polling finds what they missed.
 */
public interface ChangeSignal {
  /** After a commit; never throws, and waits for nothing. */
  void announce(Scope scope);

  /** Calls the listener on a thread of its own for what other processes announce. */
  void listen(Consumer<Scope> listener);
}
