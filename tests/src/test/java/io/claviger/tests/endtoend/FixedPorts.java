package io.claviger.tests.endtoend;

import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that were free a moment ago, for a process that comes back where it was. */
record FixedPorts(int admin, int dp, int metrics) {

  static FixedPorts find() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket admin = new ServerSocket(0, 1, loopback);
        ServerSocket dp = new ServerSocket(0, 1, loopback);
        ServerSocket metrics = new ServerSocket(0, 1, loopback)) {
      return new FixedPorts(admin.getLocalPort(), dp.getLocalPort(), metrics.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClavigerProcess.Setup of(ClavigerProcess.Setup setup) {
    return setup
        .with("CLAVIGER_ADMIN_PORT", Integer.toString(admin))
        .with("CLAVIGER_DP_PORT", Integer.toString(dp))
        .with("CLAVIGER_METRICS_PORT", Integer.toString(metrics));
  }
}
