package io.claviger.adapters.rest.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.domain.shared.RefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private static ContainerRequest request(InputStream body) {
    URI here = URI.create("http://localhost/");
    ContainerRequest request =
        new ContainerRequest(here, here, "PUT", nobody(), new MapPropertiesDelegate(), null);
    request.setEntityStream(body);
    return request;
  }

  private static SecurityContext nobody() {
    return new SecurityContext() {
      @Override
      public Principal getUserPrincipal() {
        return () -> "nobody";
      }

      @Override
      public boolean isUserInRole(String role) {
        return false;
      }

      @Override
      public boolean isSecure() {
        return true;
      }

      @Override
      public String getAuthenticationScheme() {
        return "";
      }
    };
  }

  private static ContainerRequest request(String body) {
    return request(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static int refused(ContainerRequest request) {
    return assertThrows(WebApplicationException.class, () -> RequestBody.object(request))
        .getResponse()
        .getStatus();
  }

  @Test
  void aBodyNeedsNoContentType() {
    assertEquals(1, RequestBody.object(request("{\"a\":1}")).getInt("a"));
  }

  @Test
  void anEncodedBodyIs415() {
    for (String encoding : List.of("gzip", "GZIP", "identity, gzip", "x")) {
      ContainerRequest request = request("{}");
      request.header("Content-Encoding", encoding);
      assertEquals(415, refused(request), encoding);
    }
    ContainerRequest plain = request("{}");
    plain.header("Content-Encoding", "Identity");
    assertEquals(0, RequestBody.object(plain).size());
  }

  @Test
  void aLengthBeyondTheLimitIs413BeforeAnythingIsRead() {
    for (String length : List.of("1572865", "9".repeat(30))) {
      ContainerRequest request = request(unreadable());
      request.header("Content-Length", length);
      assertEquals(413, refused(request), length);
    }
  }

  @Test
  void noMoreThanTheLimitIsRead() {
    assertEquals(413, refused(request(endless())));
  }

  @Test
  void aBodyThatBreaksOffIsRefused() {
    assertThrows(RefusedException.class, () -> RequestBody.object(request(unreadable())));
    assertThrows(RefusedException.class, () -> RequestBody.object(request("")));
  }

  @Test
  void whatWasReadIsWipedWhateverBecameOfIt() {
    for (String body : List.of("{\"share\":\"cvgs1_a\"}", "{\"password\":\"abc", "[]", "\u00e9")) {
      byte[] read = body.getBytes(StandardCharsets.ISO_8859_1);
      try {
        RequestBody.object(request(lending(read)));
      } catch (RefusedException e) {
        // It is wiped all the same.
      }
      assertArrayEquals(new byte[read.length], read, body);
    }
    byte[] tooMuch = new byte[RequestBody.LIMIT + 1];
    Arrays.fill(tooMuch, (byte) 'x');
    assertEquals(413, refused(request(lending(tooMuch))));
    assertArrayEquals(new byte[tooMuch.length], tooMuch);
  }

  /** Gives these very bytes away, and no copy. */
  private static InputStream lending(byte[] bytes) {
    return new InputStream() {
      @Override
      public int read() {
        throw new AssertionError("read one by one");
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        throw new AssertionError("copied");
      }

      @Override
      public byte[] readNBytes(int length) {
        return bytes;
      }
    };
  }

  private static InputStream endless() {
    return new InputStream() {
      private int served;

      @Override
      public int read() {
        return read(new byte[1], 0, 1);
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        served += length;
        if (served > RequestBody.LIMIT + 1) {
          throw new AssertionError("read on");
        }
        return length;
      }
    };
  }

  private static InputStream unreadable() {
    return new InputStream() {
      @Override
      public int read() {
        throw new IllegalStateException("broken chunk");
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return read();
      }
    };
  }
}
