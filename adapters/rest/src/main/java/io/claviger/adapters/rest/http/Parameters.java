package io.claviger.adapters.rest.http;

import static io.claviger.domain.shared.RefusedException.invalid;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query. Each may be sent once and holds at most {@value #MAX_LENGTH} printable
 * characters.
 */
public final class Parameters {
  private static final String PROPERTY = Parameters.class.getName();
  private static final int MAX_LENGTH = 256;
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Set<String> taken;
  private final Map<String, List<String>> values;

  private Parameters(Set<String> taken, Map<String, List<String>> values) {
    this.taken = taken;
    this.values = values;
  }

  /**
   * @param taken the names of all that this request may have
   */
  public static Parameters read(ContainerRequestContext request, Set<String> taken) {
    Map<String, List<String>> values = sent(request);
    values.forEach(
        (name, sent) -> {
          if (!taken.contains(name)) {
            throw invalid(
                shown(name)
                    + ": unknown in the query of this request, which takes "
                    + (taken.isEmpty() ? "none" : String.join(", ", taken)));
          }
          if (sent.size() > 1) {
            throw invalid(name + ": is in the query more than once");
          }
        });
    return new Parameters(taken, values);
  }

  private static Map<String, List<String>> sent(ContainerRequestContext request) {
    try {
      return request.getUriInfo().getQueryParameters();
    } catch (IllegalArgumentException e) {
      throw invalid("the query is not percent-encoded correctly");
    }
  }

  /** What does not look like a name may be a secret whose name was forgotten. */
  private static String shown(String name) {
    return name.matches("[\\w.\\[\\]-]{1,40}") ? name : "a parameter";
  }

  /** What this request was found to have. */
  public static Parameters of(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof Parameters parameters) {
      return parameters;
    }
    throw new IllegalStateException("no filter has looked at the query");
  }

  public void keepIn(ContainerRequestContext request) {
    request.setProperty(PROPERTY, this);
  }

  /**
   * Empty where it is missing or has no characters.
   *
   * @throws IllegalStateException if the request does not take it
   */
  public Optional<String> text(String name) {
    if (!taken.contains(name)) {
      throw new IllegalStateException("@Takes does not have " + name);
    }
    return values.getOrDefault(name, List.of()).stream()
        .findFirst()
        .filter(text -> !text.isEmpty())
        .map(text -> check(name, text));
  }

  private static String check(String name, String text) {
    if (text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
      throw invalid(name + ": at most " + MAX_LENGTH + " printable characters");
    }
    return text;
  }

  public Optional<Long> integer(String name, long least, long most) {
    return text(name)
        .map(
            text -> {
              long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
              if (number < least || number > most) {
                throw invalid(name + ": an integer from " + least + " to " + most);
              }
              return number;
            });
  }

  /** Seconds since 1970. */
  public Optional<Instant> time(String name) {
    return integer(name, 0, LAST_SECOND).map(Instant::ofEpochSecond);
  }

  /** Whether it is exactly {@code true}. */
  public boolean isTrue(String name) {
    return text(name).filter("true"::equals).isPresent();
  }
}
