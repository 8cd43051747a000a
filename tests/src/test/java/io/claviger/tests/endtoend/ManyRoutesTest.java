package io.claviger.tests.endtoend;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.DpEndpoint;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.StoredRoutes;
import io.claviger.tests.harness.WireEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A group of fifty thousand routes, served by a process with 768 MB of heap. */
@Isolated
class ManyRoutesTest {
  private static final int ROUTES = 50_000;
  private static final int PLANES = 3;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String NEW = "/apisix/routes/new";
  private static final String CHANGED = "/apisix/routes/r00007";
  private static final String GONE = "/apisix/routes/r49999";

  @Test
  void fiftyThousandRoutesAreReadAtOnceAndFollowed(@TempDir Path home) throws IOException {
    ClavigerProcess.Setup setup = FixedPorts.find().of(ClavigerProcess.in(home));
    DpEndpoint endpoint;
    try (ClavigerProcess process = setup.start()) {
      endpoint = Issued.endpoint(process.admin(), "default", "follower", process.dpPort());
    }
    StoredRoutes.write(home.resolve("data"), ROUTES);
    try (ClavigerProcess process = setup.start()) {
      try (HarnessDataPlane plane = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY)) {
        plane.awaitLoaded(LIMIT);
        assertEquals(ROUTES, plane.entries().size());
        Map<String, WireEntry> expected = new TreeMap<>(plane.entries());
        change(process.admin());
        plane.await(GONE, Optional::isEmpty, LIMIT);
        expected.remove(GONE);
        Map<String, WireEntry> followed = new TreeMap<>(plane.entries());
        WireEntry changed = requireNonNull(followed.get(CHANGED));
        assertEquals(2, changed.value().asJsonObject().getInt("priority"));
        expected.put(CHANGED, changed);
        WireEntry added = requireNonNull(followed.get(NEW));
        assertEquals("/new", added.value().asJsonObject().getString("uri"));
        expected.put(NEW, added);
        assertEquals(expected, followed, "nothing else changed");
      }
      readBySeveral(endpoint);
      assertFalse(process.output().contains("OutOfMemoryError"), process.output());
    }
  }

  private static void change(AdminClient admin) {
    admin.put("/apisix/admin/routes/new", StoredRoutes.document("/new")).expect(201);
    admin.patch("/apisix/admin/routes/r00007", "{\"priority\":2}").expect(200);
    admin.delete("/apisix/admin/routes/r49999").expect(200);
  }

  /** All at the same time, as after a restart. */
  private static void readBySeveral(DpEndpoint endpoint) {
    HarnessDataPlane[] planes = new HarnessDataPlane[PLANES];
    for (int i = 0; i < PLANES; i++) {
      planes[i] = HarnessDataPlane.start(endpoint, HarnessDataPlane.Pace.HASTY);
    }
    for (HarnessDataPlane plane : planes) {
      plane.awaitLoaded(LIMIT);
      assertEquals(ROUTES, plane.entries().size());
      plane.close();
    }
  }
}
