package io.claviger.adapters.rest.edge;

import io.claviger.adapters.rest.http.Call;
import io.claviger.application.gate.Caller;
import io.claviger.domain.access.Actor;
import io.helidon.webserver.http.ServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Begins every call: who calls is unknown yet, from where is not. */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 100)
public final class CallFilter implements ContainerRequestFilter {
  private final SourceAddress sources;
  private final RandomGenerator random;

  /** A proxy that leads to the request of the calling thread. */
  @Context private @Nullable ServerRequest request;

  /**
   * @param trustedProxies whose word about the caller's address counts; each of them must overwrite
   *     or append to {@code X-Forwarded-For} or {@code Forwarded}
   */
  public CallFilter(List<Cidr> trustedProxies, RandomGenerator random) {
    this.sources = new SourceAddress(trustedProxies);
    this.random = random;
  }

  @Override
  public void filter(ContainerRequestContext context) {
    byte[] id = new byte[8];
    random.nextBytes(id);
    Caller caller = new Caller(new Actor.Unknown(), source(context), HexFormat.of().formatHex(id));
    new Call(caller, Optional.empty(), System.nanoTime()).keepIn(context);
  }

  private String source(ContainerRequestContext context) {
    if (request != null
        && request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress() != null) {
      return sources.of(
          peer.getAddress(), lines(context, "X-Forwarded-For"), lines(context, "Forwarded"));
    }
    throw new IllegalStateException("the server does not tell where the request comes from");
  }

  private static List<String> lines(ContainerRequestContext context, String header) {
    return context.getHeaders().getOrDefault(header, List.of());
  }
}
