package dev.aidemo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

class RedisServerIT {
  @Test
  void keepsValuesAsLongAsItRunsAndNeverOnDisk() {
    try (var redis = RedisServer.start(0);
        var jedis = new Jedis(redis.host(), redis.port())) {
      jedis.set("model:latest", "model-7");

      assertThat(jedis.get("model:latest")).isEqualTo("model-7");
      assertThat(jedis.configGet("save")).containsEntry("save", "");
      assertThat(jedis.configGet("appendonly")).containsEntry("appendonly", "no");
      assertThat(jedis.configGet("bind")).containsEntry("bind", "127.0.0.1");
    }
  }

  @Test
  void isTheProcessItSays() {
    try (var redis = RedisServer.start(0);
        var jedis = new Jedis(redis.host(), redis.port())) {
      assertThat(jedis.info("server")).contains("process_id:" + redis.pid());
    }
  }

  @Test
  void twoRunSideBySideAndEndAlone() {
    try (var first = RedisServer.start(0)) {
      long pid;
      try (var second = RedisServer.start(0)) {
        pid = second.pid();
        assertThat(second.port()).isNotEqualTo(first.port());
      }
      assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(ProcessHandle.of(first.pid()).orElseThrow().isAlive()).isTrue();
    }
  }

  @Test
  void takesFurtherSettings() {
    try (var redis = RedisServer.start(0, "requirepass secret");
        var jedis = new Jedis(redis.host(), redis.port())) {
      assertThatThrownBy(() -> jedis.get("a"))
          .isInstanceOf(JedisException.class)
          .hasMessageContaining("NOAUTH");
      jedis.auth("secret");
      assertThat(jedis.get("a")).isNull();
    }
  }

  @Test
  void saysWhyItDoesNotStart() {
    try (var first = RedisServer.start(0)) {
      assertThatThrownBy(() -> RedisServer.start(first.port()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + first.port() + " of 127.0.0.1 is in use");
    }
    assertThatThrownBy(() -> RedisServer.start(0, "no-such-setting 1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start");
  }
}
