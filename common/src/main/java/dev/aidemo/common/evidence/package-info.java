/**
 * Statistics that decide on evidence: whether a challenger replaces the champion, which rows count
 * for that, how sure a prediction is, and for which predictions a label is asked. Pure functions
 * and records that know nothing of messages, tables or models. Start at {@link
 * dev.aidemo.common.evidence.PromotionDecision}; {@code docs/evidence.md} explains the ideas.
 */
@NullMarked
package dev.aidemo.common.evidence;

import org.jspecify.annotations.NullMarked;
