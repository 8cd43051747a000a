package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.conflict;
import static io.claviger.domain.shared.RefusedException.notFound;

import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.port.Catalogue;
import io.claviger.application.port.GatewayGroups;
import io.claviger.application.port.UnitOfWork;
import io.claviger.application.resource.ResourceSecrets.Complete;
import io.claviger.application.resource.ResourceSecrets.Masked;
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

  private final UnitOfWork unitOfWork;
  private final GatewayGroups groups;
  private final StoredResources stored;
  private final ResourceSecrets secrets;
  private final ResourceExamination examination;
  private final Catalogue catalogue;
  private final InstantSource clock;

  public ResourceWriter(
      UnitOfWork unitOfWork,
      GatewayGroups groups,
      StoredResources stored,
      ResourceSecrets secrets,
      ResourceExamination examination,
      Catalogue catalogue,
      InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.groups = groups;
    this.stored = stored;
    this.secrets = secrets;
    this.examination = examination;
    this.catalogue = catalogue;
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
    GatewayGroup.Profile profile =
        unitOfWork
            .inTransaction(() -> groups.find(group))
            .orElseThrow(() -> notFound("no such gateway group"))
            .profile();
    return new Candidate(
        named,
        Optional.of(examination.examine(profile, kind, ResourceIdentity.withoutTimes(named))));
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
    GatewayGroup group = groups.lock(groupId).orElseThrow(() -> notFound("no such gateway group"));
    Revision next = group.revision().next();
    ResourceAddress address =
        new ResourceAddress(groupId, kind, id.orElseGet(() -> unused(group.scope(), kind, next)));
    permit.require(address.arn());
    ResourceKey key = new ResourceKey(group.scope(), kind, address.id());
    Optional<Resource> existing = stored.find(key);
    try (Draft draft = draft(group, key, existing, candidates.apply(existing))) {
      JsonObject before = existing.map(Resource::document).orElse(JsonValue.EMPTY_JSON_OBJECT);
      if (existing.isPresent() && ResourceIdentity.withoutTimes(before).equals(draft.document())) {
        return Done.unchanged(stored.read(existing.get())).in(groupId.value()).on(address.text());
      }
      CodeLock.check(draft.code(), before, draft.document(), permit, address.arn());
      DestinationLock.check(
          draft.fields(), draft.kept(), before, draft.document(), permit, address.arn());
      Written written = store(group.withRevision(next), key, existing, draft);
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
   * A document that is good to be stored, its secrets taken out.
   *
   * @param kept the fields whose stored secrets were kept, and where these were stored
   * @param code what a gateway runs
   */
  private record Draft(
      Masked masked,
      List<SecretField> fields,
      Map<Pointer, Pointer> kept,
      List<Pointer> code,
      Findings findings)
      implements AutoCloseable {
    JsonObject document() {
      return masked.document();
    }

    @Override
    public void close() {
      masked.secrets().values().forEach(Secret::close);
    }
  }

  private Draft draft(
      GatewayGroup group, ResourceKey key, Optional<Resource> existing, Candidate candidate) {
    Examined examined = examined(group, key.kind(), Optional.of(key.id()), existing, candidate);
    Complete complete = examined.complete();
    List<SecretField> fields =
        catalogue.secretFields(group.profile().apisixVersion(), key.kind(), complete.document());
    Masked masked = secrets.mask(key, complete.document(), pointers(fields, complete));
    List<Pointer> code =
        catalogue.codeFields(group.profile().apisixVersion(), key.kind(), masked.document());
    return new Draft(masked, fields, complete.kept(), code, examined.findings());
  }

  /** A document that is good by itself, with its secrets in it. */
  private record Examined(Complete complete, Findings findings) {}

  private Examined examined(
      GatewayGroup group,
      ResourceKind kind,
      Optional<ResourceId> id,
      Optional<Resource> existing,
      Candidate candidate) {
    ResourceIdentity.refuseForeignTimes(candidate.document(), existing);
    JsonObject named =
        ResourceIdentity.named(kind, id, ResourceIdentity.withoutTimes(candidate.document()));
    Complete complete = secrets.complete(named, existing);
    Findings findings =
        candidate
            .findings()
            .filter(found -> found.profile().equals(group.profile()))
            .orElseGet(() -> examination.examine(group.profile(), kind, complete.document()));
    return new Examined(complete, findings);
  }

  /**
   * Refuses what would be refused of a document by itself; what it names need not be there yet.
   * Works inside a transaction and stores nothing.
   */
  void validate(
      GatewayGroup group, ResourceKind kind, Optional<ResourceId> id, JsonObject document) {
    Optional<Resource> existing =
        id.flatMap(known -> stored.find(new ResourceKey(group.scope(), kind, known)));
    examined(group, kind, id, existing, unexamined(document));
  }

  /**
   * @param group with the revision that the resource is stored at
   */
  private Written store(
      GatewayGroup group, ResourceKey key, Optional<Resource> existing, Draft draft) {
    Revision revision = group.revision();
    Resource resource =
        new Resource(
            key,
            ResourceIdentity.timed(key.kind(), draft.document(), existing, clock.instant()),
            existing.map(Resource::created).orElse(revision),
            revision);
    stored.store(existing, resource, draft.masked().secrets(), draft.findings());
    groups.save(group);
    return new Written(resource, draft.findings().certificates(), existing.isEmpty());
  }

  /** What the catalogue calls secret, and what is stored as one already. */
  private static Set<Pointer> pointers(List<SecretField> fields, Complete complete) {
    Set<Pointer> pointers = new HashSet<>(complete.kept().keySet());
    fields.forEach(field -> pointers.add(field.pointer()));
    return pointers;
  }
}
