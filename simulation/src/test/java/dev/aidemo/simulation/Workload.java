package dev.aidemo.simulation;

import java.util.Random;

/** Plans what clients, strangers, operators and Redis do in one run. */
final class Workload {
  private Workload() {}

  static Schedule plan(Random random, World world, Expectations expectations, Operator operator) {
    var schedule = new Schedule(random);
    var client = new Client(random, schedule, world.broker(), expectations);
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      client.planBatch();
    }
    new Strangers(random, schedule, world.broker(), expectations, client).plan();
    operator.plan(schedule);
    new Memory(random, world.redis(), expectations).plan(schedule);
    return schedule;
  }
}
