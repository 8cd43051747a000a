package io.claviger.tests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Which calls, and references to methods, are meant. */
final class Calls {
  private static final String CONSTRUCTOR = "<init>";

  private Calls() {}

  static DescribedPredicate<JavaAccess<?>> to(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return describe(
        owner.getSimpleName() + "." + String.join("|", names),
        access ->
            access.getTargetOwner().isAssignableTo(owner) && wanted.contains(access.getName()));
  }

  /** Asks the machine for the time, instead of the clock that was handed in. */
  static DescribedPredicate<JavaAccess<?>> askForTheTime() {
    return describe(
            "now() of java.time",
            (JavaAccess<?> access) ->
                access.getTargetOwner().getPackageName().startsWith("java.time")
                    && access.getName().equals("now"))
        .or(to(System.class, "currentTimeMillis"))
        .or(to(Date.class, CONSTRUCTOR))
        .or(to(InstantSource.class, "system"))
        .or(to(Clock.class, "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds"));
  }

  /** Draws from a generator that nobody handed in. */
  static DescribedPredicate<JavaAccess<?>> drawLots() {
    return to(RandomGenerator.class, CONSTRUCTOR, "getInstanceStrong", "of", "getDefault")
        .or(to(ThreadLocalRandom.class, "current"))
        .or(to(Math.class, "random"))
        .or(to(UUID.class, "randomUUID"));
  }

  /** Runs a use case without the gate; a use case may call what it is made of. */
  static DescribedPredicate<JavaAccess<?>> runAUseCase(String root) {
    return describe(
        "prepare or execute of a use case",
        access ->
            useCases(root).test(access.getTargetOwner())
                && Set.of("prepare", "execute").contains(access.getName())
                && !access.getOriginOwner().equals(access.getTargetOwner()));
  }

  static DescribedPredicate<JavaClass> useCases(String root) {
    return assignableTo(root + ".application.gate.UseCase")
        .or(assignableTo(root + ".application.gate.Query"));
  }
}
