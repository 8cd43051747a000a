package io.claviger.adapters.cli.scan;

import io.claviger.adapters.cli.scan.Needles.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for the needles in one stream of bytes, in whatever pieces it comes, and in every gzip
 * stream inside of it, and again inside of those. Of each form the first place is told. It keeps as
 * many bytes as the longest needle has, and reads every byte once.
 *
 * <p>Not found is what is compressed in another way, and what line breaks or anything else cuts
 * into pieces; nor what is nested deeper than {@value #MAX_DEPTH}, which is told of a whole stream.
 */
final class Search implements AutoCloseable {
  private static final int PIECE = 1 << 16;
  private static final int MAX_DEPTH = 3;

  /** In compressed bytes the mark of a gzip stream stands by chance now and then; it soon ends. */
  private static final int MAX_MEMBERS = 32;

  private static final int MARK = 0x1f8b08;
  private static final int MARK_BYTES = 3;

  private final Needles needles;
  private final Findings findings;
  private final String place;
  private final int piece;
  private final int depth;
  private final BitSet told = new BitSet();
  private final List<GzipMember> members = new ArrayList<>();
  private final byte[] buffer;
  private int kept;
  private long position;
  private long window;
  private boolean overfull;

  Search(Needles needles, Findings findings, String place) {
    this(needles, findings, place, PIECE, 0);
  }

  private Search(Needles needles, Findings findings, String place, int piece, int depth) {
    this.needles = needles;
    this.findings = findings;
    this.place = place;
    this.depth = depth;
    this.piece = piece;
    this.buffer = new byte[needles.longest() + piece];
  }

  /** Of bytes that are at hand. */
  static void in(byte[] bytes, Needles needles, Findings findings, String place) {
    int piece = Math.clamp(bytes.length, 1, PIECE);
    try (Search search = new Search(needles, findings, place, piece, 0)) {
      search.accept(bytes, 0, bytes.length);
    }
  }

  /** The next bytes of the stream. */
  void accept(byte[] bytes, int from, int to) {
    for (int start = from; start < to; start += piece) {
      int length = Math.min(piece, to - start);
      System.arraycopy(bytes, start, buffer, kept, length);
      look(kept, kept + length);
    }
  }

  /** Before the piece lies what was kept of the ones before it. */
  private void look(int from, int to) {
    members.removeIf(member -> !member.accept(buffer, from, to));
    long now = window;
    for (int i = from; i < to; i++) {
      now = (now << Byte.SIZE) | (buffer[i] & 0xff);
      Form[] candidates = needles.endingWith(now);
      if (candidates != null) {
        compare(candidates, i + 1, position + (i + 1 - from));
      }
      if ((now & 0xffffff) == MARK) {
        open(position + (i + 1 - from) - MARK_BYTES, i + 1, to);
      }
    }
    window = now;
    position += to - from;
    int keep = Math.min(to, needles.longest());
    System.arraycopy(buffer, to - keep, buffer, 0, keep);
    kept = keep;
  }

  /**
   * @param end of the needle in the buffer
   * @param absolute the same in the stream
   */
  private void compare(Form[] candidates, int end, long absolute) {
    for (Form form : candidates) {
      int start = end - form.bytes().length;
      if (start >= 0
          && !told.get(form.number())
          && Arrays.equals(buffer, start, end, form.bytes(), 0, form.bytes().length)) {
        told.set(form.number());
        findings.found(
            new Hit(form.string(), form.encoding(), place, absolute - form.bytes().length));
      }
    }
  }

  /** Begins to look into the gzip stream there, with what the buffer holds of it. */
  private void open(long at, int from, int to) {
    if (depth == MAX_DEPTH) {
      if (at == 0) {
        notSearched("is a gzip stream deeper than " + MAX_DEPTH + " in others");
      }
      return;
    }
    if (members.size() == MAX_MEMBERS) {
      if (!overfull) {
        findings.notSearched(
            place, "more than " + MAX_MEMBERS + " gzip streams lie in each other at byte " + at);
      }
      overfull = true;
      return;
    }
    String inside = place + ", in the gzip stream at byte " + at;
    GzipMember member =
        new GzipMember(new Search(needles, findings, inside, PIECE, depth + 1), at == 0);
    if (member.accept(buffer, from, to)) {
      members.add(member);
    }
  }

  /** At the end of the stream. */
  @Override
  public void close() {
    for (GzipMember member : members) {
      member.breakOff();
    }
    members.clear();
    Arrays.fill(buffer, (byte) 0);
  }

  void notSearched(String why) {
    findings.notSearched(place, why);
  }
}
