package io.claviger.adapters.rest.health;

import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** For load balancers and supervisors. */
@Path("/")
public final class HealthApi {
  private final Readiness readiness;

  public HealthApi(Readiness readiness) {
    this.readiness = readiness;
  }

  /** 200 as long as the program answers at all. */
  @GET
  @Path("healthz")
  public Response lives() {
    return JsonAnswer.of(200, JsonTree.object().add("status", "ok").build());
  }

  /** 200, or 503 with {@code {"status":"unavailable","reasons":[…]}}. */
  @GET
  @Path("readyz")
  public Response serves() {
    List<String> reasons = readiness.reasons();
    if (reasons.isEmpty()) {
      return lives();
    }
    JsonArrayBuilder list = JsonTree.array();
    reasons.forEach(list::add);
    return JsonAnswer.of(
        503, JsonTree.object().add("status", "unavailable").add("reasons", list).build());
  }
}
