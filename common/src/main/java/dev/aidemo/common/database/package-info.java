/**
 * PostgreSQL: the only package with SQL, one class for each table. Start at {@link
 * dev.aidemo.common.database.Database}.
 */
@NullMarked
package dev.aidemo.common.database;

import org.jspecify.annotations.NullMarked;
