/** The rules of modules, packages and documents, as tests. */
@NullMarked
package dev.aidemo.architecture;

import org.jspecify.annotations.NullMarked;
