package io.claviger.adapters.rest.listener;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a peer sends, cut into requests: it gives a head only as a whole and if it is well-formed,
 * and a body, chunks too, in pieces no longer than what is received at a time. So no more of a
 * request is kept than {@value #MAX_LINE} and {@value #MAX_HEADERS} bytes of its head, and what is
 * received at a time.
 *
 * <p>Where more than one request comes at a time, the connection ends after the answer to the
 * first: what was hidden behind another request is never answered.
 */
final class RequestStream implements Supplier<byte @Nullable []> {
  static final int MAX_LINE = 4_096;
  static final int MAX_HEADERS = 16_384;

  /** Of the size of a chunk: with more it is longer than any body may be. */
  private static final int MAX_SIZE_DIGITS = 7;

  private static final byte[] NOTHING = new byte[0];
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<byte @Nullable []> peer;
  private final Patience patience;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final StringBuilder size = new StringBuilder();
  private byte[] input = NOTHING;
  private int at;
  private State state = State.HEAD;
  private int headersFrom;
  private int lineFrom;
  private boolean returned;
  private long left;

  private enum State {
    HEAD,
    LENGTH,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    LAST_END
  }

  /**
   * @param peer waits for what it sends; null where that has ended
   */
  RequestStream(Supplier<byte @Nullable []> peer, Patience patience) {
    this.peer = peer;
    this.patience = patience;
  }

  /**
   * @return null where no further request is taken
   * @throws io.helidon.http.RequestException with a {@link Malformed}
   */
  @Override
  public byte @Nullable [] get() {
    if (state == State.HEAD && at < input.length) {
      return null;
    }
    while (at < input.length || receive()) {
      byte[] piece =
          switch (state) {
            case HEAD -> head();
            case LENGTH -> take();
            case CHUNK_SIZE -> chunkSize();
            case CHUNK_DATA -> chunk();
            case CHUNK_END, LAST_END -> chunkEnd();
          };
      if (piece.length > 0) {
        return piece;
      }
    }
    return null;
  }

  private boolean receive() {
    byte[] received = peer.get();
    if (received == null) {
      return false;
    }
    input = received;
    at = 0;
    if (state != State.HEAD) {
      patience.received(received.length);
    } else if (head.size() == 0) {
      patience.headBegins();
    }
    return true;
  }

  private byte[] head() {
    while (at < input.length) {
      byte b = input[at++];
      if (returned != (b == '\n')) {
        throw (headersFrom == 0 ? Malformed.LINE : Malformed.HEADER).refusal();
      }
      returned = b == '\r';
      head.write(b);
      if (b == '\n' && lineEnds()) {
        return wholeHead();
      }
      checkLength();
    }
    return NOTHING;
  }

  /**
   * @return whether it was the empty line after the headers
   */
  private boolean lineEnds() {
    boolean empty = head.size() - lineFrom == 2;
    if (headersFrom == 0) {
      if (empty) {
        throw Malformed.LINE.refusal();
      }
      headersFrom = head.size();
      empty = false;
    }
    lineFrom = head.size();
    return empty;
  }

  private void checkLength() {
    if (headersFrom == 0 && head.size() > MAX_LINE) {
      throw Malformed.LINE_TOO_LONG.refusal();
    }
    if (headersFrom > 0 && head.size() - headersFrom > MAX_HEADERS) {
      throw Malformed.HEADERS_TOO_LONG.refusal();
    }
  }

  private byte[] wholeHead() {
    byte[] whole = head.toByteArray();
    long length = RequestHead.bodyLength(whole);
    head.reset();
    headersFrom = 0;
    lineFrom = 0;
    returned = false;
    left = length;
    if (length == RequestHead.CHUNKED) {
      state = State.CHUNK_SIZE;
    } else if (length > 0) {
      state = State.LENGTH;
    }
    if (length == 0) {
      patience.requestEnds();
    } else {
      patience.bodyBegins();
    }
    return whole;
  }

  /** As much as there is of what is left. */
  private byte[] take() {
    int count = (int) Math.min(left, input.length - at);
    byte[] piece = Arrays.copyOfRange(input, at, at + count);
    at += count;
    left -= count;
    if (left == 0) {
      if (state == State.LENGTH) {
        requestEnds();
      } else {
        state = State.CHUNK_END;
      }
    }
    return piece;
  }

  /** A part of a chunk, as a chunk of its own. */
  private byte[] chunk() {
    byte[] data = take();
    byte[] begin = (Integer.toHexString(data.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] piece = Arrays.copyOf(begin, begin.length + data.length + 2);
    System.arraycopy(data, 0, piece, begin.length, data.length);
    piece[piece.length - 2] = '\r';
    piece[piece.length - 1] = '\n';
    return piece;
  }

  private byte[] chunkSize() {
    while (at < input.length) {
      byte b = input[at++];
      if (returned) {
        require(b == '\n' && !size.isEmpty());
        left = Long.parseLong(size, 0, size.length(), 16);
        size.setLength(0);
        returned = false;
        state = left == 0 ? State.LAST_END : State.CHUNK_DATA;
        return NOTHING;
      }
      returned = b == '\r';
      if (!returned) {
        require(RequestHead.isHex(b) && size.length() < MAX_SIZE_DIGITS);
        size.append((char) b);
      }
    }
    return NOTHING;
  }

  private byte[] chunkEnd() {
    byte b = input[at++];
    require(b == (returned ? '\n' : '\r'));
    returned = !returned;
    if (returned) {
      return NOTHING;
    }
    if (state == State.LAST_END) {
      requestEnds();
      return LAST_CHUNK;
    }
    state = State.CHUNK_SIZE;
    return NOTHING;
  }

  private void requestEnds() {
    state = State.HEAD;
    patience.requestEnds();
  }

  private static void require(boolean right) {
    if (!right) {
      throw Malformed.CHUNK.refusal();
    }
  }
}
