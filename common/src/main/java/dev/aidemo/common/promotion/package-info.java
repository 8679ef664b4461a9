/**
 * Which model serves, and why: trainings decide, all others apply the newest decision. {@link
 * dev.aidemo.common.promotion.Rank} is the order of models, {@link
 * dev.aidemo.common.promotion.PromotionRule} applies it to all models there are, and Redis keeps
 * its outcome in {@code common.cache.ModelRegister}.
 */
@NullMarked
package dev.aidemo.common.promotion;

import org.jspecify.annotations.NullMarked;
