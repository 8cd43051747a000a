package io.claviger.adapters.rest.edge;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that can be requested.
 *
 * @param template such as {@code /api/tokens/{id}}
 */
public record Route(String method, String template) {

  /** The routes of an API class, as its annotations say. */
  public static List<Route> of(Class<?> api) {
    return Arrays.stream(api.getMethods())
        .flatMap(method -> verbs(method).map(verb -> new Route(verb, template(api, method))))
        .toList();
  }

  private static Stream<String> verbs(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value());
  }

  private static String template(AnnotatedElement api, AnnotatedElement method) {
    return plain(path(api) + path(method));
  }

  private static String path(AnnotatedElement element) {
    Path path = element.getAnnotation(Path.class);
    return path == null ? "" : "/" + path.value();
  }

  /** A template without the patterns of its parameters, and with one slash where there are many. */
  static String plain(String template) {
    return template.replaceAll("\\{(\\w+)\\s*:[^}]*}", "{$1}").replaceAll("/{2,}", "/");
  }
}
