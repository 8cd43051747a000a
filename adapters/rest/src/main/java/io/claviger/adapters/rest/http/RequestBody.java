package io.claviger.adapters.rest.http;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.Resource;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request, which is JSON whatever its Content-Type says.
 *
 * <p>Guarantees: never more than {@value #LIMIT} bytes are read; a body that is larger is a 413,
 * before it is read where Content-Length tells. A Content-Encoding is a 415, because a few bytes of
 * it can become gigabytes. The bytes are wiped once they are parsed.
 */
public final class RequestBody {
  /** What the largest resource takes. */
  public static final int LIMIT = Resource.MAX_BYTES;

  private RequestBody() {}

  public static JsonObject object(ContainerRequestContext request) {
    return parsed(request, StrictJson::object);
  }

  public static JsonValue value(ContainerRequestContext request) {
    return parsed(request, StrictJson::parse);
  }

  private static <T> T parsed(ContainerRequestContext request, Function<byte[], T> parser) {
    byte[] body = bytes(request);
    if (body.length == 0) {
      throw invalid("the body is missing; send it as JSON");
    }
    try {
      return parser.apply(body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static byte[] bytes(ContainerRequestContext request) {
    refuseEncoded(request.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    refuseDeclared(request.getHeaderString(HttpHeaders.CONTENT_LENGTH));
    byte[] body = read(request);
    if (body.length > LIMIT) {
      Arrays.fill(body, (byte) 0);
      throw tooLarge();
    }
    return body;
  }

  private static byte[] read(ContainerRequestContext request) {
    try {
      return request.getEntityStream().readNBytes(LIMIT + 1);
    } catch (IOException | RuntimeException e) {
      // Of broken chunks the server throws whatever it stumbled over.
      throw invalid("the body is not as its framing says, or ended before it was complete");
    }
  }

  private static void refuseEncoded(@Nullable String encoding) {
    if (encoding != null && !encoding.isBlank() && !encoding.trim().equalsIgnoreCase("identity")) {
      throw new NotSupportedException();
    }
  }

  private static void refuseDeclared(@Nullable String length) {
    if (length != null
        && length.matches("[0-9]+")
        && (length.length() > 18 || Long.parseLong(length) > LIMIT)) {
      throw tooLarge();
    }
  }

  private static ClientErrorException tooLarge() {
    return new ClientErrorException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
  }
}
