package io.claviger.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceKeyAgreeAuthEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** One of those who keep a share, with a key pair of the own. */
record ShareKeeper(KeyPair keys, Path publicKey) {
  static ShareKeeper in(Path directory, String name) throws IOException {
    KeyPair keys = Certificates.newKeys("secp256r1");
    StringWriter pem = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
      writer.writeObject(keys.getPublic());
    }
    return new ShareKeeper(
        keys, Files.writeString(directory.resolve(name + ".pub"), pem.toString()));
  }

  /** What {@code init} has to be told of them. */
  static String[] arguments(List<ShareKeeper> keepers, int threshold) {
    Stream<String> files = keepers.stream().map(keeper -> keeper.publicKey().toString());
    return Stream.concat(
            Stream.of(
                "init",
                "--shares",
                Integer.toString(keepers.size()),
                "--threshold",
                Integer.toString(threshold),
                "--recipient"),
            files)
        .toArray(String[]::new);
  }

  /** The share that was encrypted for this one, of all that {@code init} wrote. */
  String open(String written) throws IOException, CMSException {
    String own = written.substring(written.indexOf("Share for " + publicKey));
    try (PEMParser parser = new PEMParser(new StringReader(own))) {
      CMSAuthEnvelopedData envelope = new CMSAuthEnvelopedData((ContentInfo) parser.readObject());
      return new String(
          envelope
              .getRecipientInfos()
              .iterator()
              .next()
              .getContent(
                  new JceKeyAgreeAuthEnvelopedRecipient(keys.getPrivate())
                      .setProvider(new BouncyCastleProvider())),
          UTF_8);
    }
  }
}
