/**
 * Describes what is deployed, as {@code config/functions.csv} and {@code config/defaults.yaml} say.
 * Start at {@link dev.aidemo.operations.deployed.DeployedFunction}.
 */
@NullMarked
package dev.aidemo.operations.deployed;

import org.jspecify.annotations.NullMarked;
