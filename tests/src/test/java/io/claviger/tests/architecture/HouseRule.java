package io.claviger.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.claviger.tests.architecture.Calls.askForTheTime;
import static io.claviger.tests.architecture.Calls.drawLots;
import static io.claviger.tests.architecture.Calls.runAUseCase;
import static io.claviger.tests.architecture.Calls.to;
import static io.claviger.tests.architecture.Calls.useCases;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What holds of all floors, or of a place on one. Each rule fails where it finds no class to check,
 * because then the place that it names is not there.
 */
enum HouseRule {
  EVERY_CLASS_IS_ON_A_FLOOR(
      root ->
          classes().that().resideInAPackage(root + "..").should().resideInAnyPackage(floors(root))),

  FEATURES_OF_THE_DOMAIN_HAVE_NO_CYCLES(
      root -> slices().matching(root + ".domain.(*)..").should().beFreeOfCycles()),

  FEATURES_OF_THE_APPLICATION_HAVE_NO_CYCLES(
      root -> slices().matching(root + ".application.(*)..").should().beFreeOfCycles()),

  PORTS_ARE_INTERFACES(root -> ports(root).and().areTopLevelClasses().should().beInterfaces()),

  WHAT_PORTS_NEST_IS_DATA(
      root ->
          ports(root)
              .and()
              .areMemberClasses()
              .should()
              .beRecords()
              .orShould()
              .beEnums()
              .orShould()
              .beInterfaces()),

  PORTS_KNOW_NO_USE_CASE(
      root ->
          ports(root)
              .should()
              .onlyDependOnClassesThat(
                  resideInAPackage(root + ".application.port..")
                      .or(not(resideInAPackage(root + ".application.."))))),

  USE_CASES_ARE_FINAL_AND_NAMED_VERB_AND_NOUN(
      root ->
          classes()
              .that(useCases(root).and(not(INTERFACES)))
              .should()
              .haveModifier(FINAL)
              .andShould()
              .resideInAPackage(root + ".application..")
              .andShould()
              .haveNameMatching(Words.VERB_AND_NOUN)),

  USE_CASES_RUN_ONLY_THROUGH_THE_GATE(
      root -> nobodyBut(root, "application.gate").should().accessTargetWhere(runAUseCase(root))),

  NAMES_HAVE_NO_FILLER(
      root -> nobody(root).should(be(describe("named with a filler word", Words::hasFiller)))),

  JSON_IS_READ_AND_WRITTEN_IN_ONE_PACKAGE(
      root ->
          nobodyBut(root, "domain.json")
              .should()
              .dependOnClassesThat(
                  resideInAPackage("jakarta.json..").and(not(Floor.jsonValues())))),

  NOBODY_USES_THE_STATIC_JSON_FACTORY(
      root ->
          nobody(root).should().dependOnClassesThat().haveFullyQualifiedName("jakarta.json.Json")),

  ONLY_BOOTSTRAP_PRINTS(
      root ->
          nobodyBut(root, "bootstrap")
              .should()
              .accessTargetWhere(
                  to(System.class, "out", "err").or(to(Throwable.class, "printStackTrace")))),

  NOTHING_HANGS_ON_A_THREAD(
      root -> nobody(root).should().dependOnClassesThat().areAssignableTo(ThreadLocal.class)),

  NOBODY_SLEEPS(
      root ->
          nobody(root)
              .should()
              .accessTargetWhere(to(Thread.class, "sleep").or(to(TimeUnit.class, "sleep")))),

  ROWS_ARE_READ_AND_WRITTEN_THROUGH_THE_GUARD(
      root ->
          nobody(root)
              .and(not(theGuard(root)))
              .should()
              .dependOnClassesThat(
                  assignableTo("org.hibernate.SharedSessionContract")
                      .or(assignableTo("org.hibernate.query.SelectionQuery")))),

  TIME_AND_CHANCE_COME_FROM_OUTSIDE(
      root ->
          noClasses()
              .that()
              .resideInAnyPackage(root + ".domain..", root + ".application..")
              .should()
              .accessTargetWhere(askForTheTime().or(drawLots())));

  private final Function<String, ArchRule> rule;

  HouseRule(Function<String, ArchRule> rule) {
    this.rule = rule;
  }

  ArchRule rule(String root) {
    return rule.apply(root);
  }

  /** What stamps and checks rows, and the unit of work, which opens its sessions. */
  private static DescribedPredicate<JavaClass> theGuard(String root) {
    Set<String> names =
        Stream.of(
                "GuardedSession",
                "GuardedQuery",
                "HibernateUnitOfWork",
                "PendingWrites",
                "RowStatements",
                "RowAuthentication",
                "RowMacs",
                "RowColumns")
            .map(name -> root + ".adapters.persistence." + name)
            .collect(toSet());
    return describe(
        "the guard of rows",
        (JavaClass seen) -> names.contains(seen.getName().replaceFirst("\\$.*", "")));
  }

  private static String[] floors(String root) {
    return Stream.concat(
            Stream.of(root + ".bootstrap.."),
            Arrays.stream(Floor.values()).map(floor -> floor.packages(root)))
        .toArray(String[]::new);
  }

  private static GivenClassesConjunction ports(String root) {
    return classes().that().resideInAPackage(root + ".application.port..");
  }

  private static GivenClassesConjunction nobody(String root) {
    return noClasses().that().resideInAPackage(root + "..");
  }

  private static GivenClassesConjunction nobodyBut(String root, String place) {
    return nobody(root).and().resideOutsideOfPackage(root + "." + place + "..");
  }
}
