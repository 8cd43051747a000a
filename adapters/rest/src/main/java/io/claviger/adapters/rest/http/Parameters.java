package io.claviger.adapters.rest.http;

import static io.claviger.domain.shared.RefusedException.invalid;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query. Each may be sent once and holds at most {@value #MAX_LENGTH} printable
 * characters. Unknown ones are ignored, as APISIX does.
 */
public final class Parameters {
  private static final int MAX_LENGTH = 256;
  private static final long LAST_SECOND = 253_402_300_799L;

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  public static Parameters of(ContainerRequestContext request) {
    try {
      return new Parameters(request.getUriInfo().getQueryParameters());
    } catch (IllegalArgumentException e) {
      throw invalid("the query is not percent-encoded correctly");
    }
  }

  /** Empty where it is missing or has no characters. */
  public Optional<String> text(String name) {
    List<String> sent = values.getOrDefault(name, List.of());
    if (sent.size() > 1) {
      throw invalid(name + ": is in the query more than once");
    }
    return sent.stream().findFirst().filter(text -> !text.isEmpty()).map(text -> check(name, text));
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
