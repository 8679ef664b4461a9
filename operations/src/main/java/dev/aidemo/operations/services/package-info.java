/** The services that a command works on. Start at {@link dev.aidemo.operations.services.Target}. */
@NullMarked
package dev.aidemo.operations.services;

import org.jspecify.annotations.NullMarked;
