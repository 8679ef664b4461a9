package dev.aidemo.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use whom: one outside system has one package, and no package needs itself. */
class PackageRulesTest {
  private static final String FUNCTION = "dev.aidemo.common.function.PubSubFunction";
  private static final String HTTP = "com.google.cloud.functions.HttpFunction";

  private static final JavaClasses classes = compiled();

  private static JavaClasses compiled() {
    List<Path> folders =
        Checkout.modules().stream()
            .filter(module -> !module.endsWith("benchmarks"))
            .map(Checkout::classes)
            .toList();
    assertThat(folders).as("compiled modules").allMatch(Files::isDirectory);
    return new ClassFileImporter().importPaths(folders.toArray(Path[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "redis.clients.., dev.aidemo.common.cache..",
    "org.tribuo.., dev.aidemo.common.model..",
    "libsvm.., dev.aidemo.common.model..",
    "org.postgresql.., dev.aidemo.common.database..",
    "com.zaxxer.hikari.., dev.aidemo.common.database..",
    "com.google.api.services.pubsub.., dev.aidemo.common.topic..",
    "com.google.api.services.storage.., dev.aidemo.common.model..",
    "com.google.api.services.secretmanager.., dev.aidemo.common.config..",
    "com.google.api.services.monitoring.., dev.aidemo.console.monitoring..",
  })
  void oneLibraryOfCommonHasOnePackage(String library, String owner) {
    noClasses()
        .that()
        .resideInAPackage("dev.aidemo..")
        .and()
        .resideOutsideOfPackages(
            owner, "dev.aidemo.emulator..", "dev.aidemo.embedded..", "dev.aidemo.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  @Test
  void jsonOfPayloadsIsReadAndWrittenInOnePackage() {
    noClasses()
        .that()
        .resideInAPackage("dev.aidemo.common..")
        .and()
        .resideOutsideOfPackage("dev.aidemo.common.json..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(classes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "emulator", "operations", "local", "testkit"})
  void noPackagesNeedEachOther(String module) {
    slices().matching("dev.aidemo." + module + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void eachPackageOfCommonUsesOnlyThoseBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("failure")
        .definedBy("dev.aidemo.common.failure..")
        .layer("json")
        .definedBy("dev.aidemo.common.json..")
        .layer("banknote")
        .definedBy("dev.aidemo.common.banknote..")
        .layer("message")
        .definedBy("dev.aidemo.common.message..")
        .layer("evidence")
        .definedBy("dev.aidemo.common.evidence..")
        .layer("promotion")
        .definedBy("dev.aidemo.common.promotion..")
        .layer("cache")
        .definedBy("dev.aidemo.common.cache..")
        .layer("database")
        .definedBy("dev.aidemo.common.database..")
        .layer("model")
        .definedBy("dev.aidemo.common.model..")
        .layer("topic")
        .definedBy("dev.aidemo.common.topic..")
        .layer("function")
        .definedBy("dev.aidemo.common.function..")
        .layer("http")
        .definedBy("dev.aidemo.common.http..")
        .whereLayer("http")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("function")
        .mayOnlyBeAccessedByLayers("http")
        .whereLayer("model")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("database")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("topic")
        .mayOnlyBeAccessedByLayers("function")
        .whereLayer("cache")
        .mayOnlyBeAccessedByLayers("model")
        .whereLayer("promotion")
        .mayOnlyBeAccessedByLayers("cache", "model")
        .whereLayer("evidence")
        .mayOnlyBeAccessedByLayers("message", "promotion", "database", "model")
        .whereLayer("message")
        .mayOnlyBeAccessedByLayers("promotion", "cache", "database", "model", "function")
        .whereLayer("banknote")
        .mayOnlyBeAccessedByLayers("message", "evidence", "cache", "database", "model")
        .whereLayer("json")
        .mayOnlyBeAccessedByLayers("banknote", "message", "cache", "http")
        .check(classes);
  }

  @Test
  void functionsCallGoogleThroughItsGeneratedClientsOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.aidemo.common..")
        .or()
        .areAssignableTo(FUNCTION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.google.cloud.pubsub..",
            "com.google.cloud.storage..",
            "com.google.cloud.secretmanager..",
            "com.google.api.gax..",
            "io.grpc..")
        .check(classes);
  }

  @ParameterizedTest
  @CsvSource({
    "common, operations|ingestapi|predictapi|console|local|emulator|embedded|testkit",
    "ingestapi, operations|predictapi|console|local|emulator|embedded|testkit",
    "predictapi, operations|ingestapi|console|local|emulator|embedded|testkit",
    "console, local|emulator|embedded|testkit",
    "operations, ingestapi|predictapi|console|local|emulator|embedded|testkit",
    "emulator, common|operations|local|embedded|testkit",
    "embedded, common|operations|local|emulator|testkit",
    "local, testkit",
    "testkit, common|operations|local",
  })
  void modulesUseThoseBelowThemOnly(String module, String above) {
    String[] packages = above.replaceAll("(\\w+)", "dev.aidemo.$1..").split("\\|");
    noClasses()
        .that()
        .resideInAPackage("dev.aidemo." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(classes);
  }

  @Test
  void whatAnOperatorDoesKnowsNoTerminal() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.aidemo.operations.champion..",
            "dev.aidemo.operations.deadletter..",
            "dev.aidemo.operations.cache..")
        .and()
        .haveSimpleNameNotEndingWith("Report")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "dev.aidemo.operations.terminal..")
        .check(classes);
  }

  @Test
  void aFunctionIsOneClassThatHandlesATopicOrIsCalledOverHttp() {
    for (Path module : Checkout.functions()) {
      JavaClasses function = new ClassFileImporter().importPath(Checkout.classes(module));
      assertThat(
              function.stream()
                  .filter(type -> type.isAssignableTo(FUNCTION) || type.isAssignableTo(HTTP)))
          .as(Checkout.name(module))
          .hasSize(1);
    }
  }

  /** The Framework's JSON handler prints the raw message, so that a log formats before it logs. */
  @Test
  void noLogMessageHasParameters() {
    noClasses()
        .should()
        .callMethod(Logger.class, "log", Level.class, String.class, Object.class)
        .orShould()
        .callMethod(Logger.class, "log", Level.class, String.class, Object[].class)
        .check(classes);
  }

  @Test
  void nothingPrintsButTheTerminalAndTheEmulator() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.aidemo.operations.terminal..", "dev.aidemo.emulator")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(classes);
  }
}
