/**
 * The ways in which a message can fail: {@link dev.aidemo.common.failure.PoisonMessageException}
 * says never, {@link dev.aidemo.common.failure.PartlyHandledException} says all but a part, {@link
 * dev.aidemo.common.failure.RedeliverException} says not yet.
 */
@NullMarked
package dev.aidemo.common.failure;

import org.jspecify.annotations.NullMarked;
