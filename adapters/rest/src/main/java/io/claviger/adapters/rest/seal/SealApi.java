package io.claviger.adapters.rest.seal;

import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.adapters.rest.http.Call;
import io.claviger.adapters.rest.http.Fields;
import io.claviger.adapters.rest.http.JsonAnswer;
import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.RequestBody;
import io.claviger.adapters.rest.http.Takes;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Gate;
import io.claviger.application.port.KeyedOperation;
import io.claviger.application.seal.Dealer;
import io.claviger.application.seal.ForgetShares;
import io.claviger.application.seal.GetSealStatus;
import io.claviger.application.seal.Handout;
import io.claviger.application.seal.Initialize;
import io.claviger.application.seal.MakeShares;
import io.claviger.application.seal.Rekey;
import io.claviger.application.seal.RotateRootKey;
import io.claviger.application.seal.SealProcess;
import io.claviger.application.seal.SealStatus;
import io.claviger.application.seal.Unseal;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.seal.Shamir;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The seal of this process. The first three need no credential: there may be none yet. */
@Path("/api/sys")
public final class SealApi {
  private final Gate gate;
  private final UseCases useCases;

  public SealApi(Gate gate, UseCases useCases) {
    this.gate = gate;
    this.useCases = useCases;
  }

  /** What this API does. */
  public record UseCases(
      GetSealStatus status,
      Initialize initialize,
      Unseal unseal,
      ForgetShares forgetShares,
      KeyedOperation operation,
      SealProcess seal,
      RotateRootKey rotateRootKey,
      MakeShares makeShares,
      Rekey rekey) {}

  @GET
  @Path("seal-status")
  public Response status(@Context ContainerRequestContext request) {
    SealStatus status = gate.read(useCases.status(), new GetSealStatus.Get(caller(request)));
    return JsonAnswer.value(200, SealJson.of(status));
  }

  /**
   * {@code {"value":{"shares":[…]}}}, this once; with {@code recipients} {@code
   * {"value":{"encrypted_shares":[{"fingerprint","share"}]}}}.
   */
  @POST
  @Path("init")
  public Response initialize(@Context ContainerRequestContext request) {
    Fields fields =
        Fields.of(
            RequestBody.object(request), "shares", "threshold", "recipients", "bootstrap_password");
    Dealer.Order order = SealJson.order(fields);
    try (Secret password = fields.secret("bootstrap_password");
        Handout handout = useCases.initialize().run(caller(request), order, password)) {
      return JsonAnswer.value(201, SealJson.handedOut(handout));
    }
  }

  /** One share; or {@code {"reset":true}}, after which none has been given. */
  @POST
  @Path("unseal")
  public Response unseal(@Context ContainerRequestContext request) {
    Fields fields = Fields.of(RequestBody.object(request), "share", "reset");
    Caller caller = caller(request);
    if (fields.flag("reset")) {
      return JsonAnswer.value(
          200, SealJson.of(gate.run(useCases.forgetShares(), new ForgetShares.Forget(caller))));
    }
    try (Secret share = fields.secret("share")) {
      SealStatus status = gate.run(useCases.unseal(), new Unseal.Give(caller, share));
      if (!status.sealed()) {
        begin();
      }
      return JsonAnswer.value(200, SealJson.of(status));
    }
  }

  /** The shares have been wiped with the keys where it fails. */
  private void begin() {
    try {
      useCases.operation().begin();
    } catch (RefusedException e) {
      throw unavailable(
          "the shares were right, but the process could not begin and is sealed again: "
              + e.refusal().message()
              + "; then give all the shares again");
    }
  }

  /** With {@code ?hard=true} the program is also loaded anew. */
  @POST
  @Path("seal")
  @Takes("hard")
  public Response seal(@Context ContainerRequestContext request) {
    boolean hard = Parameters.of(request).isTrue("hard");
    gate.run(useCases.seal(), new SealProcess.Seal(caller(request), hard));
    return JsonAnswer.value(200, JsonTree.object().add("sealed", true));
  }

  /** {@code {"value":{"id":…}}} names the new root key. */
  @POST
  @Path("rotate-root")
  public Response rotateRootKey(@Context ContainerRequestContext request) {
    Fields fields = Fields.of(RequestBody.object(request), "current_shares");
    try (RotateRootKey.Rotate rotate =
        new RotateRootKey.Rotate(
            caller(request), fields.secrets("current_shares", Shamir.MAX_SHARES))) {
      return JsonAnswer.value(
          201, JsonTree.object().add("id", gate.run(useCases.rotateRootKey(), rotate).value()));
    }
  }

  /** As {@link #initialize} hands them out; they count once {@link #rekey} is shown some. */
  @POST
  @Path("rekey/shares")
  public Response makeShares(@Context ContainerRequestContext request) {
    Fields fields = Fields.of(RequestBody.object(request), "shares", "threshold", "recipients");
    MakeShares.Make make = new MakeShares.Make(caller(request), SealJson.order(fields));
    try (Handout handout = gate.run(useCases.makeShares(), make)) {
      return JsonAnswer.value(201, SealJson.handedOut(handout));
    }
  }

  /** Takes the seal in force, and enough of the next one's shares. */
  @POST
  @Path("rekey")
  public Response rekey(@Context ContainerRequestContext request) {
    try (Rekey.To to = RekeyJson.read(caller(request), RequestBody.object(request))) {
      return JsonAnswer.value(200, SealJson.of(gate.run(useCases.rekey(), to)));
    }
  }

  private static Caller caller(ContainerRequestContext request) {
    return Call.of(request).caller();
  }
}
