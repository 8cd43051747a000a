package io.claviger.domain.access;

/** What somebody wants to do, {@code <namespace>:<VerbNoun>} as permission policies write it. */
public record Action(String name) {
  public static final Action CREATE_GROUP = new Action("gateway:CreateGatewayGroup");
  public static final Action GET_GROUP = new Action("gateway:GetGatewayGroup");
  public static final Action UPDATE_GROUP = new Action("gateway:UpdateGatewayGroup");
  public static final Action DELETE_GROUP = new Action("gateway:DeleteGatewayGroup");
  public static final Action GET_INSTANCE = new Action("gateway:GetGatewayInstance");
  public static final Action CREATE_INSTANCE = new Action("gateway:CreateGatewayInstance");
  public static final Action DELETE_INSTANCE = new Action("gateway:DeleteGatewayInstance");

  /** To ask whether resources would be accepted, which stores nothing. */
  public static final Action VALIDATE_RESOURCE = new Action("gateway:ValidateResource");

  /** To read what the catalogue says of kinds and plugins. */
  public static final Action GET_SCHEMA = new Action("gateway:GetSchema");

  /** To follow a group's configuration, which takes a registered certificate. */
  public static final Action ATTACH_INSTANCE = new Action("gateway:AttachGatewayInstance");

  /** To be given the keys themselves, as data planes are. */
  public static final Action GET_WIRE_KEYRING = new Action("gateway:GetWireKeyring");

  public static final Action PREPARE_WIRE_KEY = new Action("gateway:PrepareWireKey");
  public static final Action ACTIVATE_WIRE_KEY = new Action("gateway:ActivateWireKey");
  public static final Action RETIRE_WIRE_KEY = new Action("gateway:RetireWireKey");

  public static final Action GET_KEYRING = new Action("gateway:GetKeyring");
  public static final Action ROTATE_KEYRING = new Action("gateway:RotateKeyring");
  public static final Action REENCRYPT_KEYRING = new Action("gateway:ReencryptKeyring");
  public static final Action DESTROY_KEY = new Action("gateway:DestroyKey");
  public static final Action GET_SYSTEM_KEYRING = new Action("system:GetKeyring");
  public static final Action ROTATE_SYSTEM_KEYRING = new Action("system:RotateKeyring");
  public static final Action REENCRYPT_SYSTEM_KEYRING = new Action("system:ReencryptKeyring");
  public static final Action DESTROY_SYSTEM_KEY = new Action("system:DestroyKey");

  public static final Action INITIALIZE = new Action("system:Initialize");
  public static final Action GET_SEAL_STATUS = new Action("system:GetSealStatus");
  public static final Action UNSEAL = new Action("system:Unseal");
  public static final Action SEAL = new Action("system:Seal");
  public static final Action REKEY = new Action("system:Rekey");
  public static final Action ROTATE_ROOT_KEY = new Action("system:RotateRootKey");

  /** To change where a stored secret is sent without giving the secret again. */
  public static final Action REDIRECT_SECRET = new Action("gateway:RedirectSecret");

  /** To set or change what a gateway runs as code. */
  public static final Action RUN_CODE = new Action("gateway:RunCode");

  public static final Action CREATE_INSTALLATION = new Action("system:CreateInstallation");
  public static final Action RENEW_ONE_TIME_PASSWORD = new Action("iam:RenewOneTimePassword");
  public static final Action LOG_IN = new Action("iam:LogIn");
  public static final Action LOG_OUT = new Action("iam:LogOut");
  public static final Action GET_ME = new Action("iam:GetMe");
  public static final Action CHANGE_OWN_PASSWORD = new Action("iam:ChangeOwnPassword");
  public static final Action CREATE_TOKEN = new Action("iam:CreateToken");
  public static final Action GET_TOKEN = new Action("iam:GetToken");
  public static final Action DELETE_TOKEN = new Action("iam:DeleteToken");
  public static final Action GET_AUDIT = new Action("iam:GetAudit");

  public Action {
    if (!name.matches("[a-z]+:[A-Za-z0-9]+")) {
      throw new IllegalArgumentException("an action is <namespace>:<VerbNoun>");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
