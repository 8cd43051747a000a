package io.claviger.adapters.rest.listener;

import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import java.util.Arrays;
import java.util.Optional;

/** What can be wrong with a request before it is one. Nothing of what was sent is repeated. */
enum Malformed {
  LINE("the first line must be a method, a path and HTTP/1.1, with one space between them"),
  LINE_TOO_LONG(Status.REQUEST_URI_TOO_LONG_414, "the address is longer than 4 KiB; shorten it"),
  TARGET("the address must be a path that begins with a slash; leave scheme and host out"),
  ESCAPE("the address has a percent sign without two hexadecimal digits; write %25 for the sign"),
  HEADER("a header is not one line of a name, a colon and a value"),
  HEADERS_TOO_LONG(
      Status.create(431), "the headers are longer than 16 KiB in all; send fewer or shorter ones"),
  HOST("send the header Host once, with the name of this server"),
  LENGTH(
      "the length of the body is not clear; send one Content-Length, or Transfer-Encoding: chunked"
          + " alone"),
  CHUNK("the body is not in the chunks of HTTP/1.1, without extensions and trailers"),
  ENCODING(
      Status.UNSUPPORTED_MEDIA_TYPE_415, "send the body as plain JSON, without a Content-Encoding"),
  EXPECTATION(Status.EXPECTATION_FAILED_417, "only 100-continue can be expected; leave Expect out"),
  UPGRADE("this port speaks HTTP/1.1 only; leave Upgrade out");

  private final Status status;
  private final String text;

  Malformed(String text) {
    this(Status.BAD_REQUEST_400, text);
  }

  Malformed(Status status, String text) {
    this.status = status;
    this.text = text;
  }

  String text() {
    return text;
  }

  static Optional<Malformed> withText(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }

  /** Ends the connection, because where the next request would begin is not known. */
  RequestException refusal() {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .status(status)
        .message(text)
        .safeMessage(true)
        .setKeepAlive(false)
        .build();
  }
}
