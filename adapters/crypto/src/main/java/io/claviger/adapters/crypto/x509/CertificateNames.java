package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.GeneralName;

/** What a server certificate is for. */
final class CertificateNames {
  private CertificateNames() {}

  /**
   * The DNS names and IP addresses among the subject alternative names; where there is none, the
   * common names, as clients did before RFC 6125 and small setups still expect.
   */
  static List<String> of(String where, X509Certificate certificate) {
    List<String> names = alternatives(where, certificate);
    return names.isEmpty()
        ? Asn1.read(where + " has a subject that cannot be read", () -> commonNames(certificate))
        : names;
  }

  private static List<String> alternatives(String where, X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        Object type = name.get(0);
        if (type.equals(GeneralName.dNSName) || type.equals(GeneralName.iPAddress)) {
          names.add((String) name.get(1));
        }
      }
    } catch (CertificateParsingException e) {
      throw invalid(where + " has subject alternative names that cannot be read");
    }
    return names;
  }

  private static List<String> commonNames(X509Certificate certificate) {
    X500Name subject = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    List<String> names = new ArrayList<>();
    for (RDN rdn : subject.getRDNs(BCStyle.CN)) {
      names.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
    }
    return names;
  }
}
