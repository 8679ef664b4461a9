/** The sections that need one or two classes each, such as {@link ColdStart}. */
@NullMarked
package dev.aidemo.benchmarks.section;

import org.jspecify.annotations.NullMarked;
