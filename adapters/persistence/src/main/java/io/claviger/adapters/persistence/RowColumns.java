package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.Unguarded;
import io.claviger.domain.shared.LengthPrefixed;
import io.claviger.domain.shared.Utf8;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.ModelPart;
import org.jspecify.annotations.Nullable;

/**
 * The table and the guarded columns of one kind of row, as Hibernate maps them, and the bytes of a
 * row that stand below its MAC: a tag, the table, and the name and the value of every column in the
 * order of their names, each length-prefixed. A value is one byte that tells its type (0 for null)
 * and its bytes: UTF-8, decimal digits, or as they are.
 */
final class RowColumns {
  private static final byte[] TAG = Utf8.encode("claviger/row/v1");
  private static final String MAC = "mac";
  private static final byte[] NONE = {};

  private final EntityMappingType entity;
  private final byte[] table;
  private final List<AttributeMapping> attributes = new ArrayList<>();
  private final List<String> columns;
  private final List<byte[]> names;

  /** The positions of the columns, as they come out of the mapping, in the order of their names. */
  private final int[] order;

  RowColumns(EntityMappingType entity) {
    this.entity = entity;
    this.table = Utf8.encode(tableName());
    entity.forEachAttributeMapping(
        attribute -> {
          if (isGuarded(attribute)) {
            attributes.add(attribute);
          }
        });
    this.columns = columns();
    this.names = columns.stream().map(Utf8::encode).toList();
    this.order =
        IntStream.range(0, columns.size())
            .boxed()
            .sorted(Comparator.comparing(columns::get))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  String tableName() {
    return entity.getMappedTableDetails().getTableName();
  }

  byte[] encode(Object row, SharedSessionContractImplementor session) {
    @Nullable Object[] values = new Object[order.length];
    int filled = put(values, 0, entity.getIdentifierMapping(), id(row), session);
    for (AttributeMapping attribute : attributes) {
      filled += put(values, filled, attribute, attribute.getValue(row), session);
    }
    LengthPrefixed bytes = new LengthPrefixed().add(TAG).add(table);
    for (int column : order) {
      addValue(bytes.add(names.get(column)), values[column]);
    }
    return bytes.toBytes();
  }

  /** The primary key, for messages: its parts but the scope. */
  String name(Object row, SharedSessionContractImplementor session) {
    @Nullable Object[] values = new Object[order.length];
    int parts = put(values, 0, entity.getIdentifierMapping(), id(row), session);
    List<String> texts = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      if (parts == 1 || !columns.get(part).equals("scope")) {
        texts.add(String.valueOf(values[part]));
      }
    }
    return String.join("/", texts);
  }

  private Object id(Object row) {
    return entity.getIdentifierMapping().getIdentifier(row);
  }

  private static int put(
      @Nullable Object[] values,
      int offset,
      ModelPart part,
      @Nullable Object value,
      SharedSessionContractImplementor session) {
    return part.breakDownJdbcValues(
        value,
        offset,
        values,
        part,
        (position, target, none, column, mapping) -> target[position] = column,
        session);
  }

  private List<String> columns() {
    List<String> found = new ArrayList<>();
    entity
        .getIdentifierMapping()
        .forEachSelectable((position, column) -> found.add(column.getSelectionExpression()));
    attributes.forEach(
        attribute ->
            attribute.forEachSelectable(
                (position, column) -> found.add(column.getSelectionExpression())));
    return found;
  }

  private static boolean isGuarded(AttributeMapping attribute) {
    return !attribute.getAttributeName().equals(MAC)
        && !(attribute.getPropertyAccess().getGetter().getMember() instanceof AnnotatedElement field
            && field.isAnnotationPresent(Unguarded.class));
  }

  private static void addValue(LengthPrefixed bytes, @Nullable Object value) {
    switch (value) {
      case null -> bytes.add(0, NONE);
      case String text -> bytes.add(1, Utf8.encode(text));
      case Number number -> bytes.add(2, Utf8.encode(number.toString()));
      case byte[] content -> bytes.add(3, content);
      default ->
          throw new IllegalStateException("no form below a MAC for " + value.getClass().getName());
    }
  }
}
