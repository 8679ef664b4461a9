/** The calls of the console that no other API has, one class for each subject. */
@NullMarked
package dev.aidemo.console.call;

import org.jspecify.annotations.NullMarked;
