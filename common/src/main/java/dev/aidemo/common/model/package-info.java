/**
 * Training, scoring, keeping and serving models: the only place that knows Tribuo and Cloud
 * Storage. {@link dev.aidemo.common.model.Contest} makes a model, {@link
 * dev.aidemo.common.model.CurrentModel} serves one.
 */
@NullMarked
package dev.aidemo.common.model;

import org.jspecify.annotations.NullMarked;
