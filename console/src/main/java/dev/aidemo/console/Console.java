package dev.aidemo.console;

import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.http.Access;
import dev.aidemo.common.http.CrossOrigin;
import dev.aidemo.common.http.HttpApi;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.console.call.DeadLetterCalls;
import dev.aidemo.console.call.DeadLetterCount;
import dev.aidemo.console.call.Health;
import dev.aidemo.console.call.LiveAccuracies;
import dev.aidemo.console.call.ModelFiles;
import dev.aidemo.console.call.Overview;
import dev.aidemo.console.call.PinnedModel;
import dev.aidemo.console.call.SampleNotes;
import dev.aidemo.console.call.TrainingHistory;
import dev.aidemo.console.monitoring.Backlogs;
import dev.aidemo.console.page.WebFiles;
import dev.aidemo.ingestapi.Notes;
import dev.aidemo.predictapi.Batches;
import dev.aidemo.predictapi.Review;
import dev.aidemo.predictapi.ServedModel;
import dev.aidemo.predictapi.Trainings;
import java.util.Optional;

/** Serves the web page of the system and the calls that it makes. */
public final class Console extends HttpApi {
  private static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  /** Reads the variables of this process, as the platform sets them. */
  public Console() {
    this(Environment.system());
  }

  Console(Environment environment) {
    this(environment, Access.ofOperators(environment));
  }

  private Console(Environment environment, Access access) {
    super(environment, access, CrossOrigin.none(), OWN_FILES_ONLY);
    boolean isLocal = environment.optionalString("PUBSUB_EMULATOR_HOST").isPresent();
    var redis = new Redis(environment);
    var database = new Database(environment);
    var models = new ModelStore(environment);
    var pubSub = new PubSub(environment);
    var backlogs = new Backlogs(environment);
    var notes = new Notes(environment);
    var batches = new Batches(environment, redis, Optional.of(database));
    var served = new ServedModel(redis);
    var samples = new SampleNotes();
    var pinned = new PinnedModel(environment, served::show);
    var deadLetters = new DeadLetterCalls(environment);
    environment.check();

    new WebFiles().routes(this::open);
    post("/api/notes", notes::publish);
    get("/api/batches", batches::list);
    get("/api/batches/{id}", batches::find);
    patch("/api/batches/{id}", batches::rate);
    get("/api/review", new Review(Optional.of(database))::next);
    get("/api/jobs", new Trainings(redis)::list);
    get("/api/model", served::show);
    get(
        "/api/overview",
        new Overview(redis, database, new DeadLetterCount(backlogs), access.mode(), isLocal)
            ::answer);
    get("/api/sample", samples::draw);
    get("/api/sample/labels", samples::labels);
    get("/api/trainings", new TrainingHistory(database, new ModelFiles(models))::page);
    get("/api/live-accuracy", new LiveAccuracies(database)::list);
    post("/api/champion/pin", pinned::pin);
    delete("/api/champion/pin", pinned::unpin);
    get("/api/health", new Health(redis, database, models, pubSub, backlogs)::answer);
    get("/api/dead-letters", deadLetters::list);
    post("/api/dead-letters/{id}/replay", deadLetters::replay);
    delete("/api/dead-letters/{id}", deadLetters::drop);
  }
}
