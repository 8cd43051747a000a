package io.claviger.adapters.rest.edge;

import io.claviger.adapters.rest.http.Parameters;
import io.claviger.adapters.rest.http.Takes;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a query with parameters that the request does not take, as {@link Takes} says. Whoever
 * misspells {@code gateway_group_id} would otherwise change the group {@code default}.
 */
public final class QueryFeature implements DynamicFeature {

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Set<String> taken = new TreeSet<>();
    add(taken, resource.getResourceClass());
    add(taken, resource.getResourceMethod());
    context.register(new QueryFilter(taken));
  }

  private static void add(Set<String> taken, @Nullable AnnotatedElement element) {
    Takes takes = element == null ? null : element.getAnnotation(Takes.class);
    if (takes != null) {
      taken.addAll(Set.of(takes.value()));
    }
  }

  private record QueryFilter(Set<String> taken) implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
      Parameters.read(request, taken).keepIn(request);
    }
  }
}
