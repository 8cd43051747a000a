package io.claviger.tests.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.claviger.adapters.persistence.HibernateSslMetadata;
import io.claviger.application.port.SslMetadata;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.ssl.CertificateMetadata;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of certificates. */
class SslMetadataContractTest extends DatabaseContract {
  private SslMetadata metadata() {
    return new HibernateSslMetadata(database().unitOfWork());
  }

  private static ResourceKey ssl(String id) {
    return new ResourceKey(newScope(), ResourceKind.SSL, new ResourceId(id));
  }

  private static CertificateMetadata certificate(String fingerprint) {
    return new CertificateMetadata(
        fingerprint,
        "0a1b",
        "CN=\u00e4, O=\"quoted\"",
        "CN=ca",
        List.of("a.example", "*.b.example"),
        "EC-P-256",
        NOW,
        NOW.plus(Duration.ofDays(90)));
  }

  @Test
  void certificatesKeepTheOrderOfTheirPairs() {
    ResourceKey key = ssl("1");
    List<CertificateMetadata> both = List.of(certificate("ff"), certificate("00"));

    run(() -> metadata().replace(key, both));

    assertEquals(both, transact(() -> metadata().of(key)));
    assertEquals(both, transact(metadata()::all).get(key));
  }

  @Test
  void replacingLeavesNoneOfTheOldOnes() {
    ResourceKey key = ssl("1");
    ResourceKey other = ssl("1");
    run(() -> metadata().replace(key, List.of(certificate("00"), certificate("11"))));
    run(() -> metadata().replace(other, List.of(certificate("22"))));

    run(() -> metadata().replace(key, List.of(certificate("33"))));
    assertEquals(List.of(certificate("33")), transact(() -> metadata().of(key)));

    run(() -> metadata().replace(key, List.of()));
    assertEquals(List.of(), transact(() -> metadata().of(key)));
    assertEquals(List.of(certificate("22")), transact(() -> metadata().of(other)));
  }
}
