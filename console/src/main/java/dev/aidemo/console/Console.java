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
import dev.aidemo.console.call.Health;
import dev.aidemo.console.call.ModelFiles;
import dev.aidemo.console.call.SampleNotes;
import dev.aidemo.console.call.TrainingHistory;
import dev.aidemo.console.monitoring.Backlogs;
import dev.aidemo.console.page.WebFiles;

/** Serves the web page of the system and the calls that it makes. */
public final class Console extends HttpApi {
  private static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
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
    var redis = new Redis(environment);
    var database = new Database(environment);
    var models = new ModelStore(environment);
    var pubSub = new PubSub(environment);
    var backlogs = new Backlogs(environment);
    environment.check();
    new WebFiles().routes(this::open);

    var samples = new SampleNotes();
    get("/api/sample", samples::draw);
    get("/api/sample/labels", samples::labels);
    get("/api/trainings", new TrainingHistory(database, new ModelFiles(models))::page);
    get("/api/health", new Health(redis, database, models, pubSub, backlogs)::answer);
    var deadLetters = new DeadLetterCalls(environment);
    get("/api/dead-letters", deadLetters::list);
    post("/api/dead-letters/{id}/replay", deadLetters::replay);
    delete("/api/dead-letters/{id}", deadLetters::drop);
  }
}
