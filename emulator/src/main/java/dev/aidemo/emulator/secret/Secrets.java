package dev.aidemo.emulator.secret;

import com.google.cloud.secretmanager.v1.Replication;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Keeps the secrets and their versions, which are numbered from 1.
 *
 * @see <a href="https://cloud.google.com/secret-manager/quotas">Secret Manager quotas and
 *     limits</a>
 */
final class Secrets {
  private static final Secret REPLICATED =
      Secret.newBuilder()
          .setReplication(
              Replication.newBuilder().setAutomatic(Replication.Automatic.getDefaultInstance()))
          .build();

  private static final int MAX_PAYLOAD_BYTES = 64 * 1024;
  private static final Pattern PROJECT = Pattern.compile("projects/[^/]+");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");
  private static final String SECRETS = "/secrets/";
  private static final String VERSIONS = "/versions/";
  private static final String LATEST = "latest";

  private final NavigableMap<String, Entry> entries = new TreeMap<>();

  synchronized Secret create(String parent, String id, Secret given) {
    if (!PROJECT.matcher(parent).matches() || !ID.matcher(id).matches()) {
      throw error(
          Status.INVALID_ARGUMENT,
          "Secret ID [" + id + "] in [" + parent + "] must match " + ID + ".");
    }
    String name = parent + SECRETS + id;
    Secret secret =
        given.toBuilder()
            .setName(name)
            .setCreateTime(Timestamps.fromMillis(System.currentTimeMillis()))
            .build();
    if (entries.putIfAbsent(name, new Entry(secret, new ArrayList<>())) != null) {
      throw error(Status.ALREADY_EXISTS, "Secret [" + name + "] already exists.");
    }
    return secret;
  }

  synchronized Secret secret(String name) {
    return entry(name).secret;
  }

  /** Returns the parent's secrets in the order of their names. */
  synchronized List<Secret> secrets(String parent) {
    return entries.tailMap(parent + "/").values().stream()
        .map(Entry::secret)
        .takeWhile(secret -> secret.getName().startsWith(parent + "/"))
        .toList();
  }

  synchronized void delete(String name) {
    entry(name);
    entries.remove(name);
  }

  /** Adds a version to the secret, which is created if there is none. */
  synchronized void put(String parent, String id, ByteString data) {
    String name = parent + SECRETS + id;
    if (!entries.containsKey(name)) {
      create(parent, id, REPLICATED);
    }
    add(name, data);
  }

  synchronized SecretVersion add(String secret, ByteString data) {
    if (data.size() > MAX_PAYLOAD_BYTES) {
      throw error(
          Status.INVALID_ARGUMENT,
          "The payload has " + data.size() + " bytes, the maximum is " + MAX_PAYLOAD_BYTES + ".");
    }
    List<Stored> versions = entry(secret).versions;
    SecretVersion version =
        SecretVersion.newBuilder()
            .setName(secret + VERSIONS + (versions.size() + 1))
            .setCreateTime(Timestamps.fromMillis(System.currentTimeMillis()))
            .setState(SecretVersion.State.ENABLED)
            .build();
    versions.add(new Stored(version, data));
    return version;
  }

  /** Returns the version with this name; {@code latest} is the one that was added last. */
  synchronized Stored version(String name) {
    int split = name.indexOf(VERSIONS);
    if (split < 0) {
      throw error(Status.INVALID_ARGUMENT, "[" + name + "] is not the name of a version.");
    }
    List<Stored> versions = entry(name.substring(0, split)).versions;
    String wanted = name.substring(split + VERSIONS.length());
    String number = LATEST.equals(wanted) ? Integer.toString(versions.size()) : wanted;
    return versions.stream()
        .filter(stored -> stored.version.getName().endsWith(VERSIONS + number))
        .findFirst()
        .orElseThrow(() -> error(Status.NOT_FOUND, "Secret Version [" + name + "] not found."));
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw error(Status.NOT_FOUND, "Secret [" + name + "] not found.");
    }
    return entry;
  }

  private static StatusRuntimeException error(Status status, String message) {
    return status.withDescription(message).asRuntimeException();
  }

  record Stored(SecretVersion version, ByteString data) {}

  private record Entry(Secret secret, List<Stored> versions) {}
}
