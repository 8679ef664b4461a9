/**
 * Tells which services a command works on: a local stack or a project on Google Cloud. Start at
 * {@link dev.aidemo.operations.services.Target}.
 */
@NullMarked
package dev.aidemo.operations.services;

import org.jspecify.annotations.NullMarked;
