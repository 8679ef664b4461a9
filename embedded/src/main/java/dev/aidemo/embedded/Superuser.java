package dev.aidemo.embedded;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Does what needs the superuser of a PostgreSQL. */
record Superuser(int port, String password) {
  static final String NAME = "postgres";

  static String url(int port, String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(Loopback.HOST, port, database);
  }

  /** Creates the database, and requires a password of everybody, the superuser included. */
  void prepare(String database) throws SQLException, IOException {
    try (Connection connection = connect(NAME);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
      setPassword(statement, NAME, password);
      PasswordRule.enforce(statement);
    }
  }

  void execute(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Creates the role unless it exists, and sets its password. */
  void createUser(String name, String userPassword) throws SQLException {
    try (Connection connection = connect(NAME);
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          DO $create$ BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %s) THEN CREATE ROLE %s; END IF;
          END $create$"""
              .formatted(statement.enquoteLiteral(name), statement.enquoteIdentifier(name, true)));
      setPassword(statement, name, userPassword);
    }
  }

  private static void setPassword(Statement statement, String name, String password)
      throws SQLException {
    statement.execute(
        "ALTER ROLE %s LOGIN PASSWORD %s"
            .formatted(
                statement.enquoteIdentifier(name, true), statement.enquoteLiteral(password)));
  }

  private Connection connect(String database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", NAME);
    properties.setProperty("password", password);
    // Sends a whole file at once, which makes it one transaction.
    properties.setProperty("preferQueryMode", "simple");
    return DriverManager.getConnection(url(port, database), properties);
  }
}
