/** What a function changes outside itself: start at {@link dev.aidemo.common.effect.SideEffect}. */
@NullMarked
package dev.aidemo.common.effect;

import org.jspecify.annotations.NullMarked;
