package dev.aidemo.common.database;

import com.zaxxer.hikari.HikariConfig;
import dev.aidemo.common.config.Environment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the connection pool and the driver how to connect, and how long they may wait. */
final class ConnectionSettings {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Short, because each of up to four connections may have died unnoticed. */
  private static final Duration VALIDATION_TIMEOUT = Duration.ofMillis(500);

  /**
   * With connecting (5 s), a statement and its commit (15 s each, the driver's own time-out
   * included) and a publish (25 s), a function answers within its 60 seconds.
   */
  private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(12);

  /** The driver gives up a little later than the server, which says more. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(15);

  /**
   * How long a transaction waits for a server connection of the pooler. A function still answers
   * within its 60 seconds, because nothing follows where the driver gives up: 5 + 4 + 12 + 12 + 25.
   */
  private static final Duration POOLER_TIMEOUT = Duration.ofSeconds(4);

  private static final List<String> SSL_MODES =
      List.of("disable", "prefer", "require", "verify-ca", "verify-full");

  private static final List<String> CONNECTIONS = List.of("1", "2", "3", "4");

  private final String host;
  private final int port;
  private final String name;
  private final String user;
  private final String sslMode;
  private final Optional<Path> rootCertificates;
  private final boolean hasPooler;
  private final int connections;

  /** Reads the variables that {@link Database} describes. */
  ConnectionSettings(Environment environment) {
    this.host = environment.string("DBHOST");
    this.port = environment.port("DBPORT", 5432);
    this.name = environment.string("DBNAME");
    this.user = environment.string("DBUSER");
    this.sslMode = environment.oneOf("DBSSLMODE", "prefer", SSL_MODES);
    this.rootCertificates = environment.rootCertificates("DBSSLROOTCERT");
    this.hasPooler = environment.flag("DBPOOLER");
    this.connections = Integer.parseInt(environment.oneOf("DBCONNECTIONS", "4", CONNECTIONS));
    if (sslMode.startsWith("verify")) {
      environment.string("DBSSLROOTCERT");
    } else if (rootCertificates.isPresent()) {
      environment.reject("DBSSLROOTCERT is set, but DBSSLMODE is not verify-ca or verify-full");
    }
  }

  /** Returns the settings of the connection pool. */
  HikariConfig pool(String password) {
    var settings = new HikariConfig();
    settings.setPoolName("database");
    settings.setJdbcUrl("jdbc:postgresql://" + host + ":" + port + "/" + name);
    // By name, because DriverManager looks for drivers once, with the loader of the first
    // caller, and would remember that it found none.
    settings.setDriverClassName("org.postgresql.Driver");
    settings.setUsername(user);
    settings.setPassword(password);
    settings.setAutoCommit(false);
    // Otherwise the pool asks its first connection; if that one breaks, the pool fails for good.
    settings.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    settings.setMinimumIdle(0);
    settings.setMaximumPoolSize(connections);
    settings.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
    // Where all server connections are lent, a connection is not dead, it waits.
    settings.setValidationTimeout((hasPooler ? POOLER_TIMEOUT : VALIDATION_TIMEOUT).toMillis());
    settings.setInitializationFailTimeout(-1);
    driverSettings().forEach((setting, value) -> settings.addDataSourceProperty(setting, value));
    return settings;
  }

  /** All values are strings, because the driver silently ignores any other. */
  private Map<String, String> driverSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("connectTimeout", seconds(CONNECT_TIMEOUT.toSeconds()));
    settings.put("socketTimeout", seconds(SOCKET_TIMEOUT.toSeconds()));
    settings.put("tcpKeepAlive", "true");
    settings.put("ApplicationName", "ai-demo-functions");
    if (hasPooler) {
      settings.put("prepareThreshold", "0");
    } else {
      settings.put("options", "-c statement_timeout=" + STATEMENT_TIMEOUT.toMillis());
    }
    // The detail of an error quotes the row.
    settings.put("logServerErrorDetail", "false");
    settings.put("sslmode", sslMode);
    rootCertificates.ifPresent(file -> settings.put("sslrootcert", file.toString()));
    return settings;
  }

  /**
   * Begins a transaction. With a connection pooler, this borrows the server connection and limits
   * the statements until the transaction ends, so that the next borrower is not limited.
   */
  void begin(Connection connection) throws SQLException {
    if (!hasPooler) {
      return;
    }
    int timeout = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, (int) POOLER_TIMEOUT.toMillis());
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL statement_timeout = " + STATEMENT_TIMEOUT.toMillis());
    }
    connection.setNetworkTimeout(Runnable::run, timeout);
  }

  private static String seconds(long seconds) {
    return Long.toString(seconds);
  }
}
