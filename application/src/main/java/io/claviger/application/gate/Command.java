package io.claviger.application.gate;

/** What is asked for. It names who asks, and checks itself when it is made. */
public interface Command {
  Caller caller();
}
