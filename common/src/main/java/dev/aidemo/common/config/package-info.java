/** What a function is told by its environment variables. */
@NullMarked
package dev.aidemo.common.config;

import org.jspecify.annotations.NullMarked;
