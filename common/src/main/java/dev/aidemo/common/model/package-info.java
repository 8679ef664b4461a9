/**
 * Training, scoring, storing and serving models: the only package that imports Tribuo or Cloud
 * Storage. {@link dev.aidemo.common.model.ModelSelection} makes a model, {@link
 * dev.aidemo.common.model.CurrentModel} serves one.
 */
@NullMarked
package dev.aidemo.common.model;

import org.jspecify.annotations.NullMarked;
