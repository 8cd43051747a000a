package io.claviger.tests.architecture;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every rule finds what breaks it in a house that breaks all of them, and finds nothing else.
 *
 * <p>That house is below {@code fixture}. Its floors have the names of the real ones. What a class
 * {@code Bad} nests breaks the rule that its name tells of.
 */
class RulesCanFailTest {
  private static final String ROOT = "io.claviger.tests.architecture.fixture";
  private static final JavaClasses BAD_HOUSE = new ClassFileImporter().importPackages(ROOT);

  /** A class of the house; of one that is nested in {@code Bad}, its own name. */
  private static final Pattern CULPRIT =
      Pattern.compile(Pattern.quote(ROOT) + "[a-z.]*\\.(?:Bad\\$)?([A-Z]\\w*)");

  @ParameterizedTest
  @EnumSource
  void aFloorThatSeesTooMuchIsFound(Floor floor) {
    Set<String> culprits =
        switch (floor) {
          case DOMAIN ->
              Set.of(
                  "SeesSockets",
                  "SeesFiles",
                  "SeesDatabase",
                  "SeesTls",
                  "SeesApplication",
                  "SeesBootstrap");
          case APPLICATION -> Set.of("SeesAdapter", "SeesBootstrap", "SeesCiphers");
          case PERSISTENCE -> Set.of("SeesHttp", "ReloadingKeyManager");
          case REST, DP_CHANNEL, CRYPTO, CATALOGUE, METRICS, CLI -> Set.of("SeesAnotherAdapter");
        };
    assertEquals(culprits, culpritsOf(floor.rule(ROOT)));
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenRuleIsFound(HouseRule rule) {
    Set<String> culprits =
        switch (rule) {
          case EVERY_CLASS_IS_ON_A_FLOOR -> Set.of("OnNoFloor");
          case FEATURES_OF_THE_DOMAIN_HAVE_NO_CYCLES -> Set.of("Left");
          case FEATURES_OF_THE_APPLICATION_HAVE_NO_CYCLES -> Set.of("ThisWay");
          case PORTS_ARE_INTERFACES -> Set.of("ClassAsPort");
          case WHAT_PORTS_NEST_IS_DATA -> Set.of("NestedClass");
          case PORTS_KNOW_NO_USE_CASE -> Set.of("SeesUseCase");
          case USE_CASES_ARE_FINAL_AND_NAMED_VERB_AND_NOUN ->
              Set.of("GetThing", "ThingPutter", "PutThingElsewhere");
          case USE_CASES_RUN_ONLY_THROUGH_THE_GATE -> Set.of("RunsUseCase");
          case NAMES_HAVE_NO_FILLER -> Set.of("RowHelper", "AbstractRow");
          case JSON_IS_READ_AND_WRITTEN_IN_ONE_PACKAGE -> Set.of("ReadsJson", "UsesTheFactory");
          case NOBODY_USES_THE_STATIC_JSON_FACTORY -> Set.of("UsesTheFactory");
          case ONLY_BOOTSTRAP_PRINTS -> Set.of("Prints", "PrintsStackTraces");
          case NOTHING_HANGS_ON_A_THREAD -> Set.of("HangsOnAThread");
          case NOBODY_SLEEPS -> Set.of("Sleeps");
          case ROWS_ARE_READ_AND_WRITTEN_THROUGH_THE_GUARD -> Set.of("PastTheGuard");
          case TIME_AND_CHANCE_COME_FROM_OUTSIDE ->
              Set.of("DrawsLots", "DrawsAnId", "LooksAtTheClock", "RefersToTheClock");
        };
    assertEquals(culprits, culpritsOf(rule.rule(ROOT)));
  }

  private static Set<String> culpritsOf(ArchRule rule) {
    return rule.evaluate(BAD_HOUSE).getFailureReport().getDetails().stream()
        .map(RulesCanFailTest::culprit)
        .collect(toSet());
  }

  /** The first class that a message names is the one that breaks the rule. */
  private static String culprit(String message) {
    return CULPRIT
        .matcher(message)
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1))
        .orElse(message);
  }
}
