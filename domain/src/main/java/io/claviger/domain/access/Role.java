package io.claviger.domain.access;

/** A named set of permissions. */
public enum Role {
  SUPER_ADMIN("super_admin", PermissionPolicy.allow("*")),
  /** Of who holds a one-time password: it may change itself, and nothing else. */
  PASSWORD_CHANGE(
      "password_change",
      PermissionPolicy.allow(
          Action.CHANGE_OWN_PASSWORD.name(), Action.GET_ME.name(), Action.LOG_OUT.name()));

  private final String text;
  private final PermissionPolicy policy;

  Role(String text, PermissionPolicy policy) {
    this.text = text;
    this.policy = policy;
  }

  public String text() {
    return text;
  }

  public PermissionPolicy policy() {
    return policy;
  }

  public static Role parse(String text) {
    for (Role role : values()) {
      if (role.text.equals(text)) {
        return role;
      }
    }
    throw new IllegalArgumentException("unknown role");
  }
}
