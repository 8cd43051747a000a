package io.claviger.adapters.persistence;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.ModelPart;
import org.jspecify.annotations.Nullable;

/** The statements that write one row of a table by its primary key, as Hibernate maps it. */
final class RowStatements {
  private final EntityMappingType entity;
  private final List<AttributeMapping> attributes = new ArrayList<>();
  private final String insert;
  private final String update;
  private final String delete;

  private RowStatements(EntityMappingType entity) {
    this.entity = entity;
    entity.forEachAttributeMapping(
        attribute -> {
          // What is not, the database fills in.
          if (attribute.getSelectable(0).isInsertable()) {
            attributes.add(attribute);
          }
        });
    String table = entity.getMappedTableDetails().getTableName();
    List<String> key = columns(entity.getIdentifierMapping());
    List<String> others = attributes.stream().flatMap(part -> columns(part).stream()).toList();
    List<String> all = Stream.concat(others.stream(), key.stream()).toList();
    String where = " where " + key.stream().map(RowStatements::set).collect(joining(" and "));
    insert =
        "insert into %s (%s) values (%s)"
            .formatted(
                table,
                String.join(",", all),
                String.join(",", Collections.nCopies(all.size(), "?")));
    update =
        "update %s set ".formatted(table)
            + others.stream().map(RowStatements::set).collect(joining(","))
            + where;
    delete = "delete from " + table + where;
  }

  /** Those of every table, by entity. */
  static Map<Class<?>, RowStatements> all(SessionFactory sessions) {
    Map<Class<?>, RowStatements> all = new HashMap<>();
    sessions
        .unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .forEachEntityDescriptor(
            entity -> all.put(entity.getMappedClass(), new RowStatements(entity)));
    return Map.copyOf(all);
  }

  /** A statement with the values that it takes, of one row. */
  record Write(Class<?> type, String sql, List<Value> values) {
    /**
     * @return the position after the last value
     */
    int bind(PreparedStatement statement, int first, SharedSessionContractImplementor session)
        throws SQLException {
      int position = first;
      for (Value value : values) {
        value.bind(statement, position++, session);
      }
      return position;
    }
  }

  /** A column's value. */
  record Value(JdbcMapping type, @Nullable Object value) {
    @SuppressWarnings("unchecked") // The mapping broke the row down to this value.
    private void bind(
        PreparedStatement statement, int position, SharedSessionContractImplementor session)
        throws SQLException {
      type.getJdbcValueBinder().bind(statement, value, position, session);
    }
  }

  Write insert(Object row, SharedSessionContractImplementor session) {
    return write(insert, row, attributes, session);
  }

  Write update(Object row, SharedSessionContractImplementor session) {
    return write(update, row, attributes, session);
  }

  /** As {@link #update}, but only where this column holds what it holds in another such row. */
  Write updateWhere(
      String column, Object same, Object row, SharedSessionContractImplementor session) {
    AttributeMapping part =
        attributes.stream()
            .filter(attribute -> attribute.getAttributeName().equals(column))
            .findFirst()
            .orElseThrow();
    Write all = update(row, session);
    List<Value> values = new ArrayList<>(all.values());
    add(values, part, part.getValue(same), session);
    String where = columns(part).stream().map(RowStatements::set).collect(joining(" and "));
    return new Write(all.type(), all.sql() + " and " + where, values);
  }

  Write delete(Object row, SharedSessionContractImplementor session) {
    return write(delete, row, List.of(), session);
  }

  /** All statements take the values of the primary key after the others. */
  private Write write(
      String sql,
      Object row,
      List<AttributeMapping> parts,
      SharedSessionContractImplementor session) {
    List<Value> values = new ArrayList<>();
    parts.forEach(part -> add(values, part, part.getValue(row), session));
    add(
        values,
        entity.getIdentifierMapping(),
        entity.getIdentifierMapping().getIdentifier(row),
        session);
    return new Write(entity.getMappedJavaType().getJavaTypeClass(), sql, values);
  }

  private static void add(
      List<Value> values,
      ModelPart part,
      @Nullable Object value,
      SharedSessionContractImplementor session) {
    part.breakDownJdbcValues(
        value,
        (position, column, mapping) -> values.add(new Value(mapping.getJdbcMapping(), column)),
        session);
  }

  private static List<String> columns(ModelPart part) {
    List<String> columns = new ArrayList<>();
    part.forEachSelectable((position, column) -> columns.add(column.getSelectionExpression()));
    return columns;
  }

  private static String set(String column) {
    return column + "=?";
  }
}
