package io.claviger.application.gateway;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.gateway.IssueDpCertificate.Draft;
import io.claviger.application.gateway.IssueDpCertificate.Issue;
import io.claviger.application.gateway.IssueDpCertificate.Issued;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.GatewayInstances;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.X509;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.SpiffeId;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.keyring.InBand;
import io.claviger.domain.shared.RandomUuid;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Registers a data plane and issues its certificate. From a certificate request only the public key
 * is taken. Without one a key is made, returned once and stored nowhere.
 */
public final class IssueDpCertificate implements UseCase<Issue, Draft, Issued> {
  private static final Duration DEFAULT_LIFE = Duration.ofDays(7);
  private static final Duration MIN_LIFE = Duration.ofHours(1);
  private static final Duration MAX_LIFE = Duration.ofDays(397);

  /** For peers whose clocks are behind. */
  private static final Duration BACKDATING = Duration.ofMinutes(5);

  private static final int MAX_NAME = 64;

  private final UnitOfWork unitOfWork;
  private final Supplier<UUID> installation;
  private final GatewayGroups groups;
  private final GatewayInstances instances;
  private final Authorities authorities;
  private final X509 x509;
  private final RandomGenerator random;
  private final InstantSource clock;

  public IssueDpCertificate(
      UnitOfWork unitOfWork,
      Supplier<UUID> installation,
      GatewayGroups groups,
      GatewayInstances instances,
      Authorities authorities,
      X509 x509,
      RandomGenerator random,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.installation = installation;
    this.groups = groups;
    this.instances = instances;
    this.authorities = authorities;
    this.x509 = x509;
    this.random = random;
    this.clock = clock;
  }

  /**
   * @param csr PKCS#10, PEM; empty to have a key made
   */
  public record Issue(
      Caller caller, GroupId group, String name, Optional<String> csr, Optional<Duration> life)
      implements Command {
    public Issue {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw invalid("name: 1 to " + MAX_NAME + " characters");
      }
      InBand.refuse("name", name);
      life.ifPresent(
          wanted -> {
            if (wanted.compareTo(MIN_LIFE) < 0 || wanted.compareTo(MAX_LIFE) > 0) {
              throw invalid(
                  "ttl_seconds: from " + MIN_LIFE.toSeconds() + " to " + MAX_LIFE.toSeconds());
            }
          });
    }
  }

  /** A certificate that counts only once its instance is stored. */
  public record Draft(
      GatewayInstance instance, String certificatePem, Optional<Secret> keyPem, String caPem) {}

  /**
   * @param keyPem only where it was made here; the caller closes it
   * @param caPem of the authority that the data plane must trust for the data-plane port
   */
  public record Issued(
      GatewayInstance instance, String certificatePem, Optional<Secret> keyPem, String caPem) {}

  @Override
  public Action action(Issue issue) {
    return Action.CREATE_INSTANCE;
  }

  /** What a certificate is made of, as it is stored; close the authority's key. */
  private record Basis(Scope scope, String caPem, X509.Authority authority) {}

  @Override
  public Target target(Issue issue) {
    return groups.find(issue.group()).map(Target::of).orElse(Target.NONE);
  }

  /** Keys are made and signatures are checked and made while no transaction is open. */
  @Override
  public Draft prepare(Issue issue) {
    Basis basis = unitOfWork.inTransaction(() -> basis(issue));
    try (Secret key = basis.authority().keyPem()) {
      return draft(issue, basis);
    }
  }

  private Basis basis(Issue issue) {
    GatewayGroup group =
        groups.find(issue.group()).orElseThrow(() -> notFound("no such gateway group"));
    return new Basis(
        group.scope(),
        authorities.certificate(Authorities.Role.SERVER),
        authorities.load(Authorities.Role.DATA_PLANE));
  }

  private Draft draft(Issue issue, Basis basis) {
    InstanceId id = new InstanceId(RandomUuid.of(random));
    SpiffeId identity = new SpiffeId(installation.get(), basis.scope(), id);
    Instant now = clock.instant();
    Instant end = now.plus(issue.life().orElse(DEFAULT_LIFE));
    X509.Issued issued = sign(issue, basis.authority(), identity, now.minus(BACKDATING), end);
    return new Draft(
        new GatewayInstance(
            id,
            basis.scope(),
            issue.name(),
            issued.leaf().serial(),
            issued.leaf().keyHash(),
            now,
            end,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        issued.leaf().certificatePem(),
        issue.csr().isPresent() ? Optional.empty() : Optional.of(issued.keyPem()),
        basis.caPem());
  }

  private X509.Issued sign(
      Issue issue, X509.Authority authority, SpiffeId identity, Instant from, Instant to) {
    return issue
        .csr()
        .map(csr -> csr.getBytes(StandardCharsets.UTF_8))
        .map(csr -> x509.issueInstance(authority, csr, identity, from, to))
        .map(leaf -> new X509.Issued(leaf, Secret.of(new byte[0])))
        .orElseGet(() -> x509.issueInstanceWithKey(authority, identity, from, to));
  }

  @Override
  public Done<Issued> execute(Issue issue, Draft draft, Permit permit) {
    GatewayGroup group =
        groups.lock(issue.group()).orElseThrow(() -> notFound("no such gateway group"));
    permit.require(Arn.group(group.id().value()));
    if (!group.scope().equals(draft.instance().scope())) {
      throw conflict("the gateway group was deleted and made anew meanwhile; try again");
    }
    instances.add(draft.instance());
    return Done.of(
            new Issued(draft.instance(), draft.certificatePem(), draft.keyPem(), draft.caPem()),
            201)
        .in(group.id().value())
        .on("instances/" + draft.instance().id())
        .with(
            JsonTree.object()
                .add("name", issue.name())
                .add("serial", draft.instance().serial())
                .add("expires_at", draft.instance().expiresAt().getEpochSecond())
                .add("csr", issue.csr().isPresent())
                .build()
                .toString());
  }
}
