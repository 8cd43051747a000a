package io.claviger.adapters.crypto.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What a person does with an envelope. */
final class Openings {
  private Openings() {}

  static byte[] byBouncyCastle(byte[] der, PrivateKey key) throws Exception {
    RecipientInformation recipient =
        new CMSAuthEnvelopedData(der).getRecipientInfos().iterator().next();
    BouncyCastleProvider provider = new BouncyCastleProvider();
    return recipient.getContent(
        key.getAlgorithm().equals("RSA")
            ? new JceKeyTransAuthEnvelopedRecipient(key).setProvider(provider)
            : new JceKeyAgreeAuthEnvelopedRecipient(key).setProvider(provider));
  }

  /** Whether {@code openssl} is there, of version 3 or later. */
  static boolean isOpensslThere() {
    try {
      return run(List.of("openssl", "version")).matches("(?s)OpenSSL ([3-9]|\\d\\d+)\\..*");
    } catch (IOException e) {
      return false;
    }
  }

  /** As the README tells it. */
  static String byOpenssl(Path directory, String envelope, PrivateKey key) throws Exception {
    Path share = Files.writeString(directory.resolve("share.pem"), envelope);
    Path own = directory.resolve("own.key");
    Files.write(own, Pem.write("PRIVATE KEY", key.getEncoded()));
    return run(
        List.of(
            "openssl",
            "cms",
            "-decrypt",
            "-inform",
            "PEM",
            "-in",
            share.toString(),
            "-inkey",
            own.toString()));
  }

  /** Its standard output. */
  private static String run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
