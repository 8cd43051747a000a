package io.claviger.domain.resource;

import static io.claviger.domain.shared.RefusedException.notFound;
import static java.util.Objects.requireNonNull;

import io.claviger.domain.access.Action;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.plugin.FieldPath;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kinds of APISIX objects. In what they differ is in {@link KindTraits}. */
public enum ResourceKind {
  ROUTE,
  SERVICE,
  UPSTREAM,
  CONSUMER,
  CREDENTIAL,
  SSL,
  GLOBAL_RULE,
  PLUGIN_CONFIG,
  PLUGIN_METADATA,
  CONSUMER_GROUP,
  PROTO,
  STREAM_ROUTE,
  SECRET;

  /** Made when a kind is first asked, because traits name kinds. */
  private static final class Traits {
    static final Map<ResourceKind, KindTraits> BY_KIND = new EnumMap<>(ResourceKind.class);

    static {
      Arrays.stream(values()).forEach(kind -> BY_KIND.put(kind, KindTraits.of(kind)));
    }
  }

  private KindTraits traits() {
    return requireNonNull(Traits.BY_KIND.get(this));
  }

  /** In the plural, unique: under this name it is stored. */
  public String path() {
    return traits().path();
  }

  /** Where it stands in keys and addresses: the credentials stand below the consumers. */
  public String directory() {
    return this == CREDENTIAL ? CONSUMER.path() : path();
  }

  /** As it stands in messages, in the singular. */
  public String singular() {
    return traits().singular();
  }

  /** The member of a document that repeats the id. */
  public String idMember() {
    return this == CONSUMER ? "username" : "id";
  }

  /** Reads an id of this kind; what has another form is {@code Invalid}. */
  public ResourceId id(String text) {
    return traits().ids().read(text);
  }

  /** An id as a document of this kind repeats it. */
  public String idInDocument(ResourceId id) {
    return traits().ids().inDocument(id);
  }

  /** Whether a document says when it was made and changed. */
  public boolean hasTimes() {
    return this != PLUGIN_METADATA;
  }

  public boolean has(Verb verb) {
    return traits().verbs().contains(verb);
  }

  public Action getAction() {
    return new Action("gateway:Get" + traits().noun());
  }

  public Action putAction() {
    return new Action("gateway:Put" + traits().noun());
  }

  public Action deleteAction() {
    return new Action("gateway:Delete" + traits().noun());
  }

  /** Whether a field travels in APISIX's own encryption, under the group's wire keyring. */
  public boolean wireEncrypts(Pointer pointer) {
    return traits().wireEncrypted().contains(pointer.pattern());
  }

  List<ReferenceField> references() {
    return traits().references();
  }

  List<FieldPath> upstreams() {
    return traits().upstreams();
  }

  /** Whether a consumer is known by what is in it. */
  public boolean identifiesConsumers() {
    return this == CONSUMER || this == CREDENTIAL;
  }

  public static ResourceKind parse(String path) {
    return Stream.of(values())
        .filter(kind -> kind.path().equals(path))
        .findFirst()
        .orElseThrow(
            () ->
                notFound(
                    "Unsupported resource type; this program has: "
                        + String.join(", ", Stream.of(values()).map(ResourceKind::path).toList())));
  }
}
