package dev.aidemo.common.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;

/** Reads a PEM file of the authorities that a server's certificate may come from. */
public final class RootCertificates {
  private RootCertificates() {}

  /**
   * Reads all certificates of a file.
   *
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it holds anything but certificates
   */
  public static Collection<? extends Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
  }

  /** Says what is wrong with the value of a variable that must name such a file. */
  static Optional<String> problem(String value) {
    if (value.contains("-----BEGIN")) {
      return Optional.of(
          " must be the path of a PEM file, not its content: mount the secret as a file");
    }
    try {
      return read(Path.of(value)).isEmpty()
          ? Optional.of(" names a file without a certificate, \"" + value + "\"")
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.of(" must be the path of a file that can be read, got \"" + value + "\"");
    } catch (GeneralSecurityException e) {
      return Optional.of(" names a file that holds no certificates in PEM form, \"" + value + "\"");
    }
  }
}
