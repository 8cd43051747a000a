package io.claviger.tests.endtoend;

import static java.util.Objects.requireNonNull;

import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.application.port.X509;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.harness.WireEntry;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Resources with a secret of its own in each sensitive field, and what a gateway gets of them. */
final class SensitiveFields {
  private final Secrets secrets;
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
    with(
        bodies,
        "consumers/jack",
        "{'username':'jack','plugins':{'key-auth':{'key':%s},"
            + "'jwt-auth':{'key':'jack','secret':%s},"
            + "'basic-auth':{'username':'jack','password':%s}}}",
        "/plugins/key-auth/key",
        "/plugins/jwt-auth/secret",
        "/plugins/basic-auth/password");
    with(
        bodies,
        "routes/limited",
        "{'uri':'/limited','plugins':{'limit-count':{'count':1,'time_window':60,"
            + "'policy':'redis','redis_host':'127.0.0.1','redis_password':%s}}}",
        "/plugins/limit-count/redis_password");
    with(
        bodies,
        "services/limited",
        "{'plugins':{'limit-count':{'count':1,'time_window':60,'policy':'redis-sentinel',"
            + "'redis_master_name':'m','redis_sentinels':[{'host':'127.0.0.1','port':6379}],"
            + "'redis_password':%s,'sentinel_password':%s}}}",
        "/plugins/limit-count/redis_password",
        "/plugins/limit-count/sentinel_password");
    with(
        bodies,
        "routes/logged",
        "{'uri':'/logged','plugins':{'kafka-logger':{'kafka_topic':'t','brokers':["
            + "{'host':'a','port':9092,'sasl_config':{'user':'u','password':%s}},"
            + "{'host':'b','port':9092,'sasl_config':{'user':'u','password':%s}}]}}}",
        "/plugins/kafka-logger/brokers/0/sasl_config/password",
        "/plugins/kafka-logger/brokers/1/sasl_config/password");
    openIdConnect(bodies);
    upstreams(bodies);
    certificates(bodies);
    return bodies;
  }

  private void openIdConnect(Map<String, String> bodies) {
    with(
        bodies,
        "routes/known",
        "{'uri':'/known','plugins':{'openid-connect':{'client_id':'c',"
            + "'discovery':'https://127.0.0.1/d','client_secret':%s,'client_rsa_private_key':%s,"
            + "'dpop':{'private_key':%s},"
            + "'session':{'secret':%s,'storage':'redis','redis':{'host':'h1','password':%s}},"
            + "'proxy_opts':{'http_proxy_authorization':%s,'https_proxy_authorization':%s}}}}",
        "/plugins/openid-connect/client_secret",
        "/plugins/openid-connect/client_rsa_private_key",
        "/plugins/openid-connect/dpop/private_key",
        "/plugins/openid-connect/session/secret",
        "/plugins/openid-connect/session/redis/password",
        "/plugins/openid-connect/proxy_opts/http_proxy_authorization",
        "/plugins/openid-connect/proxy_opts/https_proxy_authorization");
  }

  private void upstreams(Map<String, String> bodies) {
    Pair pair = pair("upstreams/tls");
    bodies.put(
        "upstreams/tls",
        Json.of(
            "{'nodes':{'127.0.0.1:1':1},'scheme':'https',"
                + "'tls':{'client_cert':%s,'client_key':%s}}",
            pair.certificate(), pair.key()));
    encrypted.put(new Field("upstreams/tls", "/tls/client_key"), pair.key());
    Pair inline = pair("routes/tls");
    bodies.put(
        "routes/tls",
        Json.of(
            "{'uri':'/tls','upstream':{'nodes':{'127.0.0.1:1':1},"
                + "'scheme':'https','tls':{'client_cert':%s,'client_key':%s}}}",
            inline.certificate(), inline.key()));
    encrypted.put(new Field("routes/tls", "/upstream/tls/client_key"), inline.key());
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
    plain.forEach((field, secret) -> assertSame(field, secret, field.in(entries)));
    encrypted.forEach(
        (field, secret) -> assertSame(field, secret, decrypted(wireKey, field.in(entries))));
  }

  private static void assertSame(Field field, String expected, String found) {
    if (!expected.equals(found)) {
      throw new AssertionError("a gateway does not get what was written at " + field);
    }
  }

  /** As {@code apisix/ssl.lua} does it: AES-128-CBC, the key is its own IV. */
  private static String decrypted(String wireKey, String text) {
    byte[] key = wireKey.getBytes(StandardCharsets.US_ASCII);
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key));
      return new String(cipher.doFinal(Base64.getDecoder().decode(text)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
