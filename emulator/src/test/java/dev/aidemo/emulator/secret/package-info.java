@NullMarked
package dev.aidemo.emulator.secret;

import org.jspecify.annotations.NullMarked;
