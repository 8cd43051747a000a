package io.claviger.adapters.rest.resource;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.application.resource.ResourceAddress;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.RefusedException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.uri.UriComponent;

/** Reads the parts of an address below {@code /apisix/admin}. */
final class AdminAddress {
  /** The other types of APISIX 3.18. What is none of its types is not repeated in an answer. */
  private static final Set<String> KNOWN_TO_APISIX =
      Set.of(
          "consumer_groups",
          "global_rules",
          "plugin_configs",
          "plugin_metadata",
          "plugins",
          "protos",
          "schema",
          "secrets",
          "stream_routes");

  private AdminAddress() {}

  static ResourceKind kind(String path) {
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind.path().equals(path))
        .findFirst()
        .orElseThrow(() -> unsupported(path));
  }

  static RefusedException unsupported(String path) {
    String echo = KNOWN_TO_APISIX.contains(path) ? path : "see the list of types";
    List<String> known = Arrays.stream(ResourceKind.values()).map(ResourceKind::path).toList();
    return notFound(
        "Unsupported resource type: " + echo + "; this program has " + String.join(", ", known));
  }

  /** {@code ?gateway_group_id=}, or the group {@code default}. */
  static GroupId group(Parameters parameters) {
    return parameters.text("gateway_group_id").map(GroupId::new).orElse(GroupId.DEFAULT);
  }

  static ResourceAddress resource(Parameters parameters, String kind, String id) {
    return new ResourceAddress(group(parameters), kind(kind), new ResourceId(id));
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
