package io.claviger.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program keeps its rules. */
class ArchitectureTest {
  private static final String ROOT = "io.claviger";
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @ParameterizedTest
  @EnumSource
  void eachFloorSeesOnlyWhatItsRowLists(Floor floor) {
    floor.rule(ROOT).check(PROGRAM);
  }

  @ParameterizedTest
  @EnumSource
  void theHouseKeepsItsRules(HouseRule rule) {
    rule.rule(ROOT).check(PROGRAM);
  }

  @ParameterizedTest
  @EnumSource
  void aFloorThatDoesNotExistFails(Floor floor) {
    assertThrows(AssertionError.class, () -> floor.rule("io.nobody").check(PROGRAM));
  }

  @ParameterizedTest
  @EnumSource
  void aRuleForAPlaceThatDoesNotExistFails(HouseRule rule) {
    assertThrows(AssertionError.class, () -> rule.rule("io.nobody").check(PROGRAM));
  }
}
