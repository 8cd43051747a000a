package io.claviger.adapters.cli.scan;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One gzip stream (RFC 1952) inside another stream: what it holds is searched as it comes. What
 * looks like one and is none ends as soon as that shows.
 */
final class GzipMember {
  private static final int PIECE = 1 << 15;

  private final Search inside;
  private final boolean whole;
  private final GzipHeader header = new GzipHeader();
  private final Inflater inflater = new Inflater(true);
  private final byte[] inflated = new byte[PIECE];

  /**
   * @param whole whether everything is in this stream, so that its breaking off is told
   */
  GzipMember(Search inside, boolean whole) {
    this.inside = inside;
    this.whole = whole;
  }

  /**
   * The next bytes; the first ones are those behind the mark.
   *
   * @return whether it goes on
   */
  boolean accept(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && !header.isComplete()) {
      header.accept(bytes[start++]);
    }
    if (header.isWrong()) {
      breakOff();
      return false;
    }
    inflater.setInput(bytes, start, to - start);
    try {
      for (int length = inflate(); length > 0; length = inflate()) {
        inside.accept(inflated, 0, length);
      }
    } catch (DataFormatException e) {
      breakOff();
      return false;
    }
    if (inflater.finished() || inflater.needsDictionary()) {
      end();
      return false;
    }
    return true;
  }

  private int inflate() throws DataFormatException {
    return inflater.inflate(inflated);
  }

  /** Its end did not come. */
  void breakOff() {
    if (whole) {
      inside.notSearched("is broken off; only what comes before that was searched");
    }
    end();
  }

  private void end() {
    inside.close();
    inflater.end();
  }
}
