package io.claviger.domain.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.util.regex.Pattern;

/** How the ids of a kind are written. */
public enum IdForm {
  SIMPLE(Forms.SIMPLE, "an id is 1 to 64 of the characters a-z A-Z 0-9 _ . - and not only dots"),
  USERNAME(Forms.USERNAME, "a username is 1 to 256 of the characters a-z A-Z 0-9 _ -"),
  /** {@code jack/credentials/c1}: below the consumer that it belongs to. */
  CREDENTIAL(
      Forms.USERNAME + "/credentials/" + Forms.SIMPLE,
      "a credential's id is 1 to 64 of the characters a-z A-Z 0-9 _ . - and not only dots, below a"
          + " username"),
  PLUGIN("[a-z0-9_-]{1,64}", "the id is the name of a plugin"),
  /** {@code vault/1}: a manager and an id. */
  SECRET(
      "(vault|aws|gcp)/" + Forms.SIMPLE,
      "invalid secret manager or id: the manager is vault, aws or gcp, the id 1 to 64 of the"
          + " characters a-z A-Z 0-9 _ . - and not only dots");

  private final Pattern pattern;
  private final String says;

  IdForm(String pattern, String says) {
    this.pattern = Pattern.compile(pattern);
    this.says = says;
  }

  /** Reads an id; what has another form is {@code Invalid}. */
  ResourceId read(String text) {
    if (!pattern.matcher(text).matches()) {
      throw invalid(says);
    }
    return new ResourceId(text);
  }

  /** As the document of the resource repeats it: a credential says nothing of its consumer. */
  String inDocument(ResourceId id) {
    return this == CREDENTIAL ? id.last() : id.value();
  }

  /** The parts that the forms are made of. */
  private static final class Forms {
    static final String SIMPLE = "(?!\\.+(?:/|\\z))[a-zA-Z0-9_.-]{1,64}";
    static final String USERNAME = "[a-zA-Z0-9_-]{1,256}";
  }
}
