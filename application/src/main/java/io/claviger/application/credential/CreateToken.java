package io.claviger.application.credential;

import static io.claviger.domain.shared.RefusedException.invalid;
import static io.claviger.domain.shared.RefusedException.unauthenticated;

import io.claviger.application.credential.CreateToken.Made;
import io.claviger.application.credential.CreateToken.NewToken;
import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.UseCase;
import io.claviger.application.port.AccessTokens;
import io.claviger.application.port.PasswordHasher;
import io.claviger.domain.access.Action;
import io.claviger.domain.access.Arn;
import io.claviger.domain.credential.AccessToken;
import io.claviger.domain.credential.PasswordHash;
import io.claviger.domain.credential.TokenId;
import io.claviger.domain.credential.TokenText;
import io.claviger.domain.credential.UserId;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.keyring.InBand;
import io.claviger.domain.shared.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes a token that has its owner's rights and is shown once. */
public final class CreateToken implements UseCase<NewToken, CreateToken.Draft, Made> {
  private static final Duration DEFAULT_LIFE = Duration.ofDays(90);
  private static final int MAX_NAME = 64;

  private final AccessTokens tokens;
  private final TokenTags tags;
  private final PasswordHasher hasher;
  private final RandomGenerator random;
  private final InstantSource clock;

  public CreateToken(
      AccessTokens tokens,
      TokenTags tags,
      PasswordHasher hasher,
      RandomGenerator random,
      InstantSource clock) {
    this.tokens = tokens;
    this.tags = tags;
    this.hasher = hasher;
    this.random = random;
    this.clock = clock;
  }

  public record NewToken(Caller caller, String name, Optional<Instant> expiresAt)
      implements Command {
    public NewToken {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw invalid("name: 1 to " + MAX_NAME + " characters");
      }
      InBand.refuse("name", name);
    }
  }

  /** A secret and its hash. */
  public record Draft(
      TokenId id, Secret secret, PasswordHash hash, Instant createdAt, Instant expiresAt) {}

  /**
   * @param text the token itself; the caller closes it
   */
  public record Made(AccessToken token, Secret text) {}

  @Override
  public Action action(NewToken command) {
    return Action.CREATE_TOKEN;
  }

  @Override
  public Draft prepare(NewToken command) {
    Instant now = clock.instant();
    Instant expiresAt = command.expiresAt().orElse(now.plus(DEFAULT_LIFE));
    if (!expiresAt.isAfter(now)) {
      throw invalid("expires_at: must be in the future, in seconds since 1970");
    }
    byte[] id = new byte[8];
    byte[] secret = new byte[TokenText.SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    Secret kept = Secret.of(secret);
    return new Draft(
        new TokenId(HexFormat.of().formatHex(id)),
        kept,
        hasher.hash(kept, PasswordHash.TOKEN_ITERATIONS, command.caller().source()),
        now,
        expiresAt);
  }

  @Override
  public Done<Made> execute(NewToken command, Draft draft, Permit permit) {
    UserId owner =
        command
            .caller()
            .actor()
            .person()
            .map(UserId::parse)
            .orElseThrow(() -> unauthenticated("only a person can have a token"));
    permit.require(Arn.user(owner.toString()));
    AccessToken token =
        new AccessToken(
            draft.id(), owner, command.name(), draft.hash(), draft.createdAt(), draft.expiresAt());
    tokens.add(token);
    try (TokenText text = tags.tagged(draft.id(), draft.secret())) {
      return Done.of(new Made(token, text.reveal()), 201)
          .on("tokens/" + token.id())
          .with(
              JsonTree.object()
                  .add("name", token.name())
                  .add("expires_at", token.expiresAt().getEpochSecond())
                  .build()
                  .toString());
    }
  }
}
