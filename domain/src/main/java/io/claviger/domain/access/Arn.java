package io.claviger.domain.access;

/** What an action is done to, as permission policies write it: {@code arn:claviger:…}. */
public record Arn(String text) {
  public static final Arn ORGANIZATION = new Arn("arn:claviger:iam:organization/*");

  public static Arn group(String id) {
    return new Arn("arn:claviger:gateway:gatewaygroup/" + id);
  }

  public static Arn resource(String group, String kind, String id) {
    return new Arn(group(group).text + "/" + kind + "/" + id);
  }

  public static Arn user(String id) {
    return new Arn("arn:claviger:iam:user/" + id);
  }

  @Override
  public String toString() {
    return text;
  }
}
