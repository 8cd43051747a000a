package io.claviger.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.claviger.tests.harness.ClavigerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A well-known scanner finds nothing above LOW on the admin port and the data-plane port. It comes
 * to the latter as a stranger: testssl.sh 3.0 cannot show a client certificate.
 */
@Isolated
class TestsslTest {
  private static final Set<String> GRAVE = Set.of("MEDIUM", "HIGH", "CRITICAL", "FATAL");

  /** What comes with certificates of an own authority, by the id of the finding, and why. */
  private static final Map<String, String> INHERENT =
      Map.of(
          "cert_chain_of_trust",
          "self-signed, or of the installation's own authority, which no public store knows",
          "cert_revocation",
          "no one to ask: clients pin the certificate or the authority of this installation");

  /** Findings without which the scan did not get through. */
  private static final Set<String> REACHED =
      Set.of("TLS1_2", "TLS1_3", "cert_notAfter", "secure_renego", "CRIME_TLS");

  @Test
  void aScanOfBothPortsFindsNothingAboveLow(@TempDir Path home)
      throws IOException, InterruptedException {
    Optional<Path> program = TlsScan.program();
    assumeTrue(
        program.isPresent(), "testssl.sh is not installed: apt-get install testssl.sh (Debian)");
    try (ClavigerProcess process = ClavigerProcess.in(home).start()) {
      TlsScan admin = TlsScan.begin(program.orElseThrow(), process.adminPort(), home);
      TlsScan dataPlane = TlsScan.begin(program.orElseThrow(), process.dpPort(), home);
      try {
        Map<String, String> ofAdmin = harmless("admin port", admin);
        assertEquals("OK", ofAdmin.get("HSTS_time"), admin::said);
        // Not asked of the other port: without a certificate there is nothing to renegotiate.
        assertEquals("OK", ofAdmin.get("secure_client_renego"), admin::said);
        harmless("data-plane port", dataPlane);
      } finally {
        admin.stop();
        dataPlane.stop();
      }
    }
  }

  /** The severity of each finding, by its id. */
  private static Map<String, String> harmless(String port, TlsScan scan)
      throws IOException, InterruptedException {
    List<TlsScan.Finding> findings = scan.findings();
    assertEquals(
        List.of(),
        findings.stream()
            .filter(finding -> GRAVE.contains(finding.severity()))
            .filter(finding -> !INHERENT.containsKey(finding.id()))
            .toList(),
        port);
    Map<String, String> severities =
        findings.stream()
            .collect(
                Collectors.toMap(
                    TlsScan.Finding::id, TlsScan.Finding::severity, (first, later) -> first));
    assertTrue(severities.keySet().containsAll(REACHED), () -> port + ":\n" + scan.said());
    return severities;
  }
}
