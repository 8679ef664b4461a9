/**
 * Configuration by environment variables. Start at {@link dev.aidemo.common.config.Environment}.
 */
@NullMarked
package dev.aidemo.common.config;

import org.jspecify.annotations.NullMarked;
