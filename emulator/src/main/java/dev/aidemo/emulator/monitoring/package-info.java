/**
 * Cloud Monitoring as far as it tells how far subscriptions are behind. Start at {@link
 * dev.aidemo.emulator.monitoring.CloudMonitoring}.
 */
@NullMarked
package dev.aidemo.emulator.monitoring;

import org.jspecify.annotations.NullMarked;
