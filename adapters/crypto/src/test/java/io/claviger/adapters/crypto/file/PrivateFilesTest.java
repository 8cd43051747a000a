package io.claviger.adapters.crypto.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.claviger.domain.shared.Refusal;
import io.claviger.domain.shared.RefusedException;
import io.claviger.domain.shared.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  private final PrivateFiles files = PrivateFiles.ofThisUser();
  private final Path home;

  PrivateFilesTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void whatIsWrittenIsRead() {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    assertEquals("content", files.read(file(), 7).revealText());
    files.replace(file(), Secret.ofText("another"));
    assertEquals("another", files.read(file(), 7).revealText());
  }

  @Test
  void anExistingFileIsNotCreatedAgain() {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    Secret another = Secret.ofText("another");
    RefusedException refused =
        assertThrows(RefusedException.class, () -> files.create(file(), another));
    assertInstanceOf(Refusal.Conflict.class, refused.refusal());
    assertEquals("content", files.read(file(), 7).revealText());
  }

  @Test
  void ofManyThatCreateAFileAtOnceOneSucceeds() throws Exception {
    files.createDirectory(directory());
    List<Callable<String>> creators = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String content = "content " + i;
      creators.add(() -> create(content));
    }
    List<String> created = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> one : threads.invokeAll(creators)) {
        created.add(one.get());
      }
    }
    created.removeIf(String::isEmpty);
    assertEquals(List.of(files.read(file(), 100).revealText()), created);
    assertEquals(1, directory().toFile().list().length);
  }

  @Test
  void ofManyThatDestroyAFileAtOnceAllSucceed() throws Exception {
    files.createDirectory(directory());
    Callable<Boolean> destroyer =
        () -> {
          files.destroy(file());
          return files.exists(file());
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 100; round++) {
        files.create(file(), Secret.ofText("content"));
        for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(8, destroyer))) {
          assertFalse(one.get());
        }
      }
    }
  }

  /** As other processes make and remove files of theirs. */
  @Test
  void whatComesAndGoesMeanwhileKeepsNobodyFromLookingAtADirectory() throws Exception {
    files.createDirectory(directory());
    Callable<Boolean> restless =
        () -> {
          for (int round = 0; round < 300; round++) {
            files.replace(file(), Secret.ofText("content"));
          }
          return true;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> others = threads.submit(restless);
      while (!others.isDone()) {
        files.checkAll(directory());
      }
      assertTrue(others.get());
    }
  }

  @Test
  void aReplacedFileBecomesPrivate() throws Exception {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    files.replace(file(), Secret.ofText("another"));
    assertEquals("another", files.read(file(), 7).revealText());
  }

  @Test
  void aDirectoryOpenToOthersIsNotWrittenTo() throws Exception {
    Files.createDirectory(
        directory(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    Files.setPosixFilePermissions(directory(), PosixFilePermissions.fromString("rwxr-x---"));
    Secret content = Secret.ofText("content");
    assertThrows(RefusedException.class, () -> files.createDirectory(directory()));
    assertThrows(RefusedException.class, () -> files.create(file(), content));
    assertThrows(RefusedException.class, () -> files.replace(file(), content));
    assertEquals(0, directory().toFile().list().length);
  }

  @Test
  void whatBelongsToSomebodyElseIsRefused() {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    UserPrincipal somebody = () -> "somebody";
    PrivateFiles theirs = new PrivateFiles(new OwnerCheck(somebody));
    RefusedException refused = assertThrows(RefusedException.class, () -> theirs.read(file(), 100));
    assertTrue(refused.refusal().message().contains("chown somebody " + directory()));
  }

  @Test
  void aFileThatIsTooLongIsRefused() {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    assertThrows(RefusedException.class, () -> files.read(file(), 6));
  }

  @Test
  void refusalsDoNotHoldTheContent() {
    files.createDirectory(directory());
    files.create(file(), Secret.ofText("content"));
    RefusedException refused = assertThrows(RefusedException.class, () -> files.read(file(), 6));
    assertFalse(refused.refusal().message().contains("content"));
  }

  private String create(String content) {
    try {
      files.create(file(), Secret.ofText(content));
      return content;
    } catch (RefusedException e) {
      return "";
    }
  }

  private Path directory() {
    return home.resolve("private");
  }

  private Path file() {
    return directory().resolve("file");
  }
}
