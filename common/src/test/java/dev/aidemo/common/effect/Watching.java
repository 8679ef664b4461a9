package dev.aidemo.common.effect;

import java.util.function.Consumer;

/** Lets tests of other packages watch side effects. */
public final class Watching {
  private Watching() {}

  /**
   * Calls {@code before} and {@code after} around each change in this JVM, from now on. What they
   * throw ends the function there, as if its process had.
   */
  public static void changes(Consumer<SideEffect> before, Consumer<SideEffect> after) {
    SideEffect.watch(
        new SideEffect.Witness() {
          @Override
          public void before(SideEffect effect) {
            before.accept(effect);
          }

          @Override
          public void after(SideEffect effect) {
            after.accept(effect);
          }
        });
  }
}
