package io.claviger.tests.benchmark;

import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.DpSocket;
import java.io.IOException;
import java.time.Duration;

/** Reads everything at once, as a data plane that starts. */
record RangeReader(DpEndpoint endpoint) {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String BODY =
      "{\"key\":\""
          + EtcdSide.base64("/apisix")
          + "\",\"range_end\":\""
          + EtcdSide.base64("/apisiy")
          + "\"}";

  /** From the request on, ms. */
  record Took(double firstByte, double all) {}

  Took read() throws IOException {
    try (DpSocket socket = DpSocket.open(endpoint, LIMIT)) {
      long begin = System.nanoTime();
      DpSocket.Response head = socket.open("/v3/kv/range", BODY);
      double first = (System.nanoTime() - begin) / 1e6;
      if (head.status() != 200) {
        throw new IOException("a range was refused with " + head.status());
      }
      socket.skip(head);
      return new Took(first, (System.nanoTime() - begin) / 1e6);
    }
  }
}
