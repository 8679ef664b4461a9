@NullMarked
package dev.aidemo.embedded.storage;

import org.jspecify.annotations.NullMarked;
