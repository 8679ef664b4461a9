@NullMarked
package dev.aidemo.emulator.storage;

import org.jspecify.annotations.NullMarked;
