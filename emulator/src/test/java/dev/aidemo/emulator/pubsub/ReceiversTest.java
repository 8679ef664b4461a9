package dev.aidemo.emulator.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiversTest {
  private final List<String> told = new ArrayList<>();
  private final Receivers receivers = new Receivers();

  private final class Named implements Receiver {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public void wake() {
      told.add("wake " + name);
    }

    @Override
    public void end() {
      told.add("end " + name);
    }
  }

  @Test
  void wakesAnotherOneFirstEachTime() {
    receivers.add(new Named("a"));
    receivers.add(new Named("b"));
    told.clear();
    receivers.wake();
    receivers.wake();

    assertThat(told).containsExactly("wake a", "wake b", "wake b", "wake a");
  }

  @Test
  void endsAllAndEachThatComesLater() {
    var removed = new Named("removed");
    receivers.add(removed);
    receivers.remove(removed);
    receivers.add(new Named("a"));
    told.clear();
    receivers.close();
    receivers.add(new Named("b"));
    receivers.wake();

    assertThat(told).containsExactly("end a", "end b");
  }
}
