package io.claviger.adapters.metrics;

import java.lang.reflect.Proxy;
import java.util.function.Supplier;

/** Stand-ins for ports of which a test needs one method, or none. */
final class Ports {
  private Ports() {}

  /** Its methods fail. */
  static <T> T unused(Class<T> type) {
    return answering(type, "", () -> "");
  }

  /** The named method answers; the others fail. */
  static <T> T answering(Class<T> type, String name, Supplier<?> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!method.getName().equals(name)) {
                throw new UnsupportedOperationException(method.toString());
              }
              return answer.get();
            }));
  }
}
