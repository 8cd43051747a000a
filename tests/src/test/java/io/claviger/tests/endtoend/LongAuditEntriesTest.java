package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the audit log takes little memory, however long its entries are. */
class LongAuditEntriesTest {
  private static final int ENTRIES = 100;
  private static final int READERS = 8;
  private static final int LENGTH = 900_000;
  private static final String LIST = "/api/audit_logs?event_type=gateway:PutRoute&page_size=500";

  @Test
  void manyLongEntriesAreReadAtOnceAndEachWhole(@TempDir Path home) throws Exception {
    try (ClavigerProcess process = ClavigerProcess.in(home).withHeap("512m").start()) {
      AdminClient admin = process.admin();
      for (int i = 0; i < ENTRIES; i++) {
        admin.put("/apisix/admin/routes/long", route(i)).expect(i == 0 ? 201 : 200);
      }
      new Metrics(process.metricsPort()).await("claviger_audit_pending_entries", "", 0);

      inParallel(2 * READERS, i -> assertListed(admin.get(LIST).expect(200).json()));
      List<String> ids =
          admin.get(LIST).json().getJsonArray("list").getValuesAs(JsonObject.class).stream()
              .map(entry -> entry.getString("id"))
              .toList();
      inParallel(ENTRIES, i -> assertWhole(admin, ids.get(i), ENTRIES - 1 - i));

      admin.get("/healthz").expect(200);
      assertFalse(process.output().contains("OutOfMemoryError"));
    }
  }

  private interface Check {
    void run(int index);
  }

  private static void inParallel(int times, Check check)
      throws InterruptedException, ExecutionException {
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
      List<Callable<Boolean>> calls =
          IntStream.range(0, times)
              .<Callable<Boolean>>mapToObj(
                  i ->
                      () -> {
                        check.run(i);
                        return true;
                      })
              .toList();
      for (Future<Boolean> call : readers.invokeAll(calls)) {
        assertTrue(call.get());
      }
    }
  }

  private static String route(int number) {
    return "{\"uri\":\"/long\",\"plugins\":{\"response-rewrite\":{\"body\":\"%s\"}}}"
        .formatted(text(number));
  }

  private static String text(int number) {
    return ("number " + number + ", ").repeat(LENGTH / 10 + 1).substring(0, LENGTH);
  }

  private static void assertListed(JsonObject page) {
    assertEquals(ENTRIES, page.getInt("total"));
    List<JsonObject> entries = page.getJsonArray("list").getValuesAs(JsonObject.class);
    assertEquals(ENTRIES, entries.size());
    assertEquals(
        ENTRIES, entries.stream().map(entry -> entry.getString("request_id")).distinct().count());
    entries.forEach(
        entry -> {
          assertEquals("routes/long", entry.getString("resource_id"));
          assertEquals("default", entry.getString("gateway_group_id"));
          assertEquals(JsonValue.NULL, entry.get("body"));
          assertTrue(entry.getBoolean("truncated"));
        });
  }

  private static void assertWhole(AdminClient admin, String id, int number) {
    JsonObject entry = admin.get("/api/audit_logs/" + id).expect(200).value();
    assertEquals(
        text(number),
        entry
            .getJsonObject("body")
            .getJsonObject("plugins")
            .getJsonObject("response-rewrite")
            .getString("body"));
  }
}
