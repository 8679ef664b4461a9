package dev.aidemo.common.config;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * HTTP for Google's clients with Java's own TLS. Their default is Conscrypt, a native library of 8
 * MB that is loaded at the first call.
 */
public final class JavaTransport {
  /** Would log a stack trace for want of Conscrypt, whether or not it is needed. */
  private static final Logger LOGGER = Logger.getLogger("com.google.api.gax.httpjson");

  static {
    LOGGER.setLevel(Level.SEVERE);
  }

  private JavaTransport() {}

  /** A transport without connections. */
  public static HttpTransport create() {
    return new NetHttpTransport();
  }
}
