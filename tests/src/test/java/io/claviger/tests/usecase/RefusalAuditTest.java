package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateAuditLog;
import io.claviger.application.port.AuditLog;
import io.claviger.domain.access.PermissionPolicy;
import io.claviger.domain.access.PermissionPolicy.Effect;
import io.claviger.domain.access.PermissionPolicy.Statement;
import io.claviger.domain.audit.AuditEntry;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was refused is written down with what it was aimed at, and with nothing that is not there.
 */
class RefusalAuditTest {
  private static final String PLANTED = "a-word-that-is-a-secret";
  private static final String GOOD = "{\"uri\":\"/x\",\"plugins\":{}}";
  private static final String BAD = "{\"uri\":\"/x\",\"plugins\":{\"planted\":{}}}";
  private static final PermissionPolicy NOTHING = new PermissionPolicy(List.of());
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
          assertThrows(RefusedException.class, () -> house.put(ONE_ROUTE, "routes", PLANTED, GOOD));
      assertInstanceOf(Refusal.Denied.class, refused.refusal());
      assertFalse(refused.refusal().message().contains(PLANTED), refused.refusal().message());

      assertRefused(newest(house, "gateway:PutRoute"), 403, "blue", "");
    }
  }

  @Test
  void aRefusedChangeOfWhatIsThereNamesItsGroupAndItsResource(@TempDir Path directory) {
    try (ResourceHouse house = new ResourceHouse(directory)) {
      house.put("routes", "7", GOOD);
      house.put("consumers", "jack", "{\"username\":\"jack\"}");

      // By its target, before anything is known of the target, and by what was sent.
      refused(() -> house.put(ONE_ROUTE, "routes", "7", GOOD));
      assertRefused(newest(house, "gateway:PutRoute"), 403, "blue", "routes/7");
      refused(() -> house.delete(NOTHING, ResourceHouse.GROUP, "routes", "7"));
      assertRefused(newest(house, "gateway:DeleteRoute"), 403, "blue", "routes/7");
      refused(() -> house.put("routes", "7", BAD));
      assertRefused(newest(house, "gateway:PutRoute"), 400, "blue", "routes/7");
      refused(() -> house.patch(ResourceHouse.ALL, "consumers", "jack", "{\"planted\":1}"));
      assertRefused(newest(house, "gateway:PutConsumer"), 400, "blue", "consumers/jack");
    }
  }

  @Test
  void whatIsNotFoundHasNoName(@TempDir Path directory) {
    GroupId nowhere = new GroupId(PLANTED);
    try (ResourceHouse house = new ResourceHouse(directory)) {
      refused(() -> house.put("routes", PLANTED, BAD));
      assertRefused(newest(house, "gateway:PutRoute"), 400, "blue", "");
      refused(() -> house.post("routes", BAD));
      assertRefused(newest(house, "gateway:PutRoute"), 400, "blue", "");
      refused(() -> house.delete("routes", PLANTED, false));
      assertRefused(newest(house, "gateway:DeleteRoute"), 404, "blue", "");
      refused(() -> house.delete(ResourceHouse.ALL, nowhere, "upstreams", PLANTED));
      assertRefused(newest(house, "gateway:DeleteUpstream"), 404, "", "");
      refused(() -> house.delete(NOTHING, nowhere, "consumers", PLANTED));
      assertRefused(newest(house, "gateway:DeleteConsumer"), 403, "", "");
    }
  }

  @Test
  void aSecretInThePlaceOfANameIsToldToItsSenderAlone(@TempDir Path directory) {
    try (ResourceHouse house = new ResourceHouse(directory)) {
      for (String document :
          List.of(
              "{'uri':'/x','plugins':{'PLANTED':{}}}",
              "{'uri':'/x','plugins':{},'PLANTED':1}",
              "{'uri':'/x','plugins':{},'labels':{'PLANTED':1}}")) {
        String json = document.replace('\'', '"').replace("PLANTED", PLANTED);
        RefusedException refused =
            assertThrows(RefusedException.class, () -> house.put("routes", "7", json));

        assertTrue(refused.refusal().message().contains(PLANTED), refused.refusal().message());
        assertRefused(newest(house, "gateway:PutRoute"), 400, "blue", "");
      }
    }
  }

  private static void refused(Executable change) {
    RefusedException refused = assertThrows(RefusedException.class, change);
    assertFalse(refused.refusal().message().contains(PLANTED), refused.refusal().message());
  }

  private static void assertRefused(AuditEntry entry, int status, String group, String resource) {
    assertEquals(AuditEntry.Outcome.REFUSED, entry.outcome());
    assertEquals(status, entry.status());
    assertEquals(group, entry.group());
    assertEquals(resource, entry.resource());
    String canonical = new String(entry.canonicalBytes(), StandardCharsets.UTF_8);
    assertFalse(canonical.contains(PLANTED), canonical);
  }

  private static AuditEntry newest(ResourceHouse house, String action) {
    AuditLog.Filter all =
        new AuditLog.Filter(
            Optional.of(action),
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
