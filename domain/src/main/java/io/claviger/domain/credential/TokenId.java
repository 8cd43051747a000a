package io.claviger.domain.credential;

/** Names an access token in public: 16 lower-case hex digits. */
public record TokenId(String value) {
  public TokenId {
    if (!value.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException("a token id is 16 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
