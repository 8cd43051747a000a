package io.claviger.adapters.cli.server;

/** No control plane answered, or none that is trusted. The reason says what to do. */
public final class UnreachableException extends RuntimeException {
  private final String reason;
  private final boolean untrusted;

  private UnreachableException(String reason, boolean untrusted) {
    super(reason);
    this.reason = reason;
    this.untrusted = untrusted;
  }

  static UnreachableException silent(String reason) {
    return new UnreachableException(reason, false);
  }

  static UnreachableException untrusted(String reason) {
    return new UnreachableException(reason, true);
  }

  /** Whether something answered. */
  public boolean isUntrusted() {
    return untrusted;
  }

  public String reason() {
    return reason;
  }
}
