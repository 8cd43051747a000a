package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.tooLarge;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.Resources;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.resource.ResourceSecrets.Complete;
import io.claviger.application.resource.ResourceSecrets.Masked;
import io.claviger.domain.gateway.ApisixVersion;
import io.claviger.domain.gateway.GatewayGroup;
import io.claviger.domain.gateway.GroupId;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.SecretField;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.resource.ResourceId;
import io.claviger.domain.resource.ResourceKey;
import io.claviger.domain.resource.ResourceKind;
import io.claviger.domain.shared.Revision;
import io.claviger.domain.shared.Scope;
import io.claviger.domain.shared.Secret;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The one way a document becomes a stored resource. Its secrets go to sealed values bound to the
 * new revision, markers take their places, and a document that is stored already changes nothing.
 */
public final class ResourceWriter {
  private static final int MADE_IDS = 100;

  private final GatewayGroups groups;
  private final StoredResources stored;
  private final ResourceSecrets secrets;
  private final ResourceExamination examination;
  private final EarlyExamination early;
  private final Catalogue catalogue;
  private final CarrierLock carrierLock;
  private final InstantSource clock;

  public ResourceWriter(
      UnitOfWork unitOfWork,
      GatewayGroups groups,
      StoredResources stored,
      ResourceSecrets secrets,
      ResourceExamination examination,
      Catalogue catalogue,
      Resources resources,
      InstantSource clock) {
    this.groups = groups;
    this.stored = stored;
    this.secrets = secrets;
    this.examination = examination;
    this.early = new EarlyExamination(unitOfWork, groups, examination);
    this.catalogue = catalogue;
    this.carrierLock = new CarrierLock(resources, catalogue);
    this.clock = clock;
  }

  /**
   * Examines a document before the group is locked, unless kept secrets must be put in first.
   *
   * @param id empty if it is only made when the document is stored
   */
  Candidate examine(
      GroupId group, ResourceKind kind, Optional<ResourceId> id, JsonObject document) {
    JsonObject named = ResourceIdentity.named(kind, id, document);
    if (ResourceSecrets.hasMarkers(named)) {
      return unexamined(named);
    }
    return new Candidate(
        named, Optional.of(early.examine(group, kind, ResourceIdentity.withoutTimes(named))));
  }

  Candidate unexamined(JsonObject document) {
    return new Candidate(document, Optional.empty());
  }

  /** What of an address is there, for the audit entry of a refused change. */
  Target target(GroupId group, ResourceKind kind, Optional<ResourceId> id) {
    return FoundTarget.of(groups, stored, group, kind, id);
  }

  /** Stores what is made of the existing resource, inside the gate's transaction. */
  Done<Written> write(
      GroupId groupId,
      ResourceKind kind,
      Optional<ResourceId> id,
      Permit permit,
      Function<Optional<Resource>, Candidate> candidates) {
    GatewayGroup group = groups.lock(groupId).orElseThrow(() -> early.gone(groupId));
    early.remember(group);
    Revision next = group.revision().next();
    ResourceAddress address =
        new ResourceAddress(groupId, kind, id.orElseGet(() -> unused(group.scope(), kind, next)));
    permit.require(address.arn());
    ResourceKey key = new ResourceKey(group.scope(), kind, address.id());
    Optional<Resource> existing = stored.find(key);
    try (Draft draft = draft(group, key, existing, candidates.apply(existing))) {
      if (draft.isStored(existing)) {
        return Done.unchanged(stored.read(existing.get())).in(groupId.value()).on(address.text());
      }
      Findings findings = findings(group, draft, existing);
      JsonObject before = existing.map(Resource::document).orElse(JsonValue.EMPTY_JSON_OBJECT);
      CodeLock.check(draft.code(), before, draft.document(), permit, address.arn());
      DestinationLock.check(
          draft.fields(), draft.kept(), before, draft.document(), permit, address.arn());
      carrierLock.check(group, key, before, draft.document(), permit, address.arn());
      Written written = store(group.withRevision(next), existing, draft, findings);
      return Done.of(written, written.created() ? 201 : 200)
          .in(groupId.value())
          .on(address.text())
          .with(written.resource().document().toString())
          .changing(group.scope());
    }
  }

  /** An id that nobody chose; what somebody else has under such an id is not replaced. */
  private ResourceId unused(Scope scope, ResourceKind kind, Revision next) {
    return LongStream.range(next.value(), next.value() + MADE_IDS)
        .mapToObj(number -> ResourceIdentity.made(kind, new Revision(number)))
        .filter(id -> stored.find(new ResourceKey(scope, kind, id)).isEmpty())
        .findFirst()
        .orElseThrow(() -> conflict("no id could be made that is free; send one of your own"));
  }

