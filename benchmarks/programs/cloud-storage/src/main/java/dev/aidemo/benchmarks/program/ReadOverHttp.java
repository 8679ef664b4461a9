package dev.aidemo.benchmarks.program;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;

/** Reads one object with google-cloud-storage, which speaks HTTP and JSON by default. */
final class ReadOverHttp {
  private ReadOverHttp() {}

  public static void main(String[] arguments) throws IOException {
    byte[] content =
        StorageOptions.newBuilder()
            .setHost("http://" + System.getenv("STORAGE_EMULATOR_HOST"))
            .setProjectId(System.getenv("PROJECT_ID"))
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService()
            .readAllBytes(System.getenv("BUCKET"), arguments[0]);
    System.out.println(content.length);
    System.out.println("finished");
    var unused = System.in.read();
  }
}
