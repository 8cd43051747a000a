package io.claviger.adapters.cli.seal;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.adapters.cli.machine.Terminal;
import io.claviger.domain.json.JsonTree;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The public keys of those who are to keep a share each. */
record RecipientFiles(List<Path> files) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final List<String> PUBLIC =
      List.of("-----BEGIN PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----");

  /** What they hold, for the control plane, which looks at them. A private key does not leave. */
  JsonArrayBuilder json() {
    JsonArrayBuilder texts = JsonTree.array();
    files.stream().map(RecipientFiles::read).forEach(texts::add);
    return texts;
  }

  private static String read(Path file) {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MAX_BYTES + 1), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw invalid(file + " cannot be read");
    }
    if (text.contains("PRIVATE KEY")) {
      throw invalid(
          file
              + " holds a private key, which is its owner's alone; give the public one: openssl pkey"
              + " -in KEY -pubout");
    }
    if (PUBLIC.stream().noneMatch(text::contains)) {
      throw invalid(
          file + " holds neither a public key nor a certificate in PEM; nothing of it was sent");
    }
    return text;
  }

  /** A share after the other, each with a line before it that says whose it is. */
  void say(Terminal terminal, JsonArray shares) {
    Iterator<JsonObject> next = shares.getValuesAs(JsonObject.class).iterator();
    for (Path file : files) {
      JsonObject share = next.next();
      terminal.say("Share for " + file + ", key " + share.getString("fingerprint"));
      share.getString("share").lines().forEach(terminal::say);
    }
  }
}
