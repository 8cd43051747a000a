package io.claviger.adapters.rest.listener;

import io.helidon.common.context.Contexts;
import io.helidon.microprofile.cdi.HelidonContainer;
import io.helidon.webserver.http.DirectHandlers;
import javax.net.ssl.SSLContext;

/**
 * What guards the port. The server makes its own parts from a configuration, so they find this in
 * the context of the container that starts it.
 *
 * @param tls whose sockets are only of connections that were admitted
 * @param refusals of requests that the application never sees
 */
record Guard(Connections connections, SSLContext tls, DirectHandlers refusals) {
  /** Of the parts, in the server's configuration. */
  static final String NAME = "guarded";

  /** To the server that was built and is not started yet. */
  void offer() {
    HelidonContainer.instance().context().register(this);
  }

  /**
   * @throws IllegalStateException if none was offered: a guarded port does not open without
   */
  static Guard offered() {
    return Contexts.context()
        .flatMap(context -> context.get(Guard.class))
        .orElseThrow(() -> new IllegalStateException("the port has no guard"));
  }
}
