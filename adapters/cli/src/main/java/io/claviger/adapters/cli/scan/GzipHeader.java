package io.claviger.adapters.cli.scan;

/** The header of a gzip stream behind its mark, read byte by byte (RFC 1952). */
final class GzipHeader {
  private static final int FIXED = 7;
  private static final int CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int WITH_CHECKSUM = 2;
  private static final int RESERVED = 0xe0;

  private int flags = -1;
  private int skip = FIXED;
  private int lengthBytes;
  private int length;
  private boolean inText;
  private boolean complete;

  boolean isComplete() {
    return complete;
  }

  boolean isWrong() {
    return flags > 0 && (flags & RESERVED) != 0;
  }

  void accept(byte octet) {
    if (flags < 0) {
      flags = octet & 0xff;
      skip = FIXED - 1;
      return;
    }
    if (lengthBytes > 0) {
      lengthBytes--;
      length = (length >>> Byte.SIZE) | ((octet & 0xff) << Byte.SIZE);
      skip = lengthBytes == 0 ? length : 0;
    } else if (inText) {
      inText = octet != 0;
    } else {
      skip--;
    }
    if (lengthBytes == 0 && !inText && skip <= 0) {
      nextPart();
    }
  }

  private void nextPart() {
    if (takes(EXTRA)) {
      lengthBytes = 2;
    } else if (takes(NAME) || takes(COMMENT)) {
      inText = true;
    } else if (takes(WITH_CHECKSUM)) {
      skip = CHECKSUM;
    } else {
      complete = true;
    }
  }

  /** Each part comes once, in this order. */
  private boolean takes(int part) {
    boolean there = (flags & part) != 0;
    flags &= ~part;
    return there;
  }
}
