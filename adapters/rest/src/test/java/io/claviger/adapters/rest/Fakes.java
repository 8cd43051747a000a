package io.claviger.adapters.rest;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.port.Aead;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.DeliveryEncoder;
import io.claviger.application.port.Envelopes;
import io.claviger.application.port.OwnSeal;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.Prf;
import io.claviger.application.port.RowIntegrity;
import io.claviger.application.port.Schemas;
import io.claviger.application.port.Seal;
import io.claviger.application.port.Signatures;
import io.claviger.application.port.SslInspector;
import io.claviger.application.port.WireCipher;
import io.claviger.application.port.X509;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.CarrierField;
import io.claviger.domain.plugin.PluginConfiguration;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.domain.ssl.CertificateMetadata;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What computes, as little of it as these tests need. */
final class Fakes {
  private Fakes() {}

  /** Memory has no rows. */
  static final RowIntegrity NO_MACS =
      new RowIntegrity() {
        @Override
        public void begin(Secret key) {}

        @Override
        public void end() {}

        @Override
        public void verify(Scope scope) {}
      };

  static final WireCipher WIRE =
      new WireCipher() {
        @Override
        public String encrypt(Secret key, Secret plaintext) {
          return "wire";
        }

        @Override
        public boolean fits(Secret key, String ciphertext) {
          return false;
        }
      };

  /** Under one nonce, which is as good as none outside of tests. */
  static final Aead AEAD =
      new Aead() {
        @Override
        public byte[] seal(Secret key, Secret plaintext, byte[] associatedData) {
          return plaintext.reveal(bytes -> gcm(Cipher.ENCRYPT_MODE, key, bytes, associatedData));
        }

        @Override
        public Optional<Secret> open(Secret key, byte[] sealed, byte[] associatedData) {
          try {
            return Optional.of(Secret.of(gcm(Cipher.DECRYPT_MODE, key, sealed, associatedData)));
          } catch (IllegalStateException e) {
            if (e.getCause() instanceof AEADBadTagException) {
              return Optional.empty();
            }
            throw e;
          }
        }

        private byte[] gcm(int mode, Secret key, byte[] input, byte[] associatedData) {
          return key.reveal(
              bytes -> {
                try {
                  Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                  cipher.init(
                      mode,
                      new SecretKeySpec(bytes, "AES"),
                      new GCMParameterSpec(128, new byte[12]));
                  cipher.updateAAD(associatedData);
                  return cipher.doFinal(input);
                } catch (AEADBadTagException e) {
                  throw new IllegalStateException("does not open", e);
                } catch (GeneralSecurityException e) {
                  throw new IllegalStateException(e);
                }
              });
        }
      };

  static final OwnSeal SEAL =
      new OwnSeal() {
        @Override
        public Seal prepare(byte[] wrapped, byte[] place) {
          return this;
        }

        @Override
        public void promote(byte[] wrapped, byte[] place) {}

        @Override
        public void destroy() {}

        @Override
        public byte[] wrap(Secret rootKey, byte[] place) {
          return rootKey.reveal(byte[]::clone);
        }

        @Override
        public Secret unwrap(byte[] wrapped, byte[] place) {
          return Secret.of(wrapped.clone());
        }
      };

  static final Signatures SIGNATURES =
      new Signatures() {
        @Override
        public byte[] sign(Secret privateKey, byte[] message) {
          return new byte[64];
        }

        @Override
        public String publicKeyPem(Secret privateKey) {
          return "public key";
        }
      };

  static final Prf PRF =
      new Prf() {
        @Override
        public byte[] hmac(Secret key, byte[]... parts) {
          return key.reveal(
              bytes -> {
                try {
                  Mac mac = Mac.getInstance("HmacSHA256");
                  mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
                  Arrays.stream(parts).forEach(mac::update);
                  return mac.doFinal();
                } catch (GeneralSecurityException e) {
                  throw new IllegalStateException(e);
                }
              });
        }

        @Override
        public Secret derive(Secret inputKey, byte[] info) {
          return Secret.of(hmac(inputKey, info));
        }
      };

  static final PasswordHasher HASHER =
      new PasswordHasher() {
        @Override
        public PasswordHash hash(Secret secret, int iterations, String source) {
          return new PasswordHash(iterations, new byte[PasswordHash.SALT_BYTES], sha256(secret));
        }

        @Override
        public boolean verify(Secret secret, PasswordHash hash, String source) {
          return MessageDigest.isEqual(hash.hash(), sha256(secret));
        }

        private byte[] sha256(Secret secret) {
          return secret.reveal(
              bytes -> {
                try {
                  return MessageDigest.getInstance("SHA-256").digest(bytes);
                } catch (GeneralSecurityException e) {
                  throw new IllegalStateException(e);
                }
              });
        }
      };

