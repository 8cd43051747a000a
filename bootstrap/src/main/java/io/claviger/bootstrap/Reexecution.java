package io.claviger.bootstrap;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Has the operating system load the program anew in the place of this process, by {@code execv} of
 * POSIX.1-2017: same process id, arguments and environment, and nothing of its memory. That is how
 * copies go away that the virtual machine has made where nobody can wipe them.
 *
 * <p>What the program has open must be closed before. Works where there is {@code /proc}.
 */
final class Reexecution {
  private static final Path SELF = Path.of("/proc/self");

  private Reexecution() {}

  /** Does not return. */
  static void now() {
    try {
      List<String> arguments =
          List.of(
              Files.readString(SELF.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
      execute(SELF.resolve("exe").toRealPath().toString(), arguments);
    } catch (IOException e) {
      throw new IllegalStateException("this system does not tell how the program was started", e);
    }
  }

  @SuppressWarnings("restricted") // It ends this process as a whole.
  private static void execute(String program, List<String> arguments) {
    Linker linker = Linker.nativeLinker();
    MethodHandle execv =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("execv"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(program);
      // A null pointer ends it.
      MemorySegment vector = arena.allocate(ADDRESS, arguments.size() + 1L);
      for (int i = 0; i < arguments.size(); i++) {
        vector.setAtIndex(
            ADDRESS, i, arena.allocateFrom(arguments.get(i), StandardCharsets.ISO_8859_1));
      }
      int failed = (int) execv.invokeExact(path, vector);
      throw new IllegalStateException("the program could not be loaded anew: execv " + failed);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("execv cannot be called", e);
    }
  }
}
