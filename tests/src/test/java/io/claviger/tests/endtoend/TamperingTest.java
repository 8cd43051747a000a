package io.claviger.tests.endtoend;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.tests.harness.AdminClient;
import io.claviger.tests.harness.ClavigerProcess;
import io.claviger.tests.harness.HarnessDataPlane;
import io.claviger.tests.harness.WireEntry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was changed behind the program's back stops the delivery of its group, and of no other: the
 * gateways keep the last good configuration until the database is repaired, and after a restart
 * they are told that there is none rather than given another.
 */
class TamperingTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<Attack> ATTACKS = List.of(Attack.values());

  private static <T> Map<String, T> perGroup(Function<String, T> value) {
    return TamperedGroups.names()
        .collect(Collectors.toMap(group -> group, value, (a, b) -> b, TreeMap::new));
  }

  private static <T> T of(Map<String, T> perGroup, String group) {
    return requireNonNull(perGroup.get(group), group);
  }

  private static Map<String, WireEntry> read(IssuedDataPlane plane) {
    try {
      return HarnessDataPlane.read(plane.endpoint());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAttackedGroupStandsStillAndTheOthersGoOn(@TempDir Path home) throws Exception {
    try (Installation installation = Installation.onPostgres(home)) {
      ClavigerProcess process = installation.start();
      AdminClient admin = process.admin();
      TamperedGroups.create(admin);
      TableCopy older = sealedValues(installation);
      TamperedGroups.rewrite(admin);
      TamperedGroups groups = new TamperedGroups(installation, older);
      Map<String, IssuedDataPlane> issued =
          perGroup(group -> IssuedDataPlane.of(process, admin, group));
      Map<String, Map<String, WireEntry>> good = perGroup(group -> read(of(issued, group)));
      Map<String, HarnessDataPlane> planes =
          perGroup(
              group ->
                  HarnessDataPlane.start(
                      of(issued, group).endpoint(), HarnessDataPlane.Pace.HASTY));
      try {
        planes.forEach((group, plane) -> plane.awaitEquals(of(good, group), LIMIT));
        groups.strike(ATTACKS);
        assertStandsStill(installation, admin, issued, good, planes);
        groups.repair(ATTACKS);
        assertGoesOn(process, planes);
      } finally {
        planes.values().forEach(HarnessDataPlane::close);
      }
      groups.strike(ATTACKS);
      process.close();
      assertRefusedUntilRepaired(installation, groups, issued);
    }
  }

  @Test
  void anAttackWhileTheProgramWasStoppedIsFoundAtItsStart(@TempDir Path home) throws Exception {
    try (Installation installation = Installation.onH2(home)) {
      TamperedGroups.create(installation.start().admin());
      installation.stop();
      TableCopy older = sealedValues(installation);
      ClavigerProcess process = installation.start();
      AdminClient admin = process.admin();
      TamperedGroups.rewrite(admin);
      Map<String, IssuedDataPlane> issued =
          perGroup(group -> IssuedDataPlane.of(process, admin, group));
      Map<String, Map<String, WireEntry>> good = perGroup(group -> read(of(issued, group)));
      installation.stop();
      TamperedGroups groups = new TamperedGroups(installation, older);
      groups.strike(ATTACKS);
      assertRefused(installation.start(), issued);
      installation.stop();
      groups.repair(ATTACKS);
      int port = installation.start().dpPort();
      issued.forEach((group, plane) -> assertEquals(of(good, group), read(plane.at(port)), group));
    }
  }

  private static TableCopy sealedValues(Installation installation)
      throws SQLException, IOException {
    try (Connection connection = installation.connect()) {
      return TableCopy.of(connection, "sealed_value");
    }
  }

  private static void assertStandsStill(
      Installation installation,
      AdminClient admin,
      Map<String, IssuedDataPlane> issued,
      Map<String, Map<String, WireEntry>> good,
      Map<String, HarnessDataPlane> planes)
      throws SQLException, IOException {
    Metrics metrics = new Metrics(installation.process().metricsPort());
    for (Attack attack : ATTACKS) {
      metrics.await("claviger_group_frozen", attack.group(), 1);
    }
    TamperedGroups.names()
        .forEach(
            group -> {
              String warning =
                  TamperedGroups.put(admin, group, "routes/later", LATER)
                      .json()
                      .getString("warning_msg", "");
              boolean frozen = ATTACKS.stream().anyMatch(attack -> attack.group().equals(group));
              assertEquals(frozen, warning.contains("no gateway gets it yet"), group + warning);
            });
    of(planes, TamperedGroups.HEALTHY).await("/apisix/routes/later", Optional::isPresent, LIMIT);
    assertEquals(0, metrics.value("claviger_group_frozen", TamperedGroups.HEALTHY));
    for (Attack attack : ATTACKS) {
      String group = attack.group();
      assertEquals(of(good, group), read(of(issued, group)), group);
      assertEquals(of(good, group), of(planes, group).entries(), group);
      assertAlarm(installation, attack, metrics);
    }
    String one = "/apisix/admin/routes/one?gateway_group_id=";
    admin.patch(one + Attack.BIT_FLIPPED.group(), "{\"priority\":1}").expect(500);
    admin.patch(one + TamperedGroups.HEALTHY, "{\"priority\":1}").expect(200);
  }

  private static final String LATER = "{\"uri\":\"/later\",\"plugins\":{}}";

  /** It names the group and the resource, and no secret. */
  private static void assertAlarm(Installation installation, Attack attack, Metrics metrics)
      throws SQLException, IOException {
    try (Connection connection = installation.connect()) {
      String scope = TamperedGroups.scope(connection, attack.group());
      String alarm = "INTEGRITY ALARM: scope " + scope + " is frozen: ";
      List<String> lines =
          installation.process().output().lines().filter(line -> line.contains(alarm)).toList();
      assertTrue(
          lines.stream().anyMatch(line -> line.contains(attack.named())), attack + " " + lines);
      if (lines.stream().anyMatch(line -> line.contains("does not open"))) {
        assertTrue(metrics.value("claviger_open_failures_total", scope) > 0, attack.group());
      }
    }
    assertFalse(installation.process().output().contains("secret one"));
    assertFalse(installation.process().output().contains("broker a"));
  }

  private static void assertGoesOn(ClavigerProcess process, Map<String, HarnessDataPlane> planes) {
    Metrics metrics = new Metrics(process.metricsPort());
    planes.forEach(
        (group, plane) -> {
          plane.await("/apisix/routes/later", Optional::isPresent, LIMIT);
          metrics.await("claviger_group_frozen", group, 0);
          assertEquals(6, plane.entries().size(), group);
          assertEquals(List.of(), plane.violations(), group);
          assertEquals(1, plane.streams(), group);
        });
  }

  private static void assertRefusedUntilRepaired(
      Installation installation, TamperedGroups groups, Map<String, IssuedDataPlane> issued)
      throws SQLException, IOException {
    ClavigerProcess process = installation.start();
    assertRefused(process, issued);
    groups.repair(ATTACKS);
    Metrics metrics = new Metrics(process.metricsPort());
    for (Attack attack : ATTACKS) {
      metrics.await("claviger_group_frozen", attack.group(), 0);
      assertEquals(6, read(of(issued, attack.group()).at(process.dpPort())).size());
    }
  }

  private static void assertRefused(ClavigerProcess process, Map<String, IssuedDataPlane> issued) {
    Metrics metrics = new Metrics(process.metricsPort());
    for (Attack attack : ATTACKS) {
      HttpResponse<String> range = of(issued, attack.group()).at(process.dpPort()).range();
      assertEquals(503, range.statusCode(), attack + range.body());
      assertEquals(1, metrics.value("claviger_group_frozen", attack.group()), attack.group());
    }
    HttpResponse<String> healthy = of(issued, TamperedGroups.HEALTHY).at(process.dpPort()).range();
    assertEquals(200, healthy.statusCode());
    assertTrue(healthy.body().contains("\"kvs\""), healthy.body());
  }
}