  static final X509 CERTIFICATES =
      new X509() {
        @Override
        public Issued createAuthority(String commonName, Instant now) {
          return issued("CA " + commonName);
        }

        @Override
        public Issued issueServer(
            Authority authority, List<String> names, Instant from, Instant to) {
          return issued("server");
        }

        @Override
        public Issued selfSigned(List<String> names, Instant from, Instant to) {
          return issued("self-signed");
        }

        @Override
        public Leaf renewSelfSigned(Authority self, List<String> names, Instant from, Instant to) {
          return issued("renewed").leaf();
        }

        @Override
        public Leaf issueInstance(
            Authority authority, byte[] csr, SpiffeId identity, Instant from, Instant to) {
          return issued("instance").leaf();
        }

        @Override
        public Issued issueInstanceWithKey(
            Authority authority, SpiffeId identity, Instant from, Instant to) {
          return issued("instance");
        }

        @Override
        public String fingerprint(String certificatePem) {
          return "00";
        }

        @Override
        public Instant expiry(String certificatePem) {
          return Instant.MAX;
        }

        private Issued issued(String what) {
          return new Issued(new Leaf(what + " certificate", "01", "02"), Secret.ofText("KEY"));
        }
      };

  /** Routes need a uri, and the member {@code hidden} is a secret. */
  static final Catalogue CATALOGUE =
      new Catalogue() {
        @Override
        public List<Pointer> codeFields(
            ApisixVersion version, ResourceKind kind, JsonObject document) {
          return List.of();
        }

        @Override
        public void check(ApisixVersion version, ResourceKind kind, JsonObject document) {
          if (document.containsKey("bug")) {
            throw new IllegalStateException("planted " + document.getString("bug"));
          }
          if (kind == ResourceKind.ROUTE && !document.containsKey("uri")) {
            throw invalid("/uri: is missing");
          }
        }

        @Override
        public List<PluginConfiguration> plugins(
            ApisixVersion version, ResourceKind kind, JsonObject document) {
          return List.of();
        }

        @Override
        public List<CarrierField> carrierFields(
            ApisixVersion version, ResourceKind kind, JsonObject document) {
          return List.of();
        }

        @Override
        public List<SecretField> secretFields(
            ApisixVersion version, ResourceKind kind, JsonObject document) {
          return document.containsKey("hidden")
              ? List.of(new SecretField(Pointer.of("hidden"), List.of(), Set.of()))
              : List.of();
        }
      };

  /** Nobody asks for them here. */
  static final Schemas SCHEMAS =
      new Schemas() {
        @Override
        public List<String> plugins(ApisixVersion version, Subsystem subsystem) {
          return List.of();
        }

        @Override
        public JsonObject ofKind(ApisixVersion version, ResourceKind kind) {
          return JsonValue.EMPTY_JSON_OBJECT;
        }

        @Override
        public Optional<JsonObject> ofPlugin(ApisixVersion version, String plugin, Part part) {
          return Optional.empty();
        }
      };

  /** Of a recipient it only looks whether it says {@code weak}. */
  static final Envelopes ENVELOPES =
      new Envelopes() {
        @Override
        public Recipient recipient(String where, String pem) {
          if (pem.equals("weak")) {
            throw invalid(where + " is weak");
          }
          return new Recipient(new byte[0], "fingerprint of " + pem);
        }

        @Override
        public String enclose(Recipient recipient, Secret secret) {
          return "for the " + recipient.fingerprint();
        }
      };

  static final SslInspector INSPECTOR =
      new SslInspector() {
        @Override
        public CertificateMetadata inspect(String pointer, String chainPem, Secret keyPem) {
          return new CertificateMetadata(
              "ab",
              "01",
              "CN=example.com",
              "CN=example.com",
              List.of("example.com"),
              "EC-P-256",
              Instant.EPOCH,
              Instant.ofEpochSecond(4_000_000_000L));
        }

        @Override
        public void inspectAuthorities(String pointer, String certificatesPem) {}

        @Override
        public void refuseExpired(String pointer, String certificatesPem) {}
      };

  static final DeliveryEncoder NO_DELIVERY =
      new DeliveryEncoder() {
        @Override
        public byte[] entry(ResourceKey key, byte[] json, Revision created, Revision revision) {
          return json;
        }

        @Override
        public List<byte[]> put(byte[] entry) {
          return List.of(entry);
        }

        @Override
        public byte[] deleted(String key, Revision revision) {
          return new byte[0];
        }

        @Override
        public List<byte[]> frame(Revision last, List<List<byte[]>> events) {
          return List.of();
        }

        @Override
        public SortedMap<String, byte[]> standing() {
          return new TreeMap<>();
        }
      };
}
