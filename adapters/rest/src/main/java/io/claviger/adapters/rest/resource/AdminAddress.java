package io.claviger.adapters.rest.resource;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceKind;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.glassfish.jersey.uri.UriComponent;

/** Reads the parts of an address below {@code /apisix/admin}. */
final class AdminAddress {
  /** Those whose addresses are {@code <kind>/<id>}; the others have classes of their own. */
  private static final List<ResourceKind> KINDS =
      Arrays.stream(ResourceKind.values())
          .filter(kind -> kind != ResourceKind.CREDENTIAL && kind != ResourceKind.SECRET)
          .toList();

  private AdminAddress() {}

  /** What is no type is not repeated in the answer. */
  static ResourceKind kind(String path) {
    return KINDS.stream()
        .filter(kind -> kind.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "Unsupported resource type: this program has "
                        + String.join(", ", KINDS.stream().map(ResourceKind::path).toList())
                        + ", secrets, and consumers/<username>/credentials"));
  }

  /** By its plural as in addresses, or its singular as APISIX names schemas. */
  static ResourceKind kindOfSchema(String name) {
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind.path().equals(name) || kind.singular().replace(' ', '_').equals(name))
        .findFirst()
        .orElseThrow(() -> notFound("not found schema"));
  }

  /** {@code ?gateway_group_id=}, or the group {@code default}. */
  static GroupId group(Parameters parameters) {
    return parameters.text("gateway_group_id").map(GroupId::new).orElse(GroupId.DEFAULT);
  }

  static Response missingId(ResourceKind kind) {
    return JsonAnswer.error(400, "missing " + kind.singular() + " id");
  }

  static Response notSupported(String method, ResourceKind kind) {
    return JsonAnswer.error(405, "not supported `%s` method for %s".formatted(method, kind.path()));
  }

  /**
   * The members of a sub-path.
   *
   * @param path as it was sent: an encoded slash belongs to a member's name
   */
  static List<String> members(String path) {
    List<String> members =
        Arrays.stream(path.split("/", -1))
            .map(member -> UriComponent.decode(member, UriComponent.Type.PATH))
            .toList();
    if (members.contains("")) {
      throw invalid("the path below the id has an empty part");
    }
    return members;
  }
}
