package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.AuditEntryRow;
import io.claviger.application.port.AuditLog.Filter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A filter of audit entries as the condition of a query; values are parameters, never text. */
record AuditCondition(Map<String, Object> parameters) {
  private static final Map<String, String> CLAUSES =
      Map.of(
          "action", "action = :action",
          "actor", "actor = :actor",
          "resource", "resource = :resource",
          "group", "gatewayGroup = :group",
          "from", "time >= :from",
          "to", "time < :to");

  static AuditCondition of(Filter filter) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    put(parameters, "action", filter.action().map(AuditEntryRow::indexed));
    put(parameters, "actor", filter.actor().map(AuditEntryRow::indexed));
    put(parameters, "resource", filter.resource().map(AuditEntryRow::indexed));
    put(parameters, "group", filter.group().map(AuditEntryRow::indexed));
    put(parameters, "from", filter.from().map(Instant::toEpochMilli));
    put(parameters, "to", filter.to().map(Instant::toEpochMilli));
    return new AuditCondition(parameters);
  }

  private static void put(Map<String, Object> parameters, String name, Optional<?> value) {
    value.ifPresent(present -> parameters.put(name, present));
  }

  String where() {
    return parameters.isEmpty()
        ? ""
        : " where " + String.join(" and ", parameters.keySet().stream().map(CLAUSES::get).toList());
  }

  <T> GuardedQuery<T> bind(GuardedQuery<T> query) {
    parameters.forEach(query::setParameter);
    return query;
  }
}
