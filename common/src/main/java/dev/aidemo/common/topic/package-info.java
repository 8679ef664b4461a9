/** Publishing: one call, one message, and the broker's answer is waited for. */
@NullMarked
package dev.aidemo.common.topic;

import org.jspecify.annotations.NullMarked;
