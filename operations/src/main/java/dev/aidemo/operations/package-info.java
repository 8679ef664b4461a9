/**
 * Does what an operator does, on this computer or on Google Cloud: shows and pins the champion,
 * shows and replays dead letters, rebuilds the cache. Packages {@code champion}, {@code deadletter}
 * and {@code cache} are a library, which programs without a terminal use too; {@code command} makes
 * commands of them.
 */
@NullMarked
package dev.aidemo.operations;

import org.jspecify.annotations.NullMarked;
