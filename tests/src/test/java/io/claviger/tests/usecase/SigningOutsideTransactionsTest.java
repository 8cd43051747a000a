package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.claviger.adapters.crypto.x509.BouncyX509;
import io.claviger.adapters.persistence.HibernateCertificateAuthorities;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.application.gateway.Authorities;
import io.claviger.application.gateway.IssueDpCertificate;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.X509;
import io.claviger.domain.access.Arn;
import io.claviger.domain.access.PermissionPolicy;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Scope;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issuing certificates: what is slow holds no transaction, and whoever may not gets nothing. */
class SigningOutsideTransactionsTest {
  @TempDir private Path directory;
  private ResourceHouse house;
  private final Watched watched = new Watched();
  private final List<Boolean> signedInside = new ArrayList<>();
  private HibernateGatewayInstances instances;
  private IssueDpCertificate issue;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
    instances = new HibernateGatewayInstances(house.unitOfWork);
    SecureRandom random = new SecureRandom();
    BouncyX509 real = new BouncyX509(random);
    Authorities authorities =
        new Authorities(
            new HibernateCertificateAuthorities(house.unitOfWork),
            house.sealing,
            real,
            () -> ResourceHouse.NOW);
    house.unitOfWork.inTransaction(
        () -> {
          house.sealing.createScope(Scope.SYSTEM);
          authorities.create(Authorities.Role.SERVER);
          authorities.create(Authorities.Role.DATA_PLANE);
          return true;
        });
    issue =
        new IssueDpCertificate(
            watched,
            UUID::randomUUID,
            house.groups,
            instances,
            authorities,
            new Signing(real),
            random,
            () -> ResourceHouse.NOW);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private IssueDpCertificate.Issued issue(PermissionPolicy policy) {
    return house.gate.run(
        issue,
        new IssueDpCertificate.Issue(
            ResourceHouse.caller(policy),
            ResourceHouse.GROUP,
            "dp",
            Optional.empty(),
            Optional.empty()));
  }

  private List<GatewayInstance> registered() {
    return house.unitOfWork.inTransaction(
        () -> instances.of(house.groups.find(ResourceHouse.GROUP).orElseThrow().scope()));
  }

  @Test
  void aCertificateIsSignedWhileNoTransactionIsOpen() {
    IssueDpCertificate.Issued issued = issue(ResourceHouse.ALL);
    issued.keyPem().orElseThrow().close();

    assertEquals(List.of(false), signedInside);
    assertEquals(List.of(issued.instance()), registered());
  }

  @Test
  void whoMayNotIssueForThisGroupRegistersNothing() {
    PermissionPolicy elsewhere =
        new PermissionPolicy(
            List.of(
                new PermissionPolicy.Statement(
                    PermissionPolicy.Effect.ALLOW,
                    List.of("*"),
                    List.of(Arn.group("another").text()))));

    RefusedException refused = assertThrows(RefusedException.class, () -> issue(elsewhere));

    assertInstanceOf(Refusal.Denied.class, refused.refusal());
    assertEquals(List.of(), registered());
  }

  /** Knows whether a transaction of the use case's own is open. */
  private final class Watched implements UnitOfWork {
    private boolean open;

    @Override
    public <T> T inTransaction(Supplier<T> work) {
      open = true;
      try {
        return house.unitOfWork.inTransaction(work);
      } finally {
        open = false;
      }
    }
  }

  private final class Signing implements X509 {
    private final X509 real;

    private Signing(X509 real) {
      this.real = real;
    }

    @Override
    public Issued createAuthority(String commonName, Instant now) {
      return real.createAuthority(commonName, now);
    }

    @Override
    public Issued issueServer(Authority authority, List<String> names, Instant from, Instant to) {
      return real.issueServer(authority, names, from, to);
    }

    @Override
    public Issued selfSigned(List<String> names, Instant from, Instant to) {
      return real.selfSigned(names, from, to);
    }

    @Override
    public Leaf renewSelfSigned(Authority self, List<String> names, Instant from, Instant to) {
      return real.renewSelfSigned(self, names, from, to);
    }

    @Override
    public Leaf issueInstance(
        Authority authority, byte[] csr, SpiffeId identity, Instant from, Instant to) {
      signedInside.add(watched.open);
      return real.issueInstance(authority, csr, identity, from, to);
    }

    @Override
    public Issued issueInstanceWithKey(
        Authority authority, SpiffeId identity, Instant from, Instant to) {
      signedInside.add(watched.open);
      return real.issueInstanceWithKey(authority, identity, from, to);
    }

    @Override
    public String fingerprint(String certificatePem) {
      return real.fingerprint(certificatePem);
    }

    @Override
    public Instant expiry(String certificatePem) {
      return real.expiry(certificatePem);
    }
  }
}