  /**
   * A document that wants to be stored, its secrets taken out.
   *
   * @param complete the same with its secrets in it
   * @param code what a gateway runs
   * @param findings if it has been examined
   */
  private record Draft(
      ResourceKey key,
      Complete complete,
      Masked masked,
      List<SecretField> fields,
      List<Pointer> code,
      Optional<Findings> findings)
      implements AutoCloseable {
    JsonObject document() {
      return masked.document();
    }

    /** The fields whose stored secrets were kept, and where these were stored. */
    Map<Pointer, Pointer> kept() {
      return complete.kept();
    }

    boolean isStored(Optional<Resource> existing) {
      return existing
          .map(resource -> ResourceIdentity.withoutTimes(resource.document()).equals(document()))
          .orElse(false);
    }

    @Override
    public void close() {
      masked.secrets().values().forEach(Secret::close);
    }
  }

  private Draft draft(
      GatewayGroup group, ResourceKey key, Optional<Resource> existing, Candidate candidate) {
    Complete complete = complete(key.kind(), Optional.of(key.id()), existing, candidate.document());
    ApisixVersion version = group.profile().apisixVersion();
    List<SecretField> fields = catalogue.secretFields(version, key.kind(), complete.document());
    Masked masked = secrets.mask(key, complete.document(), pointers(fields, complete));
    List<Pointer> code = catalogue.codeFields(version, key.kind(), masked.document());
    return new Draft(key, complete, masked, fields, code, candidate.findings());
  }

  private Complete complete(
      ResourceKind kind,
      Optional<ResourceId> id,
      Optional<Resource> existing,
      JsonObject document) {
    ResourceIdentity.refuseForeignTimes(document, existing);
    return secrets.complete(
        ResourceIdentity.named(kind, id, ResourceIdentity.withoutTimes(document)), existing);
  }

  /** What an examination finds in a document that is not stored already; it must be good. */
  private Findings findings(GatewayGroup group, Draft draft, Optional<Resource> existing) {
    JsonObject complete = draft.complete().document();
    refuseTooLarge(complete);
    Findings findings =
        draft
            .findings()
            .filter(found -> found.profile().equals(group.profile()))
            .orElseGet(() -> examination.examine(group.profile(), draft.key().kind(), complete));
    examination.refuseExpired(
        findings,
        complete,
        chain ->
            existing
                .map(resource -> chain.isOf(draft.document(), resource.document()))
                .orElse(false));
    return findings;
  }

  /** A patch can make more of a document than what can be sent, and so what cannot be sent back. */
  private static void refuseTooLarge(JsonObject complete) {
    if (complete.toString().getBytes(UTF_8).length > Resource.MAX_BYTES) {
      throw tooLarge("the resource would be larger than 1.5 MiB; take something out of it");
    }
  }

  /**
   * Refuses what would be refused of a document by itself; what it names need not be there yet.
   * Works inside a transaction and stores nothing.
   */
  void validate(
      GatewayGroup group, ResourceKind kind, Optional<ResourceId> id, JsonObject document) {
    Optional<Resource> existing =
        id.flatMap(known -> stored.find(new ResourceKey(group.scope(), kind, known)));
    if (existing.isEmpty()) {
      JsonObject complete = complete(kind, id, existing, document).document();
      examination.refuseExpired(
          examination.examine(group.profile(), kind, complete), complete, chain -> false);
      return;
    }
    try (Draft draft = draft(group, existing.get().key(), existing, unexamined(document))) {
      if (!draft.isStored(existing)) {
        findings(group, draft, existing);
      }
    }
  }

  /**
   * @param group with the revision that the resource is stored at
   */
  private Written store(
      GatewayGroup group, Optional<Resource> existing, Draft draft, Findings findings) {
    Revision revision = group.revision();
    ResourceKey key = draft.key();
    Resource resource =
        new Resource(
            key,
            ResourceIdentity.timed(key.kind(), draft.document(), existing, clock.instant()),
            existing.map(Resource::created).orElse(revision),
            revision);
    stored.store(existing, resource, draft.masked().secrets(), findings);
    groups.save(group);
    return new Written(resource, findings.certificates(), existing.isEmpty());
  }

  /** What the catalogue calls secret, and what is stored as one already. */
  private static Set<Pointer> pointers(List<SecretField> fields, Complete complete) {
    Set<Pointer> pointers = new HashSet<>(complete.kept().keySet());
    fields.forEach(field -> pointers.add(field.pointer()));
    return pointers;
  }
}
