package io.claviger.adapters.rest.listener;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads the head of a request as strictly as RFC 9112 allows (sections 3, 5 and 6), for what two
 * programs could read differently is how one request is hidden in another.
 */
final class RequestHead {
  private static final String VERSION = " HTTP/1.1";
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
  private static final int MAX_LENGTH_DIGITS = 18;

  /** A body in chunks. */
  static final long CHUNKED = -1;

  private int hosts;
  private int lengths;
  private int codings;
  private long length;

  private RequestHead() {}

  /**
   * @param head with the empty line at its end, whose line feeds each follow a carriage return
   * @return how many bytes of body follow, or {@link #CHUNKED}
   * @throws io.helidon.http.RequestException with a {@link Malformed}
   */
  static long bodyLength(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    RequestHead read = new RequestHead();
    int end = text.indexOf("\r\n");
    checkLine(text.substring(0, end));
    for (int from = end + 2; from < head.length - 2; from = end + 2) {
      end = text.indexOf("\r\n", from);
      read.header(text.substring(from, end));
    }
    return read.bodyLength();
  }

  private long bodyLength() {
    if (hosts != 1) {
      throw Malformed.HOST.refusal();
    }
    if (lengths + codings > 1) {
      throw Malformed.LENGTH.refusal();
    }
    return codings == 1 ? CHUNKED : length;
  }

  private static void checkLine(String line) {
    int space = line.indexOf(' ');
    int targetEnd = line.length() - VERSION.length();
    if (space < 1 || targetEnd <= space || !line.endsWith(VERSION) || !isMethod(line, space)) {
      throw Malformed.LINE.refusal();
    }
    String target = line.substring(space + 1, targetEnd);
    if (target.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw Malformed.LINE.refusal();
    }
    if (!target.startsWith("/")) {
      throw Malformed.TARGET.refusal();
    }
    checkEscapes(target);
  }

  private static void checkEscapes(String target) {
    for (int at = target.indexOf('%'); at >= 0; at = target.indexOf('%', at + 1)) {
      if (at + 2 >= target.length()
          || !isHex(target.charAt(at + 1))
          || !isHex(target.charAt(at + 2))) {
        throw Malformed.ESCAPE.refusal();
      }
    }
  }

  private void header(String line) {
    int colon = line.indexOf(':');
    if (colon < 1 || !isToken(line, colon) || hasControls(line)) {
      throw Malformed.HEADER.refusal();
    }
    String value = line.substring(colon + 1).strip();
    switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "host" -> host(value);
      case "content-length" -> contentLength(value);
      case "transfer-encoding" -> transferEncoding(value);
      case "content-encoding" -> require(value.equalsIgnoreCase("identity"), Malformed.ENCODING);
      case "expect" -> require(value.equalsIgnoreCase("100-continue"), Malformed.EXPECTATION);
      case "upgrade" -> throw Malformed.UPGRADE.refusal();
      default -> {
        // Means nothing to the listener.
      }
    }
  }

  private void host(String value) {
    require(!value.isEmpty(), Malformed.HOST);
    hosts++;
  }

  private void contentLength(String value) {
    require(
        !value.isEmpty()
            && value.length() <= MAX_LENGTH_DIGITS
            && value.chars().allMatch(c -> c >= '0' && c <= '9'),
        Malformed.LENGTH);
    length = Long.parseLong(value);
    lengths++;
  }

  private void transferEncoding(String value) {
    require(value.equalsIgnoreCase("chunked"), Malformed.LENGTH);
    codings++;
  }

  private static void require(boolean right, Malformed otherwise) {
    if (!right) {
      throw otherwise.refusal();
    }
  }

  /** They are case-sensitive: what somebody lets through as no DELETE is none here either. */
  private static boolean isMethod(String line, int end) {
    return isToken(line, end)
        && line.substring(0, end).chars().noneMatch(c -> c >= 'a' && c <= 'z');
  }

  private static boolean isToken(String text, int end) {
    return text.substring(0, end)
        .chars()
        .allMatch(c -> isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0);
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
  }
}
