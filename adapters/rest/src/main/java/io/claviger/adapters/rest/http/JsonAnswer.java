package io.claviger.adapters.rest.http;

import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonStructure;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes answers, which are JSON in UTF-8. */
public final class JsonAnswer {
  private JsonAnswer() {}

  public static Response of(int status, JsonStructure body) {
    return text(status, body.toString());
  }

  /**
   * @param json the text of a JSON object or array
   */
  public static Response text(int status, String json) {
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(json.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** {@code {"value":{…}}}. */
  public static Response value(int status, JsonObjectBuilder value) {
    return of(status, JsonTree.object().add("value", value).build());
  }

  /** {@code {"value":{"id":…}}}: what a deletion answers. */
  public static Response deleted(String id) {
    return value(200, JsonTree.object().add("id", id));
  }

  /**
   * {@code {"list":[…],"total":N}}.
   *
   * @param total before paging
   */
  public static Response list(List<JsonObject> items, long total) {
    JsonArrayBuilder list = JsonTree.array();
    items.forEach(list::add);
    return of(200, JsonTree.object().add("list", list).add("total", total).build());
  }

  /** {@code {"error_msg":…}}. */
  public static Response error(int status, String message) {
    return of(status, JsonTree.object().add("error_msg", message).build());
  }
}
