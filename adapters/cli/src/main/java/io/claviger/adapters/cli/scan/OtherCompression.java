package io.claviger.adapters.cli.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that hold what a search cannot see, known by how they begin: better said than passed over.
 */
enum OtherCompression {
  ZIP("unzip it", "PK\u0003\u0004"),
  BZIP2("bunzip2 it", "BZh"),
  XZ("unxz it", "\u00fd7zXZ\0"),
  ZSTANDARD("unzstd it", "(\u00b5/\u00fd"),
  LZ4("unlz4 it", "\u0004\"M\u0018"),
  SEVEN_ZIP("unpack it with 7z", "7z\u00bc\u00af'\u001c"),
  PG_DUMP("write it out with pg_restore -f FILE, or dump with --format=plain", "PGDMP") {
    @Override
    boolean isWhatBegins(byte[] head) {
      return super.isWhatBegins(head) && isCompressed(head);
    }
  };

  /** As many first bytes as are looked at. */
  static final int HEAD_BYTES = 32;

  private static final int PG_MINOR = 6;
  private static final int PG_INTEGER_BYTES = 8;
  private static final int PG_COMPRESSION = 11;
  private static final int PG_FIRST_WITH_ALGORITHM = 15;

  private final String advice;
  private final byte[] mark;

  OtherCompression(String advice, String mark) {
    this.advice = advice;
    this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Optional<OtherCompression> of(byte[] head) {
    return Stream.of(values()).filter(kind -> kind.isWhatBegins(head)).findFirst();
  }

  String advice() {
    return "is compressed (" + name() + "): " + advice + ", and search that";
  }

  boolean isWhatBegins(byte[] head) {
    return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
  }

  /** An archive of {@code pg_dump} says it as an algorithm, an older one as a level; 0 is none. */
  private static boolean isCompressed(byte[] head) {
    if (head.length < HEAD_BYTES) {
      return true;
    }
    if (head[PG_MINOR] >= PG_FIRST_WITH_ALGORITHM) {
      return head[PG_COMPRESSION] != 0;
    }
    for (int i = 0; i < Math.clamp(head[PG_INTEGER_BYTES], 1, Long.BYTES); i++) {
      // Behind the sign.
      if (head[PG_COMPRESSION + 1 + i] != 0) {
        return true;
      }
    }
    return false;
  }
}
