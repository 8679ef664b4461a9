@NullMarked
package dev.aidemo.emulator;

import org.jspecify.annotations.NullMarked;
