package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.port.AccessTokens;
import io.claviger.application.port.AccessTokens.Owned;
import io.claviger.application.port.PasswordHasher;
import io.claviger.application.port.Sessions;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.port.Users;
import io.claviger.domain.access.Actor;
import io.claviger.domain.credential.Session;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.credential.User;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Finds out who shows a credential. The rows of a credential and of its owner are read every time,
 * so that a deletion counts at once in every process.
 */
public final class Authentication {
  private static final Duration SESSION_STEP = Duration.ofMinutes(1);

  private final UnitOfWork unitOfWork;
  private final Users users;
  private final AccessTokens tokens;
  private final Sessions sessions;
  private final TokenTags tags;
  private final PasswordHasher hasher;
  private final VerifiedTokens verified;
  private final InstantSource clock;

  public Authentication(
      UnitOfWork unitOfWork,
      Users users,
      AccessTokens tokens,
      Sessions sessions,
      TokenTags tags,
      PasswordHasher hasher,
      VerifiedTokens verified,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.users = users;
    this.tokens = tokens;
    this.sessions = sessions;
    this.tags = tags;
    this.hasher = hasher;
    this.verified = verified;
    this.clock = clock;
  }

  /** Who a token belongs to; every refusal is the same. */
  public Actor byToken(String text, String source) {
    try (TokenText token = TokenText.parse(text).orElseThrow(Authentication::wrongToken)) {
      if (!tags.isOurs(token)) {
        throw wrongToken();
      }
      Owned owned = unitOfWork.reading(() -> find(token));
      if (!verified.remembers(token)) {
        if (!hasher.verify(token.secret(), owned.token().hash(), source)) {
          throw wrongToken();
        }
        verified.remember(token);
      }
      return new Actor.Person(
          owned.owner().id().toString(),
          "token:" + owned.token().id(),
          owned.owner().effectiveRole().policy());
    }
  }

  private Owned find(TokenText text) {
    return tokens
        .findWithOwner(text.id())
        .filter(found -> !found.token().expiredAt(clock.instant()))
        .orElseThrow(Authentication::wrongToken);
  }

  /** Who a session belongs to; using it keeps it from idling out. */
  public Actor bySession(Secret id) {
    return unitOfWork.inTransaction(
        () -> {
          Instant now = clock.instant();
          Session session =
              sessions
                  .find(SessionIds.hash(id))
                  .filter(found -> !found.endedAt(now))
                  .orElseThrow(Authentication::ended);
          User user = users.find(session.user()).orElseThrow(Authentication::ended);
          if (session.lastUsedAt().plus(SESSION_STEP).isBefore(now)) {
            sessions.save(new Session(session.idHash(), session.user(), session.createdAt(), now));
          }
          return new Actor.Person(user.id().toString(), "session", user.effectiveRole().policy());
        });
  }

  private static RefusedException wrongToken() {
    return unauthenticated("the token is wrong, deleted or expired; make a new one");
  }

  private static RefusedException ended() {
    return unauthenticated("the session has ended; log in again");
  }
}
