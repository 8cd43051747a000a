package io.claviger.tests.usecase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.adapters.persistence.HibernateAccessTokens;
import io.claviger.adapters.persistence.HibernateGatewayInstances;
import io.claviger.adapters.persistence.HibernateLeases;
import io.claviger.adapters.persistence.HibernateSessions;
import io.claviger.application.retention.ExpirySweeper;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GatewayInstance;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.gateway.InstanceId;
import io.claviger.domain.gateway.ReferencePolicy;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.tests.harness.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ended long ago is deleted, nothing else is, and what stays is still authentic. */
class ExpirySweepTest {
  private static final Instant NOW = ResourceHouse.NOW;
  private static final Instant HORIZON = NOW.minus(Duration.ofDays(30));

  @TempDir private Path directory;
  private ResourceHouse house;
  private HibernateGatewayInstances instances;
  private HibernateAccessTokens tokens;
  private HibernateSessions sessions;
  private Scope blue;

  @BeforeEach
  void open() {
    house = new ResourceHouse(directory);
    instances = new HibernateGatewayInstances(house.unitOfWork);
    tokens = new HibernateAccessTokens(house.unitOfWork);
    sessions = new HibernateSessions(house.unitOfWork);
    blue =
        house
            .unitOfWork
            .inTransaction(() -> house.groups.find(ResourceHouse.GROUP))
            .orElseThrow()
            .scope();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void run(Runnable work) {
    house.unitOfWork.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  private void sweep(String holder) {
    new ExpirySweeper(
            house.unitOfWork,
            new HibernateLeases(house.unitOfWork, holder),
            sessions,
            tokens,
            house.groups,
            instances,
            () -> NOW)
        .run();
    run(() -> house.rows.verify(Scope.SYSTEM));
  }

  private GatewayInstance instance(Scope scope, Instant end) {
    return new GatewayInstance(
        new InstanceId(UUID.randomUUID()),
        scope,
        "dp",
        UUID.randomUUID().toString(),
        "ff",
        end.minus(Duration.ofDays(7)),
        end,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private GatewayInstance added(Scope scope, Instant end) {
    GatewayInstance instance = instance(scope, end);
    run(() -> instances.add(instance));
    return instance;
  }

  private List<InstanceId> left(Scope scope) {
    return house.unitOfWork.inTransaction(
        () -> instances.of(scope).stream().map(GatewayInstance::id).toList());
  }

  @Test
  void anInstanceIsDeleted30DaysAfterItExpiredAndARevokedOneNotBefore() {
    added(blue, HORIZON.minusMillis(1));
    GatewayInstance expired = added(blue, HORIZON);
    GatewayInstance revoked = added(blue, NOW);
    GatewayInstance revokedLongAgo = added(blue, HORIZON.minusMillis(1));
    run(() -> instances.revoke(revoked.id(), HORIZON.minusMillis(1)));
    run(() -> instances.revoke(revokedLongAgo.id(), HORIZON.minusMillis(1)));

    sweep("a");

    assertEquals(List.of(expired.id(), revoked.id()), left(blue));
    run(() -> house.rows.verify(blue));
  }

  @Test
  void moreThanOneBatchIsDeleted() {
    run(
        () -> {
          for (int i = 0; i < 1_001; i++) {
            instances.add(instance(blue, HORIZON.minusMillis(1)));
          }
        });

    sweep("a");

    assertEquals(List.of(), left(blue));
    run(() -> house.rows.verify(blue));
  }

  @Test
  void aTokenIsDeleted30DaysAfterItExpired() {
    AccessToken old = token("aaaaaaaaaaaaaaaa", HORIZON.minusMillis(1));
    AccessToken expired = token("bbbbbbbbbbbbbbbb", HORIZON);
    AccessToken good = token("cccccccccccccccc", NOW.plusMillis(1));

    sweep("a");

    assertFalse(isThere(old));
    assertTrue(isThere(expired) && isThere(good));
  }

  private AccessToken token(String id, Instant end) {
    AccessToken token =
        new AccessToken(
            new TokenId(id),
            new UserId(UUID.randomUUID()),
            "ci",
            new PasswordHash(PasswordHash.TOKEN_ITERATIONS, new byte[16], new byte[32]),
            end.minus(Duration.ofDays(90)),
            end);
    run(() -> tokens.add(token));
    return token;
  }

  private boolean isThere(AccessToken token) {
    return house.unitOfWork.inTransaction(() -> tokens.find(token.id())).isPresent();
  }

  @Test
  void aSessionIsDeletedOnceItHasIdledOut() {
    Session idle = session(NOW.minus(Session.IDLE).minusMillis(1));
    Session used = session(NOW.minus(Session.IDLE).plusMillis(1));

    sweep("a");

    assertFalse(isThere(idle));
    assertTrue(isThere(used));
  }

  private Session session(Instant lastUsed) {
    Session session =
        new Session(
            UUID.randomUUID().toString(), new UserId(UUID.randomUUID()), lastUsed, lastUsed);
    run(() -> sessions.save(session));
    return session;
  }

  private boolean isThere(Session session) {
    return house.unitOfWork.inTransaction(() -> sessions.find(session.idHash())).isPresent();
  }

  @Test
  void oneProcessAtATimeSweeps() {
    sweep("a");
    GatewayInstance old = added(blue, HORIZON.minusMillis(1));

    sweep("b");
    assertEquals(List.of(old.id()), left(blue));

    sweep("a");
    assertEquals(List.of(), left(blue));
  }

  @Test
  void aDamagedGroupStaysAsItIsAndTheOthersAreSwept() throws SQLException {
    Scope green = group("green");
    Scope azure = group("azure");
    for (Scope scope : List.of(azure, blue, green)) {
      added(scope, HORIZON.minusMillis(1));
    }
    TestDatabase.h2(directory)
        .execute("update gateway_instance set name = 'x' where scope = '" + blue + "'");

    sweep("a");

    assertEquals(List.of(), left(azure));
    assertEquals(List.of(), left(green));
    assertThrows(RefusedException.class, () -> left(blue));
  }

  private Scope group(String id) {
    Scope scope = Scope.of(UUID.randomUUID());
    run(
        () ->
            house.groups.save(
                new GatewayGroup(
                    scope,
                    new GroupId(id),
                    new GatewayGroup.Profile(
                        id, "", Map.of(), ApisixVersion.NEWEST, ReferencePolicy.REFUSE),
                    Revision.NONE,
                    Revision.NONE,
                    NOW,
                    NOW)));
    return scope;
  }
}
