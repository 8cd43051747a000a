package io.claviger.tests.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What names are made of. */
final class Words {
  /** The full name of a class whose simple name begins with a verb of the product. */
  static final String VERB_AND_NOUN =
      ".*[.$]((Activate|Change|Create|Delete|Destroy|End|Forget|Get|Issue|List|Make|Patch|Prepare"
          + "|Put|Reencrypt|Renew|Retire|Revoke|Rotate|Seal|Search|Update|Validate)[A-Z]\\w*"
          + "|LogIn|LogOut|Rekey|Unseal)";

  private static final Pattern FILLER =
      Pattern.compile(
          "(Abstract|Base|Common)[A-Z].*|.*(Utils?|Helper|Manager|Impl|Base|Common|Info)");

  private Words() {}

  /** Unless the name says what the class is to somebody else, such as a TLS engine. */
  static boolean hasFiller(JavaClass named) {
    return isFiller(named)
        && Stream.concat(
                named.getAllRawSuperclasses().stream(), named.getAllRawInterfaces().stream())
            .filter(parent -> !parent.getPackageName().startsWith("io.claviger"))
            .noneMatch(Words::isFiller);
  }

  private static boolean isFiller(JavaClass named) {
    return FILLER.matcher(named.getSimpleName()).matches();
  }
}
