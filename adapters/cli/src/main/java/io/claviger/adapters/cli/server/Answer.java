package io.claviger.adapters.cli.server;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unavailable;

import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * What a control plane answered.
 *
 * @param date what its clock said, if it told
 * @param certificate the one it proved itself with
 */
public record Answer(
    int status, JsonObject json, Optional<Instant> date, X509Certificate certificate) {
  private static final int LEAST_ERROR = 300;
  private static final int LEAST_FAULT = 500;

  public boolean isGood() {
    return status < LEAST_ERROR;
  }

  /**
   * Itself.
   *
   * @throws RefusedException in the control plane's words, if it refused
   */
  public Answer good() {
    if (isGood()) {
      return this;
    }
    String message = "the control plane refused (" + status + "): " + message();
    throw status < LEAST_FAULT ? invalid(message) : unavailable(message);
  }

  /** Why it refused, in its own words. */
  public String message() {
    return json.get("error_msg") instanceof JsonString text ? text.getString() : "without a reason";
  }

  /** The member {@code value} of a good answer. */
  public JsonObject value() {
    if (good().json().get("value") instanceof JsonObject value) {
      return value;
    }
    throw ControlPlane.isNone();
  }

  /** The member {@code list} of a good answer. */
  public Iterable<JsonObject> list() {
    if (good().json().get("list") instanceof JsonArray list) {
      return list.getValuesAs(JsonObject.class);
    }
    throw ControlPlane.isNone();
  }
}
