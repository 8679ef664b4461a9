/**
 * Calls to Google's services over HTTP and JSON, with Google's generated REST clients, which start
 * faster than its newer ones. Start at {@link dev.aidemo.common.google.GoogleService}.
 */
@NullMarked
package dev.aidemo.common.google;

import org.jspecify.annotations.NullMarked;
