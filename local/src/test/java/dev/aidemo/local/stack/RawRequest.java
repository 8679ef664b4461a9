package dev.aidemo.local.stack;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends an HTTP request as bytes, because a client would reject half of what the tests send. */
final class RawRequest {
  private static final int TIMEOUT_MILLISECONDS = 60_000;

  private final List<String> headers = new ArrayList<>();
  private final byte[] body;

  RawRequest(byte[] body) {
    this.body = body;
  }

  RawRequest header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  List<String> headers() {
    return headers;
  }

  /**
   * Sends the request and returns the status of the answer.
   *
   * @throws IOException if there is none within a minute
   */
  int send(String endpoint) throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(endpoint).getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLISECONDS);
      socket.getOutputStream().write(bytes());
      socket.getOutputStream().flush();
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String status = answer.readLine();
      if (status == null) {
        throw new IOException("there is no answer to " + headers);
      }
      return Integer.parseInt(status.split(" ")[1]);
    }
  }

  private byte[] bytes() {
    String head =
        "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n"
            + String.join("", headers.stream().map(header -> header + "\r\n").toList())
            + "\r\n";
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }
}
