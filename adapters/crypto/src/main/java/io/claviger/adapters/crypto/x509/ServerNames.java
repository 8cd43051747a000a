package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** The names of a server certificate. The first is the common name too. */
record ServerNames(List<String> names) {
  private static final int MAX_NAMES = 100;
  private static final int MAX_LENGTH = 253;

  /** RFC 5280, upper bound of a common name. */
  private static final int MAX_COMMON_NAME = 64;

  private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";

  /** The last label is not a number, so that no odd form of an address is taken for a name. */
  private static final Pattern DNS =
      Pattern.compile("(\\*\\.)?(" + LABEL + "\\.)*(?![0-9]+$)" + LABEL);

  ServerNames {
    names = names.stream().distinct().toList();
    if (names.isEmpty() || names.size() > MAX_NAMES) {
      throw invalid("a server certificate needs 1 to " + MAX_NAMES + " names");
    }
    if (names.getFirst().length() > MAX_COMMON_NAME) {
      throw invalid(
          "the first name of a server certificate has at most " + MAX_COMMON_NAME + " characters");
    }
  }

  String commonName() {
    return names.getFirst();
  }

  GeneralNames subjectAlternativeNames() {
    return new GeneralNames(
        names.stream().map(ServerNames::generalName).toArray(GeneralName[]::new));
  }

  private static GeneralName generalName(String name) {
    if (IPV4.matcher(name).matches() || IPV6.matcher(name).matches()) {
      return new GeneralName(GeneralName.iPAddress, new DEROctetString(address(name)));
    }
    if (name.length() <= MAX_LENGTH && DNS.matcher(name).matches()) {
      return new GeneralName(GeneralName.dNSName, name);
    }
    throw refused();
  }

  private static byte[] address(String literal) {
    try {
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException e) {
      throw refused();
    }
  }

  private static RuntimeException refused() {
    return invalid("a name for a server certificate is neither a DNS name nor an IP address");
  }
}
