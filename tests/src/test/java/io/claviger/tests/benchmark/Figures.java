package io.claviger.tests.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was measured, and the table of it: medians over the rounds. */
final class Figures {
  private final Map<Figure, Map<String, List<Double>>> values = new LinkedHashMap<>();

  /**
   * @param name with its unit
   * @param goal for the ratio, or for Claviger's own value where there is nothing to compare with
   */
  record Figure(String name, String goal) {}

  /**
   * @param side whose value it is: {@code claviger}, or what it is compared with
   */
  void add(Figure figure, String side, double value) {
    values
        .computeIfAbsent(figure, absent -> new LinkedHashMap<>())
        .computeIfAbsent(side, absent -> new ArrayList<>())
        .add(value);
  }

  /** In Markdown. */
  String table() {
    return "| metric | Claviger | compared with | ratio | goal |\n|---|---|---|---|---|\n"
        + values.entrySet().stream()
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining());
  }

  private static String row(Figure figure, Map<String, List<Double>> sides) {
    double own = Numbers.median(sides.getOrDefault("claviger", List.of(Double.NaN)));
    String other =
        sides.keySet().stream().filter(side -> !side.equals("claviger")).findFirst().orElse("");
    String compared = "–";
    String ratio = "–";
    if (!other.isEmpty()) {
      double value = Numbers.median(sides.getOrDefault(other, List.of()));
      compared = other + " " + number(value);
      ratio = number(own / value);
    }
    return "| "
        + String.join(" | ", figure.name(), number(own), compared, ratio, figure.goal())
        + " |\n";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
