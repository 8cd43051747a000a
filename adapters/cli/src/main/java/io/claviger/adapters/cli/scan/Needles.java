package io.claviger.adapters.cli.scan;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.Secret;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strings that are looked for, each in every form of {@link Encodings}. All are known by their
 * last {@value #SUFFIX} bytes, so one look-up for each byte of a haystack serves however many.
 */
public final class Needles implements AutoCloseable {
  /** Shorter ones would be found by chance. */
  public static final int LEAST_BYTES = 8;

  static final int SUFFIX = Long.BYTES;
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final int strings;
  private final List<Form> forms;
  private final int longest;
  private final int shift;
  private final long[] suffixes;
  private final Form[] @Nullable [] table;

  /**
   * One way in which a string may lie about.
   *
   * @param number of the form
   * @param string its place in the list of strings, from 1
   */
  record Form(int number, int string, String encoding, byte[] bytes) {}

  private Needles(int strings, List<Form> forms) {
    this.strings = strings;
    this.forms = forms;
    this.longest = forms.stream().mapToInt(form -> form.bytes().length).max().orElse(SUFFIX);
    int bits = Long.SIZE - Long.numberOfLeadingZeros(forms.size() * 4L);
    this.shift = Long.SIZE - bits;
    this.suffixes = new long[1 << bits];
    this.table = new Form[1 << bits] @Nullable [];
    forms.forEach(this::enter);
  }

  /**
   * Takes copies; the caller closes what it gave.
   *
   * @throws io.claviger.domain.shared.RefusedException if there is none, or a short one
   */
  public static Needles of(List<Secret> strings) {
    return of(strings, strings.size());
  }

  /**
   * As {@link #of(List)}.
   *
   * @param mark what is to be there, of which {@link #isMark} tells
   */
  static Needles of(List<Secret> strings, Secret mark) {
    List<Secret> all = new ArrayList<>(strings);
    all.add(mark);
    return of(all, strings.size());
  }

  private static Needles of(List<Secret> strings, int wanted) {
    if (strings.isEmpty()) {
      throw invalid("there is no string to look for; give one on each line");
    }
    List<Form> forms = new ArrayList<>();
    for (int string = 1; string <= strings.size(); string++) {
      Secret secret = strings.get(string - 1);
      if (secret.length() < LEAST_BYTES) {
        throw invalid(
            "string "
                + string
                + " is shorter than "
                + LEAST_BYTES
                + " bytes and would be found by chance");
      }
      add(forms, string, secret.reveal(Encodings::of));
    }
    return new Needles(wanted, forms);
  }

  /** Of forms that are the same, as most are of a word, the first names them. */
  private static void add(List<Form> forms, int string, Map<String, byte[]> encodings) {
    Set<ByteBuffer> different = new HashSet<>();
    encodings.forEach(
        (encoding, bytes) -> {
          if (different.add(ByteBuffer.wrap(bytes))) {
            forms.add(new Form(forms.size(), string, encoding, bytes));
          }
        });
  }

  private void enter(Form form) {
    long suffix = ByteBuffer.wrap(form.bytes()).getLong(form.bytes().length - SUFFIX);
    int slot = slot(suffix);
    for (Form @Nullable [] there = table[slot]; there != null; there = table[slot]) {
      if (suffixes[slot] == suffix) {
        Form[] more = Arrays.copyOf(there, there.length + 1);
        more[there.length] = form;
        table[slot] = more;
        return;
      }
      slot = next(slot);
    }
    suffixes[slot] = suffix;
    table[slot] = new Form[] {form};
  }

  /** The forms that end with these bytes, or null: this is asked for every byte. */
  Form @Nullable [] endingWith(long suffix) {
    int slot = slot(suffix);
    Form @Nullable [] there = table[slot];
    while (there != null && suffixes[slot] != suffix) {
      slot = next(slot);
      there = table[slot];
    }
    return there;
  }

  private int slot(long suffix) {
    return (int) ((suffix * SPREAD) >>> shift);
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  /** How many there are without the mark. */
  int strings() {
    return strings;
  }

  int forms() {
    return (int) forms.stream().filter(form -> !isMark(form.string())).count();
  }

  boolean isMark(int string) {
    return string > strings;
  }

  boolean hasMark() {
    return forms.stream().anyMatch(form -> isMark(form.string()));
  }

  int longest() {
    return longest;
  }

  @Override
  public void close() {
    forms.forEach(form -> Arrays.fill(form.bytes(), (byte) 0));
  }
}
