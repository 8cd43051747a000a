package io.claviger.tests.endtoend;

import static java.util.Objects.requireNonNull;

import io.claviger.adapters.catalogue.JsonCatalogue;
import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.X509;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.ApisixKeyring;
import io.claviger.tests.harness.PluginExamples.Example;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Resources with a secret of its own in each sensitive field, and what a gateway gets of them. */
final class SensitiveFields {
  private final Secrets secrets;
  private final Catalogue catalogue = new JsonCatalogue();
  private final X509 x509 = new BouncyX509(new SecureRandom());
  private final Map<Field, String> plain = new LinkedHashMap<>();
  private final Map<Field, String> encrypted = new LinkedHashMap<>();

  SensitiveFields(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param key as a gateway reads it, without {@code /apisix/}
   */
  private record Field(String key, String pointer) {
    String in(Map<String, WireEntry> entries) {
      JsonValue document = requireNonNull(entries.get("/apisix/" + key)).value();
      return ((JsonString) Pointer.parse(pointer, document).in(document).orElseThrow()).getString();
    }
  }

  /** The bodies to put, by the key of the resource. */
  Map<String, String> bodies() {
    Map<String, String> bodies = new LinkedHashMap<>();
    bodies.put("consumers/jack", "{\"username\":\"jack\"}");
    with(
        bodies,
        "routes/limited",
        "{'uri':'/limited','plugins':{'limit-count':{'count':1,'time_window':60,"
            + "'policy':'redis','redis_host':'127.0.0.1','redis_password':%s}}}",
        "/plugins/limit-count/redis_password");
    with(
        bodies,
        "consumers/jack/credentials/one",
        "{'plugins':{'key-auth':{'key':%s}}}",
        "/plugins/key-auth/key");
    certificates(bodies);
    return bodies;
  }

  /** A body for an example, with a secret of its own in each sensitive field. */
  String body(Example example) {
    JsonObject document = example.document(filler(example.toString()));
    ResourceKind kind = ResourceKind.parse(example.kind());
    String key = example.kind() + "/" + example.id();
    // The metadata of a plugin may have been given in another example.
    plain.keySet().removeIf(field -> field.key().equals(key));
    for (SecretField secret : catalogue.secretFields(ApisixVersion.NEWEST, kind, document)) {
      Pointer at = secret.pointer();
      (kind.wireEncrypts(at) ? encrypted : plain)
          .put(
              new Field(key, at.toString()),
              ((JsonString) at.in(document).orElseThrow()).getString());
    }
    return document.toString();
  }

  /** Bodies that are refused, or that are about nothing, with secrets in their sensitive fields. */
  List<String> crookedBodies(Example example) {
    UnaryOperator<String> filler = filler("crooked " + example);
    JsonObject document = example.document(filler);
    ResourceKind kind = ResourceKind.parse(example.kind());
    Set<Pointer> secrets =
        catalogue.secretFields(ApisixVersion.NEWEST, kind, document).stream()
            .map(SecretField::pointer)
            .collect(Collectors.toSet());
    String text = document.toString();
    return List.of(
        text.replaceFirst("\\}$", ",\"surprise\":" + Json.of("%s", filler.apply("SECRET")) + "}"),
        text.replaceFirst("\\}$", ""),
        wrapped(Pointer.ROOT, document, secrets).toString());
  }

  /** With every secret in an array, where a string belongs. */
  private static JsonValue wrapped(Pointer at, JsonValue value, Set<Pointer> secrets) {
    return switch (value) {
      case JsonObject object -> {
        JsonObjectBuilder copy = JsonTree.object();
        object.forEach((name, member) -> copy.add(name, wrapped(at.member(name), member, secrets)));
        yield copy.build();
      }
      case JsonArray array -> {
        JsonArrayBuilder copy = JsonTree.array();
        for (int i = 0; i < array.size(); i++) {
          copy.add(wrapped(at.index(i), array.get(i), secrets));
        }
        yield copy.build();
      }
      default -> secrets.contains(at) ? JsonTree.array().add(value).build() : value;
    };
  }

  /** What a place of an example gets: the certificate goes with the key of the same document. */
  private UnaryOperator<String> filler(String name) {
    Pair pair = pair(name);
    int[] count = {0};
    return place -> {
      String each = name + ", secret " + count[0]++;
      return switch (place) {
        case "CERTIFICATE" -> pair.certificate();
        case "PRIVATE-KEY" -> pair.key();
        case "SECRET-22" -> secrets.word(each, 22);
        case "SECRET-32" -> secrets.word(each, 32);
        default -> secrets.text(each);
      };
    };
  }

  private void certificates(Map<String, String> bodies) {
    Pair first = pair("ssls/site");
    Pair second = pair("ssls/site, second pair");
    String authority =
        secrets
            .scan()
            .plantPem(
                "the CA of clients",
                x509.createAuthority("clients", Instant.now()).leaf().certificatePem());
    secrets.scan().plant("the certificate of a site", first.certificate());
    secrets.scan().plant("the second certificate of a site", second.certificate());
    bodies.put(
        "ssls/site",
        Json.of(
            "{'snis':['a.example.com'],'cert':%s,'key':%s,"
                + "'certs':[%s],'keys':[%s],'client':{'ca':%s}}",
            first.certificate(), first.key(), second.certificate(), second.key(), authority));
    encrypted.put(new Field("ssls/site", "/key"), first.key());
    encrypted.put(new Field("ssls/site", "/keys/0"), second.key());
    plain.put(new Field("ssls/site", "/cert"), first.certificate());
    plain.put(new Field("ssls/site", "/certs/0"), second.certificate());
    plain.put(new Field("ssls/site", "/client/ca"), authority);
  }

  private record Pair(String certificate, String key) {}

  private Pair pair(String name) {
    Instant now = Instant.now();
    X509.Issued issued =
        x509.selfSigned(List.of("a.example.com"), now, now.plus(Duration.ofDays(30)));
    try (Secret key = issued.keyPem()) {
      return new Pair(
          issued.leaf().certificatePem(),
          secrets.scan().plantPem("the key of " + name, key.revealText()));
    }
  }

  private void with(Map<String, String> bodies, String key, String template, String... pointers) {
    bodies.put(
        key,
        Json.of(
            template,
            Arrays.stream(pointers).map(pointer -> replaced(key, pointer)).toArray(String[]::new)));
  }

  /** A new secret for a field, which the gateway must have in the end. */
  String replaced(String key, String pointer) {
    String text = secrets.text(key + pointer);
    plain.put(new Field(key, pointer), text);
    return text;
  }

  /** Fails unless a gateway has every secret as its writer gave it. */
  void assertArrived(Map<String, WireEntry> entries, String wireKey) {
    ApisixKeyring keyring = new ApisixKeyring(List.of(wireKey));
    plain.forEach((field, secret) -> assertSame(field, secret, field.in(entries)));
    encrypted.forEach(
        (field, secret) ->
            assertSame(field, secret, keyring.decrypt(field.in(entries)).orElse("")));
  }

  private static void assertSame(Field field, String expected, String found) {
    if (!expected.equals(found)) {
      throw new AssertionError("a gateway does not get what was written at " + field);
    }
  }
}
