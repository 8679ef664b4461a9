package dev.aidemo.training;

import static dev.aidemo.common.message.SamplePayloads.model;
import static dev.aidemo.training.TrainingFixture.deliverJob;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.testkit.Services;
import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests which model files are left after a training. */
class ModelPruningIT {
  private static final int NOT_PROMOTED = 60;

  private final TrainingFixture fixture = new TrainingFixture();
  private final ModelStore store = fixture.store();

  /** The champion is the oldest, and nothing that came since was promoted. */
  @BeforeEach
  void uploadModels() {
    fixture.insert(BankData.load().starter());
    store.upload(model(2, 0.9, 1), new byte[] {1});
    for (long version = 2; version <= 1 + NOT_PROMOTED; version++) {
      store.upload(model(1, 0.8, version), new byte[] {1});
    }
  }

  @AfterEach
  void clearHooks() {
    SideEffectHooks.clear();
  }

  private List<Long> versions() {
    return store.list().stream().map(TrainedModel::version).toList();
  }

  @Test
  void keepsTheChampionAndTheNewestFiftyOthers() {
    deliverJob(fixture.function());

    List<Long> versions = versions();
    assertThat(versions).hasSize(51).startsWith(1L, 13L);
    assertThat(versions.get(50)).isGreaterThan(1 + NOT_PROMOTED);
  }

  @Test
  void publishesAllModelsBeforeItDeletesAny() {
    var order = new ArrayList<SideEffect>();
    SideEffectHooks.set(order::add, effect -> {});

    deliverJob(fixture.function());

    assertThat(order.indexOf(SideEffect.DELETE))
        .isGreaterThan(order.lastIndexOf(SideEffect.PUBLISH));
    assertThat(fixture.published()).hasSize(NOT_PROMOTED + 2);
  }

  @Test
  void keepsAPinnedFile() {
    store.pin(ModelStore.fileName(5));

    deliverJob(fixture.function());

    assertThat(versions()).hasSize(52).startsWith(1L, 5L, 13L);
  }

  @Test
  void keepsAFileThatIsPinnedJustBeforeItWouldBeDeleted() {
    SideEffectHooks.set(
        effect -> {
          if (effect == SideEffect.DELETE) {
            store.pin(ModelStore.fileName(5));
          }
        },
        effect -> {});

    deliverJob(fixture.function());

    assertThat(versions()).hasSize(52).startsWith(1L, 5L, 13L);
  }

  @Test
  void leavesFilesThatItCannotDeleteToTheNextTraining() {
    try (HttpProxy proxy = HttpProxy.before(Services.google().address())) {
      TrainingFunction function = fixture.functionWith("STORAGE_EMULATOR_HOST", proxy.address());
      proxy.fail(HttpFault.UNAVAILABLE, request -> request.startsWith("DELETE"));

      deliverJob(function);

      assertThat(proxy.failed()).isPositive();
      assertThat(versions()).hasSize(NOT_PROMOTED + 2);
      proxy.heal();
      fixture.insert(BankData.load().rest().subList(0, 1));

      deliverJob(function);
    }
    assertThat(versions()).hasSize(51);
  }

  @Test
  void deletesNothingIfNothingWasTrained() {
    TrainingFunction function = fixture.function();
    fixture.run("DELETE FROM training WHERE class = 0");

    deliverJob(function);

    assertThat(versions()).hasSize(NOT_PROMOTED + 1);
  }
}
