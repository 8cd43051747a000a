package io.claviger.adapters.rest.listener;

import java.time.Duration;

/**
 * How long a peer is waited for. Each part of a request has a time of its own, of which only that
 * counts during which the peer was waited for. Used by the thread of the connection, looked at by
 * the one that ends connections.
 */
final class Patience {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration BODY = Duration.ofSeconds(15);

  /**
   * Longer than the 60 s for which nginx keeps connections, so that it is the client who closes.
   */
  private static final Duration IDLE = Duration.ofSeconds(75);

  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /** What a body and an answer have more time for, at least: 32 KiB in a second. */
  private static final long NANOS_PER_BYTE = 1_000_000_000L / (32 * 1024);

  private static final long NEVER = Long.MAX_VALUE / 2;

  private long left;
  private long since;
  private volatile long until;

  Patience() {
    left = HANDSHAKE.toNanos();
    waits();
  }

  /** The handshake is done: the head of the first request is due. */
  void established() {
    rests();
    left = HEAD.toNanos();
  }

  void headBegins() {
    left = HEAD.toNanos();
  }

  void bodyBegins() {
    left = BODY.toNanos();
  }

  void received(int bytes) {
    left += bytes * NANOS_PER_BYTE;
  }

  void requestEnds() {
    left = IDLE.toNanos();
  }

  /** From now on the peer is waited for. */
  void waits() {
    since = System.nanoTime();
    until = since + left;
  }

  /** The peer has done what it was waited for. */
  void rests() {
    long now = System.nanoTime();
    left -= now - since;
    until = now + NEVER;
  }

  /** From now on it is waited for the peer to read. */
  void writes(int bytes) {
    until = System.nanoTime() + ANSWER.toNanos() + bytes * NANOS_PER_BYTE;
  }

  void written() {
    until = System.nanoTime() + NEVER;
  }

  /** The connection ends; the peer is given time to read the last answer. */
  void farewell() {
    until = System.nanoTime() + FAREWELL.toNanos();
  }

  /** Any thread. */
  boolean isOver(long now) {
    return now - until > 0;
  }
}
