package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.same;

import com.google.gson.JsonParser;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.TrainingSetCollector;
import dev.aidemo.common.promotion.PromotionRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must be true of the models: bucket, table jobs and Redis know the same ones. */
final class ModelInvariants {
  private final World world;

  ModelInvariants(World world) {
    this.world = world;
  }

  /**
   * Checks all of them.
   *
   * @param foreign the ids of models that others published, which have no file
   * @param asked whether there was any job
   * @return how many models there are
   */
  int check(Set<String> foreign, boolean asked) throws SQLException {
    List<TrainedModel> models = new ModelStore(Environment.of(world.variables())).list();
    long versions = models.stream().map(TrainedModel::version).distinct().count();
    same("versions, each once", (long) models.size(), versions);
    Set<String> known = new TreeSet<>(foreign);
    models.forEach(model -> known.add(model.jobId().toString()));
    same("models in table jobs", known, stored());
    List<String> listed = listed();
    same("models in Redis", known, new TreeSet<>(listed));
    same("models in Redis, each once", known.size(), listed.size());
    same(
        "champion",
        PromotionRule.champion(models).map(TrainedModel::modelFileName).orElse(null),
        world.redis().get("model:latest"));
    String rows = rows();
    boolean seen = models.stream().anyMatch(model -> rows.equals(model.dataSha256()));
    same("a model has seen the last label of all rows", asked, seen);
    return models.size();
  }

  private Set<String> stored() throws SQLException {
    Set<String> ids = new TreeSet<>();
    try (Statement statement = world.database().createStatement();
        ResultSet row = statement.executeQuery("SELECT id FROM jobs")) {
      while (row.next()) {
        ids.add(row.getString(1));
      }
    }
    return ids;
  }

  private List<String> listed() {
    return world.redis().lrange("jobs", 0, -1).stream()
        .map(entry -> JsonParser.parseString(entry).getAsJsonObject().get("job_id").getAsString())
        .toList();
  }

  /** Identifies the rows that there are now. */
  private String rows() {
    var collector = new TrainingSetCollector(BankData.load().heldOut());
    return world
        .tables()
        .inTransaction(
            connection -> {
              new TrainingRows(world.tables()).read(connection, collector::add);
              return collector.finish().sha256();
            });
  }
}
