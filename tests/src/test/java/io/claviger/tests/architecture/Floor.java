package io.claviger.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The floors of the house, and everything that each may see. What is not listed is forbidden.
 *
 * <pre>
 *      operators ─► adapters/cli ─┐
 *      people, ADC, curl          │      Apache APISIX data planes
 *             │◄──────── HTTPS ───┘                 │
 *       adapters/rest                       adapters/dp-channel
 *             └──────────────────┬──────────────────┘
 *              application: use cases behind one gate
 *                                │
 *                              domain
 *                                │ ports
 *     adapters/persistence  crypto  catalogue  metrics
 * </pre>
 *
 * <p>Bootstrap wires them. It may see all and is seen by none, so it has no row.
 */
enum Floor {
  DOMAIN("domain", Sees.NOTHING_ABOVE, "jakarta.json.."),

  APPLICATION("application", Sees.DOMAIN),

  REST(
      "adapters.rest",
      Sees.APPLICATION,
      "java.lang.reflect..",
      "java.net",
      "jakarta.annotation",
      "jakarta.inject",
      "jakarta.ws.rs..",
      "javax.net.ssl",
      "io.helidon.common..",
      "io.helidon.config..",
      "io.helidon.http..",
      "io.helidon.microprofile..",
      "io.helidon.service.registry",
      "io.helidon.webserver..",
      "org.eclipse.microprofile.config..",
      "org.glassfish.jersey..",
      "org.yaml.snakeyaml.."),

  DP_CHANNEL(
      "adapters.dpchannel",
      Sees.APPLICATION,
      "java.net",
      "java.nio.file..",
      "javax.net.ssl",
      "io.netty.."),

  PERSISTENCE(
      "adapters.persistence",
      Sees.APPLICATION,
      // The annotations of mapped columns.
      "java.lang.reflect",
      "java.net",
      "java.nio.file..",
      "java.sql",
      "javax.sql",
      "jakarta.persistence..",
      "com.zaxxer.hikari..",
      "org.flywaydb..",
      "org.h2..",
      "org.hibernate..",
      "org.postgresql.."),

  CRYPTO(
      "adapters.crypto",
      Sees.APPLICATION,
      "java.net",
      "java.nio.channels",
      "java.nio.file..",
      "javax.crypto..",
      "javax.security.auth.x500",
      "org.bouncycastle.."),

  CATALOGUE("adapters.catalogue", Sees.APPLICATION, "java.net", "dev.harrel.jsonschema.."),

  METRICS(
      "adapters.metrics",
      Sees.APPLICATION,
      "java.net",
      "com.sun.net.httpserver",
      "io.prometheus.client.."),

  CLI(
      "adapters.cli",
      Sees.APPLICATION,
      "java.net",
      "java.net.http",
      "java.nio.file..",
      "javax.net.ssl",
      "picocli");

  /** Which of the house's own floors. */
  private enum Sees {
    NOTHING_ABOVE,
    DOMAIN("domain.."),
    APPLICATION("domain..", "application..");

    private final List<String> floors;

    Sees(String... floors) {
      this.floors = List.of(floors);
    }
  }

  /** Of the JDK what computes; nothing here opens a file, a socket or a database. */
  private static final List<String> PLAIN_JAVA =
      List.of(
          "java.io",
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.security..",
          "java.text",
          "java.time..",
          "java.util..",
          "org.jspecify.annotations");

  /** The JSON tree; what reads, writes and patches it is for {@code domain.json} only. */
  private static final Set<String> JSON_VALUES =
      Set.of(
          "jakarta.json.JsonArray",
          "jakarta.json.JsonArrayBuilder",
          "jakarta.json.JsonException",
          "jakarta.json.JsonNumber",
          "jakarta.json.JsonObject",
          "jakarta.json.JsonObjectBuilder",
          "jakarta.json.JsonString",
          "jakarta.json.JsonStructure",
          "jakarta.json.JsonValue",
          "jakarta.json.JsonValue$ValueType");

  private final String place;
  private final Sees sees;
  private final List<String> technology;

  Floor(String place, Sees sees, String... technology) {
    this.place = place;
    this.sees = sees;
    this.technology = List.of(technology);
  }

  String packages(String root) {
    return root + "." + place + "..";
  }

  /** Fails, too, if the floor has no class: then its name is wrong. */
  ArchRule rule(String root) {
    return classes()
        .that()
        .resideInAPackage(packages(root))
        .should()
        .onlyDependOnClassesThat(mayBeSeen(root))
        .as(place + " sees only what its row in the table lists");
  }

  private DescribedPredicate<JavaClass> mayBeSeen(String root) {
    return resideInAnyPackage(packagesThatMayBeSeen(root)).or(jsonValues());
  }

  private String[] packagesThatMayBeSeen(String root) {
    Stream<String> house = sees.floors.stream().map(floor -> root + "." + floor);
    return Stream.of(Stream.of(packages(root)), house, PLAIN_JAVA.stream(), technology.stream())
        .flatMap(packages -> packages)
        .toArray(String[]::new);
  }

  static DescribedPredicate<JavaClass> jsonValues() {
    return DescribedPredicate.describe(
        "JSON values", seen -> JSON_VALUES.contains(seen.getBaseComponentType().getName()));
  }
}
