package io.claviger.adapters.persistence;

import io.claviger.adapters.persistence.rows.GuardedRow;
import io.claviger.adapters.persistence.rows.SetRow;
import io.claviger.domain.shared.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityMappingType;

/**
 * A table whose rows carry a MAC.
 *
 * @param scopePath from the entity to the scope of a row, where the row is in its group's set
 */
record RowTable(Class<? extends GuardedRow> type, String name, String scopePath) {
  /** Every one of them, in the order of their names. */
  static List<RowTable> all(SessionFactory sessions) {
    List<RowTable> tables = new ArrayList<>();
    sessions
        .unwrap(SessionFactoryImplementor.class)
        .getMappingMetamodel()
        .forEachEntityDescriptor(
            entity -> {
              if (GuardedRow.class.isAssignableFrom(entity.getMappedClass())) {
                tables.add(of(entity));
              }
            });
    tables.sort(Comparator.comparing(RowTable::name));
    return List.copyOf(tables);
  }

  private static RowTable of(EntityMappingType entity) {
    return new RowTable(
        entity.getMappedJavaType().getJavaTypeClass().asSubclass(GuardedRow.class),
        entity.getMappedTableDetails().getTableName(),
        entity.getIdentifierMapping() instanceof EmbeddableValuedModelPart
            ? entity.getEntityPersister().getIdentifierPropertyName() + ".scope"
            : "scope");
  }

  boolean isInSets() {
    return SetRow.class.isAssignableFrom(type);
  }

  GuardedQuery<? extends GuardedRow> rowsOf(GuardedSession session, Scope scope) {
    return session
        .createSelectionQuery(
            "from " + type.getSimpleName() + " where " + scopePath + " = :scope", type)
        .setParameter("scope", scope.value());
  }

  GuardedQuery<? extends GuardedRow> all(GuardedSession session) {
    return session.createSelectionQuery("from " + type.getSimpleName(), type);
  }
}
