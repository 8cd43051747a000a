package io.claviger.adapters.rest.keyring;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.rotation.DestroyKey;
import io.claviger.application.rotation.GetKeyring;
import io.claviger.application.rotation.GetReencryption;
import io.claviger.application.rotation.KeyringOwner;
import io.claviger.application.rotation.ReencryptKeyring;
import io.claviger.application.rotation.RotateKeyring;
import io.claviger.domain.keyring.KeyId;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** What can be asked of a keyring, whosever it is; the paths are in the {@code …Api} classes. */
public final class KeyringCalls {
  private final Gate gate;
  private final UseCases useCases;

  public KeyringCalls(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      GetKeyring get,
      RotateKeyring rotate,
      ReencryptKeyring reencrypt,
      GetReencryption reencryption,
      DestroyKey destroy) {}

  /** {@code {"value":{"keys":[…]}}}, newest first. */
  Response get(ContainerRequestContext request, KeyringOwner owner) {
    return JsonAnswer.value(
        200, KeyringJson.of(gate.read(useCases.get(), new GetKeyring.Get(caller(request), owner))));
  }

  /** The new primary. The sealed values move to it unless {@code ?reencrypt=false}. */
  Response rotate(ContainerRequestContext request, KeyringOwner owner) {
    String reencrypt = Parameters.of(request).text("reencrypt").orElse("true");
    if (!reencrypt.matches("true|false")) {
      throw invalid("reencrypt: true or false");
    }
    RotateKeyring.Rotate rotate =
        new RotateKeyring.Rotate(
            caller(request), owner, reencrypt.equals("true"), Optional.empty());
    return JsonAnswer.value(201, KeyringJson.of(gate.run(useCases.rotate(), rotate), 0));
  }

  /** 202: it goes on in the background. */
  Response reencrypt(ContainerRequestContext request, KeyringOwner owner) {
    return JsonAnswer.value(
        202,
        KeyringJson.of(
            gate.run(
                useCases.reencrypt(), new ReencryptKeyring.Reencrypt(caller(request), owner))));
  }

  Response reencryption(ContainerRequestContext request, KeyringOwner owner) {
    return JsonAnswer.value(
        200,
        KeyringJson.of(
            gate.read(useCases.reencryption(), new GetReencryption.Get(caller(request), owner))));
  }

  /** {@code {"value":{"id":…,"receipt":{…},"signature":…}}}. */
  Response destroy(ContainerRequestContext request, KeyringOwner owner, String key) {
    if (!key.matches(KeyId.FORM)) {
      throw notFound("no such key in this keyring");
    }
    DestroyKey.Destroy destroy = new DestroyKey.Destroy(caller(request), owner, new KeyId(key));
    return JsonAnswer.value(200, KeyringJson.of(gate.run(useCases.destroy(), destroy)));
  }

  private static Caller caller(ContainerRequestContext request) {
    return Call.of(request).caller();
  }
}
