package io.claviger.adapters.persistence;

import io.claviger.application.port.ChangeSignal;
import io.claviger.domain.shared.Scope;
import java.util.function.Consumer;

/** For the embedded database, which no other process can open: there is nobody to tell or hear. */
public final class SingleProcessChangeSignal implements ChangeSignal {
  @Override
  public void announce(Scope scope) {}

  @Override
  public void listen(Consumer<Scope> listener) {}
}
