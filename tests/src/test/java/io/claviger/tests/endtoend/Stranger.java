package io.claviger.tests.endtoend;

import static io.claviger.tests.endtoend.Certificates.uri;

import io.claviger.adapters.persistence.HibernateGatewayGroups;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.adapters.persistence.HibernateInstallation;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.port.X509;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import io.claviger.tests.endtoend.Certificates.Leaf;
import io.claviger.tests.endtoend.Certificates.Pair;
import io.claviger.tests.endtoend.Certificates.Signer;
import io.claviger.tests.harness.OpenedInstallation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Data planes that are not what they should be, each in one thing only. Their certificates are
 * signed with the installation's own authority, which is opened for that while the program is
 * stopped, and their instances are registered as the program registers them.
 */
enum Stranger {
  /** Nothing is wrong with it. */
  NONE_REGISTERED_AND_RIGHT(true),
  NEVER_REGISTERED(true),
  OF_A_REVOKED_INSTANCE(true),
  OF_AN_INSTANCE_THAT_HAS_EXPIRED(true),
  WITH_ANOTHER_SERIAL(true),
  WITH_ANOTHER_KEY(true),
  OF_ANOTHER_GROUP(true),
  OF_ANOTHER_INSTALLATION(true),
  WITH_TWO_IDENTITIES(true),
  WITHOUT_AN_IDENTITY(true),
  FOR_NO_PURPOSE(true),
  FOR_ANY_PURPOSE(true),
  FOR_SERVERS(false),
  EXPIRED(false),
  NOT_YET_VALID(false),
  SIGNED_BY_ANOTHER_AUTHORITY(false),
  SIGNED_BY_A_DATA_PLANE(false);

  private static final KeyPurposeId CLIENT = KeyPurposeId.id_kp_clientAuth;

  private final boolean handshakes;

  Stranger(boolean handshakes) {
    this.handshakes = handshakes;
  }

  /** Whether only its request is refused, because the certificate is one of this installation. */
  boolean handshakes() {
    return handshakes;
  }

  /**
   * @param known a data plane of group {@code a}
   */
  static Map<Stranger, DataPlaneCertificate> makeAll(Path dataDir, DataPlaneCertificate known)
      throws IOException {
    try (OpenedInstallation opened = OpenedInstallation.stopped(dataDir)) {
      return opened
          .unitOfWork()
          .inTransaction(
              () -> {
                Workshop workshop = Workshop.of(opened, known);
                Map<Stranger, DataPlaneCertificate> made = new EnumMap<>(Stranger.class);
                for (Stranger stranger : values()) {
                  made.put(stranger, workshop.make(stranger));
                }
                return made;
              });
    }
  }

  private record Workshop(
      HibernateGatewayInstances instances,
      UUID installation,
      Scope groupA,
      Scope groupB,
      Signer authority,
      DataPlaneCertificate known) {

    static Workshop of(OpenedInstallation opened, DataPlaneCertificate known) {
      X509.Authority authority = opened.authorities().load(Authorities.Role.DATA_PLANE);
      try (Secret key = authority.keyPem()) {
        X509Certificate certificate = Tls.certificate(authority.certificatePem());
        HibernateGatewayGroups groups = new HibernateGatewayGroups(opened.unitOfWork());
        return new Workshop(
            new HibernateGatewayInstances(opened.unitOfWork()),
            new HibernateInstallation(opened.unitOfWork()).id().orElseThrow(),
            groups.find(new GroupId("a")).orElseThrow().scope(),
            groups.find(new GroupId("b")).orElseThrow().scope(),
            new Signer(certificate.getSubjectX500Principal(), privateKey(key.revealText())),
            known);
      }
    }

    DataPlaneCertificate make(Stranger stranger) {
      InstanceId id = new InstanceId(UUID.randomUUID());
      SpiffeId identity = new SpiffeId(installation, groupA, id);
      Leaf right = Leaf.of(Optional.of(CLIENT), uri(identity));
      Pair pair =
          switch (stranger) {
            case OF_ANOTHER_GROUP -> leaf(uri(new SpiffeId(installation, groupB, id)));
            case OF_ANOTHER_INSTALLATION -> leaf(uri(new SpiffeId(UUID.randomUUID(), groupA, id)));
            case WITH_TWO_IDENTITIES ->
                leaf(uri(identity), uri(new SpiffeId(installation, groupB, id)));
            case WITHOUT_AN_IDENTITY -> leaf(Certificates.dns("localhost"));
            case FOR_NO_PURPOSE ->
                Certificates.leaf(authority, Leaf.of(Optional.empty(), uri(identity)));
            case FOR_ANY_PURPOSE ->
                Certificates.leaf(
                    authority,
                    Leaf.of(Optional.of(KeyPurposeId.anyExtendedKeyUsage), uri(identity)));
            case FOR_SERVERS ->
                Certificates.leaf(
                    authority, Leaf.of(Optional.of(KeyPurposeId.id_kp_serverAuth), uri(identity)));
            case EXPIRED ->
                Certificates.leaf(
                    authority, right.during(Duration.ofHours(-2), Duration.ofHours(-1)));
            case NOT_YET_VALID ->
                Certificates.leaf(
                    authority, right.during(Duration.ofHours(1), Duration.ofHours(2)));
            case SIGNED_BY_ANOTHER_AUTHORITY -> {
              Pair other = Certificates.authority(authority.name());
              yield Certificates.leaf(new Signer(authority.name(), other.key()), right);
            }
            case SIGNED_BY_A_DATA_PLANE -> {
              X509Certificate signer = Tls.certificate(known.certificate());
              yield Certificates.leaf(
                  new Signer(signer.getSubjectX500Principal(), privateKey(known.key())), right);
            }
            default -> Certificates.leaf(authority, right);
          };
      if (stranger != NEVER_REGISTERED) {
        instances.add(instance(stranger, id, pair.certificate()));
      }
      String chain =
          stranger == SIGNED_BY_A_DATA_PLANE ? pair.pem() + known.certificate() : pair.pem();
      return new DataPlaneCertificate(id.toString(), chain, pair.keyPem(), known.authority());
    }

    private Pair leaf(GeneralName... names) {
      return Certificates.leaf(authority, Leaf.of(Optional.of(CLIENT), names));
    }

    private GatewayInstance instance(Stranger stranger, InstanceId id, X509Certificate leaf) {
      Instant now = Instant.now();
      X509Certificate other = Tls.certificate(known.certificate());
      return new GatewayInstance(
          id,
          groupA,
          stranger.name(),
          stranger == WITH_ANOTHER_SERIAL ? "abcdef" : leaf.getSerialNumber().toString(16),
          keyHash(stranger == WITH_ANOTHER_KEY ? other : leaf),
          now.minus(Duration.ofDays(1)),
          now.plus(Duration.ofDays(stranger == OF_AN_INSTANCE_THAT_HAS_EXPIRED ? -1 : 1)),
          stranger == OF_A_REVOKED_INSTANCE ? Optional.of(now) : Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    private static String keyHash(X509Certificate certificate) {
      try {
        return HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(certificate.getPublicKey().getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    private static PrivateKey privateKey(String pem) {
      String base64 = pem.replaceAll("-----[A-Z ]+-----", "");
      try {
        return KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }
}
