/**
 * The story of six banknotes that become a good model. Start at {@link
 * dev.aidemo.local.demo.Story}.
 */
@NullMarked
package dev.aidemo.local.demo;

import org.jspecify.annotations.NullMarked;
