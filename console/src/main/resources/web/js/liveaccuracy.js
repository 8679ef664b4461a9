/* Says how often a model is right on all its predictions, and how sure that is. */

import { element } from './dom.js'
import { count, moment, plural } from './format.js'

const tenths = share => (100 * share).toFixed(1)

/** Says it in a sentence. */
export function liveAccuracyText({ accuracy, low, high, ratings }, min) {
  return accuracy === null
    ? `not known yet. It has ${count(ratings)} of ${count(min)} ratings in the order of “Ask me”.`
    : `right on ${tenths(accuracy)} % of all its predictions (${tenths(low)}–${tenths(high)}), estimated from ${plural(ratings, 'rating')}.`
}

const name = file => /starter/.test(file) ? 'Starter' : file.replace(/^model-0*(\d+)\.pb$/, 'Version $1')

/** Shows it with its interval and what it rests on. */
export function liveAccuracy(model, min) {
  return element('div', { class: 'live-accuracy' },
    element('p', {}, element('strong', {}, name(model.model_file_name)), ': ', liveAccuracyText(model, min)),
    element('div', { class: 'interval', 'aria-hidden': 'true', style: model.accuracy === null
      ? { '--low': '0%', '--high': `${Math.min(100, 100 * model.ratings / min)}%` }
      : { '--low': `${100 * model.low}%`, '--high': `${100 * model.high}%`, '--at': `${100 * model.accuracy}%` } },
    element('span', { class: model.accuracy === null ? 'progress' : '' }), model.accuracy === null ? null : element('b')),
    model.accuracy === null ? null : element('p', { class: 'hint' },
      `As certain as ${count(Math.round(model.effective_ratings))} ratings of notes drawn blindly; for its ${plural(model.predictions, 'prediction')} until ${moment(model.until)}.`))
}
