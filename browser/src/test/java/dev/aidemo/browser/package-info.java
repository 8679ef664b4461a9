/** Checks the console as people meet it: the page in Chromium, the functions as deployed. */
@NullMarked
package dev.aidemo.browser;

import org.jspecify.annotations.NullMarked;
