@NullMarked
package dev.aidemo.embedded.pubsub;

import org.jspecify.annotations.NullMarked;
