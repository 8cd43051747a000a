package io.claviger.adapters.rest.http;

import java.util.List;

/**
 * Which part of a list is asked for.
 *
 * @param page from 1
 */
public record Paging(int page, int size) {
  private static final int MOST_PAGES = 1_000_000;

  /** All of it, as long as neither {@code page} nor {@code page_size} is sent. */
  public static Paging orAll(Parameters parameters, int least, int most) {
    boolean paged = parameters.text("page").or(() -> parameters.text("page_size")).isPresent();
    return paged ? of(parameters, least, most, 10) : new Paging(1, Integer.MAX_VALUE);
  }

  public static Paging of(Parameters parameters, int least, int most, int otherwise) {
    return new Paging(
        parameters.integer("page", 1, MOST_PAGES).orElse(1L).intValue(),
        parameters.integer("page_size", least, most).orElse((long) otherwise).intValue());
  }

  public <T> List<T> slice(List<T> all) {
    long from = Math.min((page - 1L) * size, all.size());
    long to = Math.min(from + size, all.size());
    return all.subList((int) from, (int) to);
  }
}
