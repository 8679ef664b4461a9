/**
 * PostgreSQL: all SQL of the system lives here, one class for each table. Start at {@link
 * dev.aidemo.common.database.Database}.
 */
@NullMarked
package dev.aidemo.common.database;

import org.jspecify.annotations.NullMarked;
