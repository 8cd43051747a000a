package io.claviger.adapters.rest.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Takes every connection for HTTP/1.1, and lets the server see only what a guard lets through. */
final class GuardedHttp implements ServerConnectionSelector {
  private final Guard guard;
  private final Http1ConnectionSelector http;

  GuardedHttp(Guard guard) {
    this.guard = guard;
    this.http =
        Http1ConnectionSelector.builder()
            .config(
                Http1Config.builder()
                    // Above the guard's own limits, so that it is the guard that refuses.
                    .maxPrologueLength(2 * RequestStream.MAX_LINE)
                    .maxHeadersSize(2 * RequestStream.MAX_HEADERS)
                    .receiveLog(false)
                    .sendLog(false)
                    .build())
            .build();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return 0;
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    Connection connection =
        guard
            .connections()
            .between(context.localPeer().address(), context.remotePeer().address())
            .orElseThrow(() -> new CloseConnectionException("the connection was cut off"));
    return new Guarded(
        connection, http.connection(new GuardedContext(context, connection, guard.refusals())));
  }

  private record Guarded(Connection connection, ServerConnection http)
      implements ServerConnection, InterruptableTask<Void> {
    @Override
    public void handle(Limit limit) throws InterruptedException {
      connection.patience().established();
      try {
        http.handle(limit);
      } finally {
        connection.finish();
      }
    }

    /** The guard knows better than the server whether a connection is idle. */
    @Override
    public Duration idleTime() {
      return Duration.ZERO;
    }

    @Override
    public void close(boolean interrupt) {
      http.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return http instanceof InterruptableTask<?> task && task.canInterrupt();
    }
  }
}
