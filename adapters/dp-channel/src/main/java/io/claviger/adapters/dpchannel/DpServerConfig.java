package io.claviger.adapters.dpchannel;

import java.time.Duration;

/**
 * Where the port is and what it bears.
 *
 * @param host the address to listen on
 * @param port 0 for any free one
 */
public record DpServerConfig(String host, int port, Limits limits, Times times) {

  /**
   * @param connections more are closed at once; an instance has only a fair share of them, and so
   *     has a source with those by which no instance was let in yet
   * @param handshakes under way at a time; further connections wait, and sources take turns
   * @param streams of one instance; further watches are refused with 429
   */
  public record Limits(int connections, int handshakes, int streams) {
    public static final Limits DEFAULT = of(20_000);

    public static Limits of(int connections) {
      return new Limits(connections, 1_024, 256);
    }
  }

  /**
   * @param handshake from its beginning to its end
   * @param request from the first byte of a request to its last
   * @param idle between requests, and until a handshake may begin; longer than the 60 s for which
   *     nginx keeps connections, so that it is the client who closes
   * @param stall how long a peer may not read what is written
   * @param heartbeat of a silent watch; APISIX gives a watch up after 50 s of silence
   * @param sweep how often all of these are looked at, and every stream's right to go on
   * @param drain how long requests may go on while the port closes
   */
  public record Times(
      Duration handshake,
      Duration request,
      Duration idle,
      Duration stall,
      Duration heartbeat,
      Duration sweep,
      Duration drain) {
    public static final Times DEFAULT =
        new Times(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(60),
            Duration.ofSeconds(25),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3));
  }

  public static DpServerConfig at(String host, int port, int connections) {
    return new DpServerConfig(host, port, Limits.of(connections), Times.DEFAULT);
  }
}
