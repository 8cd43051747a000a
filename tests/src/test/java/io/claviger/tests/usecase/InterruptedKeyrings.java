package io.claviger.tests.usecase;

import io.claviger.application.port.Keyrings;
import io.claviger.domain.keyring.WrappedKey;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stored keyrings, where something happens once between reading one and using it. */
final class InterruptedKeyrings implements Keyrings {
  private final Keyrings real;
  private Runnable once = () -> {};

  InterruptedKeyrings(Keyrings real) {
    this.real = real;
  }

  void afterNextReading(Runnable work) {
    once = work;
  }

  @Override
  public List<WrappedKey> of(Scope scope) {
    List<WrappedKey> keys = real.of(scope);
    Runnable work = once;
    once = () -> {};
    work.run();
    return keys;
  }

  @Override
  public long version(Scope scope) {
    return real.version(scope);
  }

  @Override
  public Map<Scope, Long> versions() {
    return real.versions();
  }

  @Override
  public Revision hold(Scope scope) {
    return real.hold(scope);
  }

  @Override
  public Set<Scope> scopes() {
    return real.scopes();
  }

  @Override
  public void add(WrappedKey key) {
    real.add(key);
  }

  @Override
  public void replace(WrappedKey key) {
    real.replace(key);
  }
}
