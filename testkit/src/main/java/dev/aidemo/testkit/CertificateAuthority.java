package dev.aidemo.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Issues certificates that are valid for a day, with the {@code keytool} of the running JDK. */
public final class CertificateAuthority {
  private static final String PASSWORD = "changeit";
  private static final long TIMEOUT_SECONDS = 60;

  private final Path folder;
  private final Path store;

  /**
   * Names the PEM files of a server.
   *
   * @param certificate its certificate
   * @param key its private key, readable by its owner only
   */
  public record Identity(Path certificate, Path key) {}

  private CertificateAuthority(Path folder, Path store) {
    this.folder = folder;
    this.store = store;
  }

  /** Creates an authority that nobody trusts yet, with its files in {@code folder}. */
  public static CertificateAuthority create(Path folder, String name) {
    var authority = new CertificateAuthority(folder, folder.resolve(name + ".p12"));
    authority.keytool("authority", "CN=" + name, List.of("-ext", "bc:c"));
    return authority;
  }

  /** Returns the certificate to trust, as a PEM file. */
  public Path root() {
    return pem("authority", "CERTIFICATE");
  }

  /**
   * Issues a server's certificate.
   *
   * @param commonName its subject's common name
   * @param alternativeNames as keytool writes them, such as {@code ip:127.0.0.1}
   */
  public Identity issue(String commonName, String... alternativeNames) {
    List<String> options = new ArrayList<>(List.of("-signer", "authority"));
    if (alternativeNames.length > 0) {
      options.addAll(List.of("-ext", "san=" + String.join(",", alternativeNames)));
    }
    keytool(commonName, "CN=" + commonName, options);
    return new Identity(pem(commonName, "CERTIFICATE"), pem(commonName, "PRIVATE KEY"));
  }

  private void keytool(String alias, String subject, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-genkeypair", "-alias", alias));
    command.addAll(List.of("-dname", subject, "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "1", "-startdate", "-1H"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(options);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new ByteArrayOutputStream();
      process.getInputStream().transferTo(output);
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool: " + output.toString(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run keytool", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Path pem(String alias, String type) {
    try (InputStream file = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD.toCharArray());
      byte[] bytes =
          type.equals("CERTIFICATE")
              ? keys.getCertificate(alias).getEncoded()
              : keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
      Path pem = Files.createTempFile(folder, "", ".pem");
      // PostgreSQL rejects a key that others may read.
      Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
      return Files.writeString(
          pem,
          "-----BEGIN %s-----\n%s\n-----END %s-----\n"
              .formatted(
                  type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
