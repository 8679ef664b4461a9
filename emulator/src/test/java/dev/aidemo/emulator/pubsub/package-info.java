@NullMarked
package dev.aidemo.emulator.pubsub;

import org.jspecify.annotations.NullMarked;
