@NullMarked
package dev.aidemo.emulator.monitoring;

import org.jspecify.annotations.NullMarked;
