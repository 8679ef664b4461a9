/** The services that the functions need, on one machine and without accounts. */
@NullMarked
package dev.aidemo.embedded;

import org.jspecify.annotations.NullMarked;
