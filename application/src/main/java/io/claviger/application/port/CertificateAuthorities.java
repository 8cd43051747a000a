package io.claviger.application.port;

import java.util.Optional;

/** The certificates of this program's own authorities. Their keys are sealed values. */
public interface CertificateAuthorities {
  /** The certificate, PEM. */
  Optional<String> find(String name);

  /** Inserts; an authority is never replaced. */
  void add(String name, String certificatePem);
}
