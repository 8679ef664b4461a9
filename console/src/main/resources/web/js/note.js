/* Shows what is known of one banknote: its four measurements and its verdict. */

import { element, icon } from './dom.js'
import { confidence, measurement } from './format.js'

/** The four measurements of the data set, in the order of the wire, with the range that a bar covers. */
export const FEATURES = [
  { name: 'variance', short: 'var', range: 8 },
  { name: 'skewness', short: 'skew', range: 14 },
  { name: 'curtosis', short: 'curt', range: 18 },
  { name: 'entropy', short: 'entr', range: 9 },
]

/** Makes four bars that grow to the left or right from zero, with their numbers. */
export function measurements(values) {
  return element('dl', { class: 'measures' }, FEATURES.map((feature, at) => {
    const value = values?.[at]
    const share = value === undefined ? 0 : Math.min(1, Math.abs(value) / feature.range) * 50
    return element('div', { class: 'measure', title: feature.name },
      element('dt', {}, element('span', { 'aria-hidden': 'true' }, feature.short),
        element('span', { class: 'visually-hidden' }, feature.name)),
      element('dd', {},
        element('span', { class: 'measure-bar', 'aria-hidden': 'true' },
          element('span', { class: value < 0 ? 'below' : 'above', style: { '--share': `${share}%` } })),
        element('span', { class: 'measure-number' }, value === undefined ? '–' : measurement(value))))
  }))
}

/** Makes the stamp that says real or fake, with the confidence and the doubt where the model tells them. */
export function stamp(verdict, sure, unsure) {
  const text = confidence(sure)
  return element('span', { class: `stamp ${verdict}` },
    element('span', { class: 'stamp-verdict' }, verdict),
    text && element('span', { class: 'visually-hidden' }, 'confidence '),
    text && element('span', { class: 'stamp-confidence' }, text),
    unsure && element('span', { class: 'stamp-unsure', title: 'It may be real or fake: too close to the boundary to say' }, 'unsure'))
}

/** Makes the mark that says how a verdict was rated. */
export function ratingMark(rating) {
  return element('span', { class: `rating-mark ${rating === 1 ? 'is-right' : 'is-wrong'}` },
    icon(rating === 1 ? 'right' : 'wrong'), rating === 1 ? 'right' : 'wrong')
}

/** Makes a row of dots, one for each verdict, as the shortest picture of a batch. */
export function verdictDots(verdicts) {
  return element('span', { class: 'dots', 'aria-hidden': 'true' }, verdicts.map(verdict => element('i', { class: verdict })))
}
