package io.claviger.adapters.rest.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.claviger.domain.shared.Refusal;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorMapperTest {
  private static String body(Response response) {
    return new String((byte[]) response.getEntity(), StandardCharsets.UTF_8);
  }

  @Test
  void everyRefusalHasItsStatusAndItsMessage() {
    Map<Refusal, Integer> statuses =
        Map.of(
            new Refusal.Invalid("m"), 400,
            new Refusal.Unauthenticated("m"), 401,
            new Refusal.Denied("m"), 403,
            new Refusal.NotFound("m"), 404,
            new Refusal.Conflict("m"), 409,
            new Refusal.Throttled("m", Duration.ofSeconds(1)), 429,
            new Refusal.Unavailable("m"), 503);
    statuses.forEach(
        (refusal, status) -> {
          Response response = ErrorMapper.answer(refusal);
          assertEquals(status, response.getStatus());
          assertEquals("{\"error_msg\":\"m\"}", body(response));
        });
  }

  @Test
  void whoIsThrottledLearnsHowLong() {
    Response response =
        ErrorMapper.answer(new Refusal.Throttled("slow down", Duration.ofMillis(1500)));
    assertEquals("2", response.getHeaderString("Retry-After"));
  }

  @Test
  void aMissingKeyIsSaidAsApisixSaysIt() {
    assertEquals(
        "{\"message\":\"Key not found\"}", body(ErrorMapper.answer(new Refusal.NoSuchKey())));
  }

  @Test
  void messagesOfExceptionsAreNotShown() {
    Response known = new ErrorMapper().toResponse(new NotFoundException("planted9"));
    Response bug = new ErrorMapper().toResponse(new IllegalStateException("planted9"));
    assertFalse(body(known).contains("planted9"));
    assertEquals(500, bug.getStatus());
    assertFalse(body(bug).contains("planted9"));
  }
}
