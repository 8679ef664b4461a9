package dev.aidemo.predictapi;

import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.http.Access;
import dev.aidemo.common.http.CrossOrigin;
import dev.aidemo.common.http.HttpApi;

/** {@code HTTP -> feedback}: answers what was predicted and trained, and publishes ratings. */
public final class PredictApi extends HttpApi {
  /** Called by the platform. */
  public PredictApi() {
    this(Environment.system());
    warmUp();
  }

  PredictApi(Environment environment) {
    super(
        environment,
        Access.ofClients(environment),
        CrossOrigin.of(environment, "GET", "PUT", "PATCH", "POST", "OPTIONS"));
    var redis = new Redis(environment);
    var batches = new Batches(environment, redis);
    var trainings = new Trainings(redis);
    var model = new ServedModel(redis);
    environment.check();
    get("/batches", batches::list);
    get("/batches/{id}", batches::find);
    patch("/batches/{id}", batches::rate);
    get("/jobs", trainings::list);
    get("/model", model::show);
    describe();
    prepareWith(redis::connect);
    prepareWith(batches::prepare);
  }
}
