package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.application.port.Catalogue;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored stays what it is when another version of the catalogue says otherwise. */
class CatalogueChangeTest {
  private static final String PASSWORD = "/plugins/limit-count/redis_password";
  private static final String ROUTE =
      "{'uri':'/a','plugins':{'limit-count':{'count':1,'time_window':60,'policy':'redis',"
          + "'redis_host':'127.0.0.1','redis_password':'%s'}}}";

  private final TwoVersions catalogue = new TwoVersions();
  private final ResourceHouse house;

  CatalogueChangeTest(@TempDir Path directory) {
    house = new ResourceHouse(directory, catalogue);
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** The newest, and one in which no field is a secret. */
  private static final class TwoVersions implements Catalogue {
    private final Catalogue newest = new JsonCatalogue();
    private boolean withSecrets = true;

    @Override
    public void check(ApisixVersion version, ResourceKind kind, JsonObject document) {
      newest.check(version, kind, document);
    }

    @Override
    public List<PluginConfiguration> plugins(
        ApisixVersion version, ResourceKind kind, JsonObject document) {
      return newest.plugins(version, kind, document);
    }

    @Override
    public List<SecretField> secretFields(
        ApisixVersion version, ResourceKind kind, JsonObject document) {
      return withSecrets ? newest.secretFields(version, kind, document) : List.of();
    }

    @Override
    public List<CarrierField> carrierFields(
        ApisixVersion version, ResourceKind kind, JsonObject document) {
      return newest.carrierFields(version, kind, document);
    }

    @Override
    public List<Pointer> codeFields(ApisixVersion version, ResourceKind kind, JsonObject document) {
      return newest.codeFields(version, kind, document);
    }
  }

  private static String route(String password) {
    return ROUTE.replace('\'', '"').formatted(password);
  }

  private String shown() {
    JsonObject document = house.get("routes", "1").document();
    return ((JsonString) Pointer.parse(PASSWORD, document).in(document).orElseThrow()).getString();
  }

  private String opened() {
    JsonObject document = house.opened("routes", "1");
    return ((JsonString) Pointer.parse(PASSWORD, document).in(document).orElseThrow()).getString();
  }

  @Test
  void aFieldThatIsNoSecretAnyMoreStaysSealedUntilItIsSentAgain() {
    house.put("routes", "1", route("canary"));
    String marker = shown();
    catalogue.withSecrets = false;

    assertEquals("canary", opened());
    house.put("routes", "1", route(marker).replace("/a", "/b"));
    assertEquals(marker, shown());
    assertEquals("canary", opened());

    house.put("routes", "1", route("open"));
    assertEquals("open", shown());
    assertEquals(Set.of(), house.sealedOf("routes", "1").keySet());
  }

  @Test
  void aFieldThatBecomesASecretIsServedAsItIsAndSealedWhenItIsSentAgain() {
    catalogue.withSecrets = false;
    house.put("routes", "1", route("canary"));
    catalogue.withSecrets = true;

    assertEquals("canary", opened());
    house.put("routes", "1", route("canary"));
    assertTrue(shown().startsWith("$sealed://"));
    assertEquals("canary", opened());
    assertEquals(Set.of(PASSWORD), house.sealedOf("routes", "1").keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'uri':'/a','desc':'$sealed://AAAAAAAAAAAAAAAAAAAAAA'}",
        "{'uri':'/a','desc':'cvg1.0.0'}",
        "{'uri':'/a','labels':{'$SEALED://x':'y'}}",
        "{'uri':'/a','labels':{'a':{'cvg1.x':'y'}}}"
      })
  void aMarkerOrCiphertextThatWasPlantedIsNeverDelivered(String planted) {
    house.put("routes", "1", route("canary").replace("redis_password", "redis_username"));
    house.plant("routes", "1", planted.replace('\'', '"'));

    RefusedException refused =
        assertThrows(RefusedException.class, () -> house.opened("routes", "1"));
    String message = assertInstanceOf(Refusal.Unavailable.class, refused.refusal()).message();
    assertTrue(message.contains("routes/1"), message);
  }
}
