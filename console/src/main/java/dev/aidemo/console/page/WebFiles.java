package dev.aidemo.console.page;

import dev.aidemo.common.http.Answer;
import dev.aidemo.common.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds the files of the page, folder {@code web} of the class path, and names them: {@code
 * /HASH/js/main.js}, where the hash is that of all files. So a browser may keep them for a year,
 * references between them need no rewriting, and only those of the start page get the hash. What is
 * not in the folder has no name, so that nothing else can be asked for.
 */
public final class WebFiles {
  private static final String FOLDER = "web/";
  private static final String START_PAGE = "index.html";
  private static final String FOR_A_YEAR = "public, max-age=31536000, immutable";
  private static final Pattern REFERENCE = Pattern.compile("(?<= (?:src|href)=\")[^\"]+(?=\")");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon");

  private final Map<String, byte[]> files = new TreeMap<>();
  private final String hash;

  /**
   * Reads the folder.
   *
   * @throws IllegalStateException if a file is missing or of an unknown type; the message names it
   */
  public WebFiles() {
    URL startPage = WebFiles.class.getResource("/" + FOLDER + START_PAGE);
    if (startPage == null) {
      throw new IllegalStateException(FOLDER + START_PAGE + " is not on the class path");
    }
    try {
      read(startPage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.hash = hash();
  }

  /** Hands over the path of each file: with the hash, to be kept, and without, to be asked for. */
  public void routes(BiConsumer<String, Handler> route) {
    files.forEach(
        (path, content) -> {
          String type = type(path);
          if (!path.equals(START_PAGE)) {
            route.accept("/" + path, request -> Answer.of(type, content));
            route.accept(
                "/" + hash + "/" + path,
                request -> Answer.of(type, content).with("Cache-Control", FOR_A_YEAR));
          }
        });
    byte[] startPage = startPage();
    route.accept("/", request -> Answer.of(type(START_PAGE), startPage));
  }

  private byte[] startPage() {
    String page = new String(files.getOrDefault(START_PAGE, new byte[0]), StandardCharsets.UTF_8);
    return REFERENCE
        .matcher(page)
        .replaceAll(
            reference ->
                files.containsKey(reference.group()) ? hash + "/" + reference.group() : "$0")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void read(URL startPage) throws IOException {
    if (startPage.openConnection() instanceof JarURLConnection connection) {
      readJar(connection.getJarFile());
    } else {
      readFolder(Path.of(uri(startPage)).resolveSibling(""));
    }
  }

  private void readJar(JarFile jar) throws IOException {
    for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
      if (entry.getName().startsWith(FOLDER)) {
        try (InputStream content = jar.getInputStream(entry)) {
          add(entry.getName().substring(FOLDER.length()), content.readAllBytes());
        }
      }
    }
  }

  private void readFolder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString();
        add(path.replace(file.getFileSystem().getSeparator(), "/"), Files.readAllBytes(file));
      }
    }
  }

  private void add(String path, byte[] content) {
    if (!TYPES.containsKey(extension(path))) {
      throw new IllegalStateException(FOLDER + path + " has an unknown type, add it to WebFiles");
    }
    files.put(path, content);
  }

  private static String type(String path) {
    return TYPES.getOrDefault(extension(path), "");
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      files.forEach(
          (path, content) -> {
            digest.update((path + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
