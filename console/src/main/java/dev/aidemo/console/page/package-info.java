/** The files of the web page. Start at {@link dev.aidemo.console.page.WebFiles}. */
@NullMarked
package dev.aidemo.console.page;

import org.jspecify.annotations.NullMarked;
