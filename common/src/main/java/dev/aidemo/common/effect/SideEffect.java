package dev.aidemo.common.effect;

/**
 * Names the kinds of changes that a function makes outside its process. All changes pass through
 * {@link #perform}, so that a test can end a function just before or just after any of them.
 */
public enum SideEffect {
  /** A transaction is committed to PostgreSQL. */
  COMMIT,
  /** A message is published. */
  PUBLISH,
  /** A script is run by Redis. */
  SCRIPT,
  /** A file is uploaded to Cloud Storage. */
  UPLOAD,
  /** A file is deleted from Cloud Storage. */
  DELETE;

  private static volatile Witness witness = new Witness() {};

  /** The change itself. */
  @FunctionalInterface
  public interface Change<T, E extends Exception> {
    T make() throws E;
  }

  /** Sees each change from both sides, on the thread that makes it. */
  interface Witness {
    default void before(SideEffect effect) {}

    default void after(SideEffect effect) {}
  }

  /** Makes the change; a failure is the change's own. */
  public <T, E extends Exception> T perform(Change<T, E> change) throws E {
    witness.before(this);
    T made = change.make();
    witness.after(this);
    return made;
  }

  /** Only tests, in this package, have anything to watch. */
  static void watch(Witness instead) {
    witness = instead;
  }
}
