package io.claviger.adapters.crypto.x509;

import static io.claviger.domain.shared.RefusedException.invalid;

import io.claviger.domain.shared.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * The extensions that a data plane's request asks for (RFC 2985, 5.4.2). They are not taken over;
 * who asks for what no data plane gets is told so, instead of given a certificate without it.
 *
 * <p>Accepted is what a data plane's certificate has anyway, and what tools ask for unasked: a DNS
 * name that repeats the common name, as cfssl and step do, which like the subject says nothing.
 */
final class RequestedExtensions {
  /** What Microsoft's tools called it before there was the other. */
  static final ASN1ObjectIdentifier MICROSOFT_REQUEST =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.311.2.1.14");

  private static final Set<ASN1ObjectIdentifier> REQUESTS =
      Set.of(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, MICROSOFT_REQUEST);

  private final String where;
  private final X500Name subject;

  private RequestedExtensions(String where, X500Name subject) {
    this.where = where;
    this.subject = subject;
  }

  /**
   * @param where names the request in messages, which repeat nothing of it but object identifiers
   * @throws RefusedException with {@code Invalid}
   */
  static void check(String where, PKCS10CertificationRequest request) {
    RequestedExtensions requested = new RequestedExtensions(where, request.getSubject());
    for (Attribute attribute : request.getAttributes()) {
      if (REQUESTS.contains(attribute.getAttrType())) {
        for (ASN1Encodable value : attribute.getAttributeValues()) {
          requested.check(Extensions.getInstance(value));
        }
      }
    }
  }

  private void check(Extensions extensions) {
    for (ASN1ObjectIdentifier id : extensions.getExtensionOIDs()) {
      check(id, extensions.getExtensionParsedValue(id));
    }
  }

  private void check(ASN1ObjectIdentifier id, ASN1Encodable value) {
    if (id.equals(Extension.basicConstraints)) {
      accept(!BasicConstraints.getInstance(value).isCA(), "basicConstraints with CA:TRUE");
    } else if (id.equals(Extension.keyUsage)) {
      accept(isForSignatures(value), "a keyUsage other than digitalSignature");
    } else if (id.equals(Extension.extendedKeyUsage)) {
      accept(isForClients(value), "an extendedKeyUsage other than clientAuth");
    } else if (id.equals(Extension.subjectAlternativeName)) {
      accept(
          repeatsTheCommonName(value),
          "a subjectAlternativeName other than a DNS name that repeats its common name");
    } else {
      // It is computed from the key, whatever is asked for.
      accept(id.equals(Extension.subjectKeyIdentifier), "the extension " + id);
    }
  }

  private void accept(boolean accepted, String wish) {
    if (!accepted) {
      throw invalid(
          where
              + " asks for "
              + wish
              + ", which a data plane does not get; create it again without");
    }
  }

  private static boolean isForSignatures(ASN1Encodable value) {
    KeyUsage usage = KeyUsage.getInstance(value);
    return new KeyUsage(KeyUsage.digitalSignature).equals(usage);
  }

  private static boolean isForClients(ASN1Encodable value) {
    return Arrays.equals(
        ExtendedKeyUsage.getInstance(value).getUsages(),
        new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth});
  }

  private boolean repeatsTheCommonName(ASN1Encodable value) {
    List<String> commonNames =
        Arrays.stream(subject.getRDNs(BCStyle.CN))
            .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
            .toList();
    return Arrays.stream(GeneralNames.getInstance(value).getNames())
        .allMatch(
            name ->
                name.getTagNo() == GeneralName.dNSName
                    && commonNames.stream().anyMatch(name.getName().toString()::equalsIgnoreCase));
  }
}
