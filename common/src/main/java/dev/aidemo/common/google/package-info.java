/**
 * How Google's services are called: over HTTP and JSON, with Google's generated REST clients. They
 * load a third of the classes of its newer ones, which RATIONALE.md measures.
 */
@NullMarked
package dev.aidemo.common.google;

import org.jspecify.annotations.NullMarked;
