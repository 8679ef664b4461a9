@NullMarked
package dev.aidemo.embedded;

import org.jspecify.annotations.NullMarked;
