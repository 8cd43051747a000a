package io.claviger.domain.gateway;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.util.Arrays;

/**
 * Who resolves references to secrets ({@code $secret://}, {@code $env://}) where a gateway would
 * use one that does not resolve as the value itself. In the credentials of consumers and in SSL
 * resources a gateway fails closed, and there they are always accepted.
 */
public enum ReferencePolicy {
  /** Nobody: they are refused. */
  REFUSE("refuse"),
  /** The gateway, at the operator's risk. */
  GATEWAY("gateway");

  private final String text;

  ReferencePolicy(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public static ReferencePolicy parse(String text) {
    return Arrays.stream(values())
        .filter(policy -> policy.text.equals(text))
        .findFirst()
        .orElseThrow(() -> invalid("references: refuse or gateway"));
  }

  /** From storage, where anything but the word for it is no permission. */
  public static ReferencePolicy stored(String text) {
    return GATEWAY.text.equals(text) ? GATEWAY : REFUSE;
  }
}
