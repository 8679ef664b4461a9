@NullMarked
package dev.aidemo.embedded.secret;

import org.jspecify.annotations.NullMarked;
