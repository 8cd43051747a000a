package io.claviger.adapters.cli.scan;

import static io.claviger.adapters.cli.scan.Found.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gzip hides is found, and what cannot be looked into is told. */
class GzipTest {
  private static final String SECRET = "a secret that is compressed";

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** So that what is compressed has no copy of the secret, and some length. */
  private static byte[] text() {
    StringBuilder text = new StringBuilder();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      text.append(Long.toString(random.nextLong(), 36)).append(i == 12_000 ? SECRET : " ");
    }
    return utf8(text.toString());
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000, 65_536, 1_000_000})
  void aFileOfSeveralMembersIsLookedInto(int piece) throws IOException {
    byte[] first = gzip(utf8("nothing in here"));
    Found found = Found.in(join(first, gzip(text())), piece, SECRET);
    assertEquals(1, found.hits().size());
    Hit hit = found.hits().getFirst();
    assertEquals("there, in the gzip stream at byte " + first.length, hit.place());
    assertEquals(new String(text(), StandardCharsets.UTF_8).indexOf(SECRET), hit.offset());
    assertEquals(List.of(), found.notSearched());
  }

  @Test
  void aStreamAmongOtherBytesAndOneInsideOfAnotherAreLookedInto() throws IOException {
    byte[] noise = new byte[300_000];
    new SplittableRandom(9).nextBytes(noise);
    byte[] nested = gzip(join(utf8("outside "), gzip(text())));
    Found found = Found.in(join(noise, nested, noise), 1000, SECRET);
    assertEquals(
        List.of("there, in the gzip stream at byte 300000, in the gzip stream at byte 8"),
        found.hits().stream().map(Hit::place).toList());
    assertEquals(List.of(), found.notSearched());
  }

  @Test
  void whatIsNestedTooDeepIsToldNotToBeSearched() throws IOException {
    byte[] three = gzip(gzip(gzip(text())));
    assertFalse(Found.in(three, 1000, SECRET).hits().isEmpty());
    Found found = Found.in(gzip(three), 1000, SECRET);
    assertTrue(found.notSearched().stream().anyMatch(told -> told.contains("deeper than 3")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 8, 16, 4 + 8 + 16 + 2, 31})
  void everyKindOfHeaderIsPassed(int flags) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
    if ((flags & 4) != 0) {
      out.writeBytes(new byte[] {3, 1});
      out.writeBytes(new byte[0x103]);
    }
    if ((flags & 8) != 0) {
      out.writeBytes(utf8("a name\0"));
    }
    if ((flags & 16) != 0) {
      out.writeBytes(utf8("\0"));
    }
    if ((flags & 2) != 0) {
      out.writeBytes(new byte[] {0x1f, (byte) 0x8b});
    }
    try (DeflaterOutputStream deflater =
        new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true))) {
      deflater.write(utf8(SECRET + SECRET));
    }
    out.writeBytes(new byte[8]);
    for (int piece : new int[] {1, 5, 10_000}) {
      Found found = Found.in(out.toByteArray(), piece, SECRET);
      assertEquals(
          List.of(new Hit(1, "plain", "there, in the gzip stream at byte 0", 0)), found.hits());
    }
  }

  @Test
  void aFileThatBreaksOffIsSearchedSoFarAndTold() throws IOException {
    byte[] whole = gzip(text());
    Found most = Found.in(Arrays.copyOf(whole, whole.length - 9), 1000, SECRET);
    assertEquals(1, most.hits().size());
    assertEquals(1, most.notSearched().size());
    assertTrue(most.notSearched().getFirst().contains("is broken off"));
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 1000, 1100, (byte) 0xff);
    assertEquals(1, Found.in(damaged, 1000, SECRET).notSearched().size());
  }

  @Test
  void marksWithoutEndCostNoMemory() {
    byte[] marks = new byte[3_000_000];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = new byte[] {0x1f, (byte) 0x8b, 8}[i % 3];
    }
    assertEquals(List.of(), Found.in(join(utf8(" "), marks), 65_536, SECRET).hits());
    // A header whose name never ends, again and again.
    byte[] open = {0x1f, (byte) 0x8b, 8, 8, 1, 1, 1, 1, 1, 1};
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < 1000; i++) {
      many.writeBytes(open);
    }
    List<String> told = Found.in(many.toByteArray(), 100, SECRET).notSearched();
    assertEquals(2, told.size(), told.toString());
    assertTrue(told.getFirst().contains("more than"), told.getFirst());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PK\u0003\u0004", "BZh", "PGDMP"})
  void otherCompressionIsTold(String mark) {
    assertTrue(OtherCompression.of(utf8(mark + "0123456789")).isPresent());
    assertTrue(OtherCompression.of(utf8(" " + mark)).isEmpty());
  }

  /** Headers of pg_dump --format=custom of versions 17 and 15, with and without compression. */
  @Test
  void anArchiveOfPgDumpIsToldIfItIsCompressed() {
    byte[] head = Arrays.copyOf(utf8("PGDMP"), OtherCompression.HEAD_BYTES);
    System.arraycopy(new byte[] {1, 16, 0, 4, 8, 1, 1}, 0, head, 5, 7);
    assertTrue(OtherCompression.of(head).isPresent());
    head[11] = 0;
    assertTrue(OtherCompression.of(head).isEmpty());
    System.arraycopy(new byte[] {1, 14, 0, 4, 8, 1, 1, 1}, 0, head, 5, 8);
    assertTrue(OtherCompression.of(head).isPresent());
    System.arraycopy(new byte[] {1, 14, 0, 4, 8, 1, 0, 0}, 0, head, 5, 8);
    assertTrue(OtherCompression.of(head).isEmpty());
  }
}
