package dev.aidemo.simulation;

import com.google.cloud.functions.BackgroundFunction;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.function.FakeContext;
import dev.aidemo.common.function.PubSubMessage;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Runs instances of the functions, each of which handles one message at a time. */
final class Platform implements AutoCloseable {
  private final Map<String, String> variables;
  private final Map<DeployedFunction, Deque<Instance>> idle = new HashMap<>();

  Platform(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Stands for one process of a function: what it holds in memory ends with it. */
  static final class Instance {
    private final DeployedFunction function;
    private final BackgroundFunction<PubSubMessage> target;

    private Instance(DeployedFunction function, BackgroundFunction<PubSubMessage> target) {
      this.function = function;
      this.target = target;
    }

    void accept(Delivery delivery) throws Exception {
      Message message = delivery.message();
      target.accept(
          new PubSubMessage(
              Base64.getEncoder().encodeToString(message.data()), Map.copyOf(message.attributes())),
          new FakeContext(message.id(), message.published().toString()));
    }
  }

  /** Returns an idle instance, or a new one. */
  Instance instance(DeployedFunction function) {
    Instance next = idle(function).poll();
    return next == null ? start(function) : next;
  }

  void release(Instance instance) {
    idle(instance.function).push(instance);
  }

  /** Ends an instance and closes its connections, as the operating system would. */
  void end(Instance instance) {
    disconnect(instance.target);
  }

  /** Closes the connections of a function or an operator's command. */
  static void disconnect(Object target) {
    disconnect(target, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  @Override
  public void close() {
    idle.values().forEach(instances -> instances.forEach(this::end));
    idle.clear();
  }

  private Deque<Instance> idle(DeployedFunction function) {
    return idle.computeIfAbsent(function, any -> new ArrayDeque<>());
  }

  @SuppressWarnings("unchecked")
  private Instance start(DeployedFunction function) {
    try {
      Constructor<?> constructor =
          Class.forName(function.target()).getDeclaredConstructor(Environment.class);
      constructor.setAccessible(true);
      Object target = constructor.newInstance(Environment.of(variables));
      return new Instance(function, (BackgroundFunction<PubSubMessage>) target);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make " + function.target(), e);
    }
  }

  /**
   * Finds the clients by reflection, because functions cannot be closed: the platform never does.
   */
  private static void disconnect(Object part, Set<Object> seen) {
    if (!part.getClass().getName().startsWith("dev.aidemo.") || !seen.add(part)) {
      return;
    }
    for (Class<?> type = part.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!field.getType().isPrimitive()
            && !java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
          disconnect(part, field, seen);
        }
      }
    }
  }

  private static void disconnect(Object part, Field field, Set<Object> seen) {
    try {
      field.setAccessible(true);
      Object value = field.get(part);
      if (value instanceof AutoCloseable client) {
        client.close();
      } else if (value != null) {
        disconnect(value, seen);
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + field, e);
    }
  }
}
