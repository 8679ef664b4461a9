/** Serves the web page of the system and the calls that it makes. */
@NullMarked
package dev.aidemo.console;

import org.jspecify.annotations.NullMarked;
