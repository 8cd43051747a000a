package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.access.PermissionPolicy;
import io.claviger.domain.access.PermissionPolicy.Effect;
import io.claviger.domain.access.PermissionPolicy.Statement;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was refused is written down without what came with the request. */
class RefusalAuditTest {
  private static final String PLANTED = "a-word-that-is-a-secret";
  private static final PermissionPolicy ONE_ROUTE =
      new PermissionPolicy(
          List.of(
              new Statement(
                  Effect.ALLOW,
                  List.of("gateway:PutRoute", "gateway:DeleteRoute"),
                  List.of("arn:claviger:gateway:gatewaygroup/blue/routes/mine"))));

  @Test
  void aDeniedChangeLeavesNoIdOfItsAddress(@TempDir Path directory) {
    try (ResourceHouse house = new ResourceHouse(directory)) {
      RefusedException refused =
          assertThrows(
              RefusedException.class,
              () -> house.put(ONE_ROUTE, "routes", PLANTED, "{\"uri\":\"/x\",\"plugins\":{}}"));
      assertInstanceOf(Refusal.Denied.class, refused.refusal());
      assertFalse(refused.refusal().message().contains(PLANTED), refused.refusal().message());

      AuditEntry entry = newest(house);
      assertEquals(AuditEntry.Outcome.REFUSED, entry.outcome());
      assertEquals(403, entry.status());
      String canonical = new String(entry.canonicalBytes(), StandardCharsets.UTF_8);
      assertFalse(canonical.contains(PLANTED), canonical);
    }
  }

  private static AuditEntry newest(ResourceHouse house) {
    AuditLog.Filter all =
        new AuditLog.Filter(
            Optional.of("gateway:PutRoute"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    AuditLog log = new HibernateAuditLog(house.unitOfWork);
    return house.unitOfWork.inTransaction(
        () -> log.find(log.search(all, 1, 1).entries().getFirst().id()).orElseThrow());
  }
}
