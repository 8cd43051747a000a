package io.claviger.adapters.cli.machine;

/** What a command ends with, for scripts. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}
