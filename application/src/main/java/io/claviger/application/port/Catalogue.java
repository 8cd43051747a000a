package io.claviger.application.port;

import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKind;
import jakarta.json.JsonObject;
import java.util.List;

/** What APISIX of a version knows: its kinds of resources and its plugins. */
public interface Catalogue {
  /**
   * Checks a document with all its secrets in it, as a data plane would, and more strictly where
   * the data plane would drop or mis-serve it in silence: unknown fields, unknown plugins, plugins
   * where they may not stand. {@code RefusedException} with {@code Invalid} names the place and the
   * reason, never a value.
   */
  void check(ApisixVersion version, ResourceKind kind, JsonObject document);

  /**
   * All configurations of plugins in a document, those inside other plugins' too, as far as they
   * have the shape of one.
   */
  List<PluginConfiguration> plugins(ApisixVersion version, ResourceKind kind, JsonObject document);

  /** The strings of a document that are secrets, wherever they stand in it. */
  List<SecretField> secretFields(ApisixVersion version, ResourceKind kind, JsonObject document);

  /** The fields, there or not, by which a document decides where secrets of others go. */
  List<CarrierField> carrierFields(ApisixVersion version, ResourceKind kind, JsonObject document);

  /**
   * The values of a document that a gateway runs as code, or runs programs by; of two that are in
   * each other the inner one is first.
   */
  List<Pointer> codeFields(ApisixVersion version, ResourceKind kind, JsonObject document);
}
