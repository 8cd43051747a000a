package io.claviger.adapters.rest.listener;

import io.claviger.adapters.rest.http.AnswerHeaders;
import io.claviger.application.port.Telemetry;
import io.claviger.domain.json.JsonTree;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words the refusals of requests that the application never sees as it words its own. */
final class EarlyRefusals implements DirectHandler {
  private static final int SERVER_ERROR = 500;

  private final Telemetry telemetry;

  private EarlyRefusals(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  static DirectHandlers handlers(Telemetry telemetry) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    EarlyRefusals one = new EarlyRefusals(telemetry);
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, one);
    }
    return handlers.build();
  }

  /**
   * @param message of the server, which may repeat what was sent; shown only if it is the guard's
   */
  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders given,
      @Nullable String message) {
    telemetry.request("admin", "other", "unmatched", status.code(), Duration.ZERO);
    String text =
        Optional.ofNullable(message)
            .flatMap(Malformed::withText)
            .map(Malformed::text)
            .orElseGet(() -> general(status.code()));
    TransportResponse.Builder response =
        TransportResponse.builder()
            .status(status)
            .keepAlive(false)
            .entity(
                JsonTree.object()
                    .add("error_msg", text)
                    .build()
                    .toString()
                    .getBytes(StandardCharsets.UTF_8))
            .header(HeaderNames.CONTENT_TYPE, "application/json");
    AnswerHeaders.ALL.forEach((name, value) -> response.header(HeaderNames.create(name), value));
    return response.build();
  }

  private static String general(int status) {
    if (status >= SERVER_ERROR) {
      return "internal error before the request was understood";
    }
    return switch (status) {
      case 404 -> "there is nothing at this address";
      case 413 -> "the body is larger than 1.5 MiB; send less";
      default -> "this is no well-formed request of HTTP/1.1; check its first line and its headers";
    };
  }
}
