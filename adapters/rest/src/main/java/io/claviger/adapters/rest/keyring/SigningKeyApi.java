package io.claviger.adapters.rest.keyring;

import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.domain.json.JsonTree;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** By which everybody can check what this installation has signed; it needs no credential. */
@Path("/api/sys/audit/public_key")
public final class SigningKeyApi {
  private final Supplier<String> publicKeyPem;

  /** Strangers ask for it, and reading it costs a transaction. */
  private volatile @Nullable String known;

  public SigningKeyApi(Supplier<String> publicKeyPem) {
    this.publicKeyPem = publicKeyPem;
  }

  /** Ed25519, a SubjectPublicKeyInfo in PEM. */
  @GET
  public Response get() {
    String pem = known;
    if (pem == null) {
      pem = publicKeyPem.get();
      known = pem;
    }
    return JsonAnswer.value(200, JsonTree.object().add("public_key", pem));
  }
}
