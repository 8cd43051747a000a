package io.claviger.adapters.dpchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.dpchannel.DpServerConfig.Limits;
import io.claviger.adapters.dpchannel.DpServerConfig.Times;
import io.claviger.domain.gateway.InstanceId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom the places of the port count for: no certificate takes all of them. */
@Timeout(60)
class PlacesTest {
  private static final int PLACES = 16;

  private final Plant plant = new Plant(new Limits(PLACES, PLACES, PLACES), Times.DEFAULT);
  private final List<EtcdClient> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(EtcdClient::close);
    plant.close();
  }

  /** As many as there are places, or as are let in. */
  private int occupy(Authority.Leaf leaf, boolean asking, String... sources) {
    int before = open.size();
    try {
      for (int i = 0; i < PLACES; i++) {
        EtcdClient client = plant.client(leaf, sources[i % sources.length]);
        open.add(client);
        if (asking) {
          client.get("/version");
        }
      }
    } catch (UncheckedIOException e) {
      // There is no place for it.
    }
    return open.size() - before;
  }

  private int status(Authority.Leaf leaf, String source) {
    EtcdClient client = plant.client(leaf, source);
    open.add(client);
    return client.get("/version").status();
  }

  @Test
  void aCertificateThatIsRegisteredNowhereLeavesPlacesForOtherSources() {
    String unregistered = plant.identity(plant.scope, new InstanceId(UUID.randomUUID()));
    assertTrue(occupy(plant.clients.client(unregistered), false, "127.0.0.1") < PLACES);
    assertEquals(200, status(plant.certificate, "127.0.0.2"));
  }

  @Test
  void aRegisteredInstanceLeavesPlacesForOthersWhereverItConnectsFrom() {
    assertTrue(occupy(plant.certificate, true, "127.0.0.1", "127.0.0.3") < PLACES);
    assertEquals(200, status(plant.newInstance(), "127.0.0.2"));
  }

  @Test
  void instancesBehindOneAddressEachCountForThemselves() {
    for (int i = 0; i < PLACES - 1; i++) {
      assertEquals(200, status(plant.newInstance(), "127.0.0.1"));
    }
  }

  @Test
  void aPlaceThatIsGivenBackIsSomebodysAgain() {
    int all = occupy(plant.certificate, false, "127.0.0.1");
    open.forEach(EtcdClient::close);
    open.clear();
    int again = 0;
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (again < all && System.nanoTime() < deadline) {
      again += occupy(plant.certificate, false, "127.0.0.1");
    }
    assertEquals(all, again);
  }
}
