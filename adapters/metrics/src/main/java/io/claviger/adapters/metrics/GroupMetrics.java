package io.claviger.adapters.metrics;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.claviger.application.feed.ChangeFeed;
import io.claviger.application.gateway.Presence;
import io.claviger.domain.gateway.GroupId;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How the gateway groups stand, each group by its id. */
final class GroupMetrics {
  private static final List<String> LABELS = List.of("group");

  private GroupMetrics() {}

  static List<MetricFamilySamples> of(
      Collection<ChangeFeed> feeds, Collection<Presence> presences) {
    Map<GroupId, ChangeFeed> groups = byId(feeds);
    Map<GroupId, Long> instances =
        presences.stream().collect(groupingBy(here -> here.feed().group(), counting()));
    return List.of(
        gauge(groups, "claviger_watches", "Open watches.", ChangeFeed::followers),
        gauge(
            groups,
            "claviger_instances",
            "Gateway instances that were here lately.",
            feed -> instances.getOrDefault(feed.group(), 0L)),
        gauge(
            groups,
            "claviger_group_revision",
            "The last revision that data planes can have.",
            feed -> feed.revision().value()),
        gauge(
            groups,
            "claviger_group_frozen",
            "1 if the group stands still at its last good snapshot.",
            feed -> feed.frozen().isPresent() ? 1 : 0));
  }

  /** For a moment after its group was deleted there can be two of an id; a sample is one. */
  private static Map<GroupId, ChangeFeed> byId(Collection<ChangeFeed> feeds) {
    return feeds.stream()
        .filter(feed -> !feed.closed())
        .collect(toMap(ChangeFeed::group, feed -> feed, (one, other) -> other));
  }

  private static GaugeMetricFamily gauge(
      Map<GroupId, ChangeFeed> groups,
      String name,
      String help,
      ToDoubleFunction<ChangeFeed> value) {
    GaugeMetricFamily family = new GaugeMetricFamily(name, help, LABELS);
    groups.forEach((id, feed) -> family.addMetric(List.of(id.value()), value.applyAsDouble(feed)));
    return family;
  }
}
