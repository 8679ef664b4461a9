package dev.aidemo.predictapi;

import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.http.Access;
import dev.aidemo.common.http.CrossOrigin;
import dev.aidemo.common.http.HttpApi;
import java.util.Optional;

/**
 * {@code HTTP -> feedback}: answers what was predicted and trained, and publishes ratings. Without
 * {@code DBHOST} it has no database, and answers what Redis knows.
 */
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
    Optional<Database> database =
        environment.optionalString("DBHOST").map(host -> new Database(environment));
    var batches = new Batches(environment, redis, database);
    var review = new Review(database);
    var trainings = new Trainings(redis);
    var model = new ServedModel(redis);
    environment.check();
    get("/batches", batches::list);
    get("/batches/{id}", batches::find);
    patch("/batches/{id}", batches::rate);
    get("/review", review::next);
    get("/jobs", trainings::list);
    get("/model", model::show);
    describe();
    prepareWith(redis::connect);
    prepareWith(batches::prepare);
  }
}
