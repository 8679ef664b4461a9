/** {@code model -> Redis model:latest, jobs}. */
@NullMarked
package dev.aidemo.trainingtocache;

import org.jspecify.annotations.NullMarked;
