package io.claviger.application.keyring;

/** The secrets of this program itself, sealed in the scope {@code system}. */
public enum SystemSecret {
  /** Under which stored rows are authenticated. */
  ROW_KEY("row-key"),

  /** Under which user names are looked up. */
  USER_NAME_KEY("user-name-key"),
  /** Under which tokens are tagged, so that a made-up one costs nothing. */
  TOKEN_TAG_KEY("token-tag-key"),
  /** Of the authority that signs the data-plane port's own certificate. */
  SERVER_AUTHORITY_KEY("server-authority-key"),
  /** Of the authority that signs the certificates of data planes. */
  DP_AUTHORITY_KEY("dp-authority-key"),
  /** With which receipts are signed. */
  SIGNING_KEY("signing-key");

  private final String id;

  SystemSecret(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
