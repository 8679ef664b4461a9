package dev.aidemo.ingestapi;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Access;
import dev.aidemo.common.http.CrossOrigin;
import dev.aidemo.common.http.HttpApi;

/** {@code HTTP -> request}: accepts notes, and publishes them to be predicted. */
public final class IngestApi extends HttpApi {
  /** Called by the platform. */
  public IngestApi() {
    this(Environment.system());
    warmUp();
  }

  IngestApi(Environment environment) {
    super(
        environment,
        Access.ofClients(environment),
        CrossOrigin.of(environment, "GET", "POST", "OPTIONS"));
    var notes = new Notes(environment);
    environment.check();
    post("/notes", notes::publish);
    describe();
    prepareWith(notes::prepare);
  }
}
