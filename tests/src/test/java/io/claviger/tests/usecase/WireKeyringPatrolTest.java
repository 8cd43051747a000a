package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.EtcdJson;
import io.claviger.adapters.persistence.SingleProcessChangeSignal;
import io.claviger.application.feed.ChangeFeeds;
import io.claviger.application.feed.FeedReader;
import io.claviger.application.port.Telemetry;
import io.claviger.tests.endtoend.TestCertificate;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patrol of a process that has not heard of a step of the wire keyring yet. */
class WireKeyringPatrolTest {
  @Test
  void aCiphertextUnderAnotherWireKeyIsNoTampering(@TempDir Path directory)
      throws InterruptedException {
    EtcdJson encoder = new EtcdJson();
    Semaphore verified = new Semaphore(0);
    try (WireHouse wire = new WireHouse(directory, TestDatabase.h2(directory))) {
      ResourceHouse house = wire.house;
      house.now = Instant.now();
      house.put("ssls", "1", TestCertificate.of("a.example").ssl("a.example"));
      FeedReader reader =
          new FeedReader(
              house.unitOfWork,
              house.resources,
              house.opener,
              encoder,
              scope -> verified.release());
      try (ChangeFeeds feeds =
          new ChangeFeeds(
              house.unitOfWork,
              house.groups,
              reader,
              encoder,
              house.alarms,
              new SingleProcessChangeSignal(),
              Telemetry.NONE)) {
        feeds.start();
        wire.prepare();
        wire.activate(false);
        verified.drainPermits();

        // The second patrol begins when the first one has ended.
        assertTrue(verified.tryAcquire(2, 60, TimeUnit.SECONDS));

        assertEquals(Optional.empty(), house.alarms.of(wire.group().scope()));
        assertEquals(Optional.empty(), feeds.of(wire.group().scope()).orElseThrow().frozen());
      }
    }
  }
}
