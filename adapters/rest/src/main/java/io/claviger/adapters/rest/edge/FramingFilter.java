package io.claviger.adapters.rest.edge;

import io.claviger.adapters.rest.http.JsonAnswer;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * Refuses a body without one clear length (RFC 9112, section 6.3), whoever sends it: two programs
 * could read it differently, and a part of it could pass a proxy as a request of its own.
 */
@PreMatching
@Priority(Priorities.AUTHENTICATION - 50)
public final class FramingFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    List<String> lengths = lines(request, HttpHeaders.CONTENT_LENGTH);
    List<String> codings = lines(request, "Transfer-Encoding");
    boolean clear =
        codings.isEmpty()
            ? lengths.isEmpty() || isNumber(lengths)
            : lengths.isEmpty() && isChunked(codings);
    if (!clear) {
      request.abortWith(refusal());
    }
  }

  private static List<String> lines(ContainerRequestContext request, String header) {
    return request.getHeaders().getOrDefault(header, List.of());
  }

  private static boolean isNumber(List<String> lengths) {
    return lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,18}");
  }

  private static boolean isChunked(List<String> codings) {
    return codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
  }

  /** It ends the connection: what follows may belong to this request or to another. */
  private static Response refusal() {
    return Response.fromResponse(
            JsonAnswer.error(
                400,
                "the length of the body is not clear; send one Content-Length, or"
                    + " Transfer-Encoding: chunked alone"))
        .header("Connection", "close")
        .build();
  }
}
