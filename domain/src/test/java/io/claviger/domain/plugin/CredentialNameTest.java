package io.claviger.domain.plugin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "proxy-authorization",
        "Authentication",
        "X-Auth",
        "auth",
        "X-Auth-Token",
        "X-Bearer",
        "X-Api-Key",
        "apikey",
        "X-Master-Key",
        "x-functions-key",
        "Ocp-Apim-Subscription-Key",
        "Cookie",
        "X-Hub-Signature",
        "X-Vault-Password",
        "X-Client-Secret"
      })
  void aHeaderThatHoldsACredentialByCustomIsOne(String header) {
    assertTrue(CredentialName.matches(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Tenant", "X-Author", "X-Auth-Mode", "Host", "User-Agent", "X-Key", "Accept"})
  void othersAreToBeRead(String header) {
    assertFalse(CredentialName.matches(header));
  }
}
