package dev.aidemo.common.effect;

import java.util.function.Consumer;

/** Calls a test around each side effect of this JVM: public, because the hook itself is not. */
public final class SideEffectHooks {
  private SideEffectHooks() {}

  /**
   * Calls {@code before} and {@code after} around each change from now on. An exception that they
   * throw ends the function there, as a crash of its process would.
   */
  public static void set(Consumer<SideEffect> before, Consumer<SideEffect> after) {
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

  /** Calls nothing any more. */
  public static void clear() {
    set(effect -> {}, effect -> {});
  }
}
