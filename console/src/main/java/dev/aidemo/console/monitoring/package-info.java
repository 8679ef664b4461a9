/**
 * Cloud Monitoring: how far subscriptions are behind. Start at {@link
 * dev.aidemo.console.monitoring.Backlogs}.
 */
@NullMarked
package dev.aidemo.console.monitoring;

import org.jspecify.annotations.NullMarked;
