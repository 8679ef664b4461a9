/**
 * What the HTTP functions share: one path for each request, from its headers to its answer. Start
 * at {@link dev.aidemo.common.http.HttpApi}.
 */
@NullMarked
package dev.aidemo.common.http;

import org.jspecify.annotations.NullMarked;
