package io.claviger.application.resource;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.application.gate.Caller;
import io.claviger.application.gate.Command;
import io.claviger.application.gate.Done;
import io.claviger.application.gate.Permit;
import io.claviger.application.gate.Target;
import io.claviger.application.gate.UseCase;
import io.claviger.application.resource.PatchResource.Patch;
import io.claviger.domain.access.Action;
import io.claviger.domain.json.JsonTree;
import io.claviger.domain.json.Pointer;
import io.claviger.domain.json.StrictJson;
import io.claviger.domain.resource.Resource;
import io.claviger.domain.shared.RefusedException;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/** Changes a part of a resource: JSON Merge Patch (RFC 7396), or the replacement of one node. */
public final class PatchResource implements UseCase<Patch, Boolean, Written> {
  private final ResourceWriter writer;

  public PatchResource(ResourceWriter writer) {
    this.writer = writer;
  }

  /**
   * @param subPath the members that lead to the node to replace; empty for a merge patch of all
   */
  public record Patch(Caller caller, ResourceAddress address, List<String> subPath, JsonValue value)
      implements Command {
    public Patch {
      subPath = List.copyOf(subPath);
      if (subPath.size() >= StrictJson.MAX_DEPTH) {
        throw invalid(
            "the document would be nested deeper than " + StrictJson.MAX_DEPTH + " levels");
      }
      if (subPath.isEmpty() && !(value instanceof JsonObject)) {
        throw invalid("the body must be a JSON object");
      }
    }
  }

  @Override
  public Action action(Patch patch) {
    return patch.address().kind().putAction();
  }

  @Override
  public Target target(Patch patch) {
    return writer.target(
        patch.address().group(), patch.address().kind(), Optional.of(patch.address().id()));
  }

  @Override
  public Boolean prepare(Patch patch) {
    return true;
  }

  @Override
  public Done<Written> execute(Patch patch, Boolean prepared, Permit permit) {
    ResourceAddress address = patch.address();
    return writer.write(
        address.group(),
        address.kind(),
        Optional.of(address.id()),
        permit,
        existing ->
            writer.unexamined(apply(patch, existing.orElseThrow(RefusedException::noSuchKey))));
  }

  private static JsonObject apply(Patch patch, Resource existing) {
    JsonValue changed =
        patch.subPath().isEmpty()
            ? JsonTree.merge(existing.document(), patch.value())
            : replace(existing.document(), patch.subPath(), Pointer.ROOT, patch.value());
    // A node put deep into a document may make it deeper than what can be read back.
    return StrictJson.parse(changed.toString()).asJsonObject();
  }

  private static JsonValue replace(
      JsonValue at, List<String> path, Pointer here, JsonValue replacement) {
    if (path.isEmpty()) {
      return replacement;
    }
    List<String> rest = path.subList(1, path.size());
    return switch (at) {
      case JsonObject object -> {
        JsonValue child = object.getOrDefault(path.getFirst(), JsonValue.EMPTY_JSON_OBJECT);
        Pointer next = here.member(path.getFirst());
        yield JsonTree.object(object)
            .add(path.getFirst(), replace(child, rest, next, replacement))
            .build();
      }
      case JsonArray array -> {
        int position = position(path.getFirst(), array.size(), here);
        yield JsonTree.array(array)
            .set(position, replace(array.get(position), rest, here.index(position), replacement))
            .build();
      }
      default -> throw invalid(here.printable() + ": is neither an object nor an array");
    };
  }

  private static int position(String text, int size, Pointer array) {
    int position = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : size;
    if (position >= size) {
      throw invalid(array.printable() + ": has " + size + " elements, counted from 0");
    }
    return position;
  }
}
