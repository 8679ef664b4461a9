/* Ask me: one note after another, those first whose labels teach most, each rated by one key. */

import { get, patch } from '../api.js'
import { button, element, icon, replace, setText } from '../dom.js'
import { announce, emptyState, skeleton } from '../feedback.js'
import { moment, plural, serial } from '../format.js'
import { liveAccuracy } from '../liveaccuracy.js'
import { refresh, watch } from '../live.js'
import { measurements, stamp } from '../note.js'
import { rosette } from '../rosette.js'

const NOTES = '/api/review?limit=50'
const ACCURACIES = '/api/live-accuracy'
const UNDO_TIME = 4_000
const SURE = 0.9

/** Makes the links to the two ways to review. */
export function reviewWays(current) {
  const way = (name, label) => element('a', { href: `#/${name}`, 'aria-current': name === current ? 'page' : null }, label)
  return element('nav', { class: 'segments', 'aria-label': 'Ways to review' }, way('review', 'Batches'), way('review/ask', 'Ask me'))
}

export function askView(root) {
  const note = element('section', { class: 'card ask-note', 'aria-labelledby': 'ask-title', tabindex: '-1' }, skeleton(6))
  const bar = element('div', { class: 'rating-bar', role: 'status' })
  const tally = element('p', { class: 'hint' })
  const live = element('section', { class: 'card', 'aria-labelledby': 'live-title' }, skeleton(3))
  root.append(element('div', { class: 'view-head' }, element('div', {}, element('h1', {}, 'Review'),
    element('p', { class: 'review-lead' }, 'One note at a time: those whose labels teach most. ', element('kbd', {}, 'y'), ' right, ', element('kbd', {}, 'n'), ' wrong, ',
      element('kbd', {}, 's'), ' skip, ', element('kbd', {}, 'u'), ' undo.')), reviewWays('review/ask')),
  element('div', { class: 'ask-columns' }, element('div', { class: 'stack' }, note, bar), element('div', { class: 'stack' }, live,
    element('section', { class: 'card', 'aria-labelledby': 'why-title' }, element('h2', { id: 'why-title' }, 'Why these?'),
      element('p', { class: 'hint' }, 'A label teaches most where the model is least sure, so such notes come first. Chance is in it too: every note can be asked for, with a probability that is known. So these ratings tell how good the model is on all notes, and not only on difficult ones.'),
      element('p', { class: 'hint' }, 'A skipped note comes first again next time; until it is rated, the live accuracy counts only those that come before it.'),
      element('p', { class: 'hint' }, 'Which model is better is decided on whole batches: ', element('a', { href: '#/review' }, 'rate some of these too'), '.'), tally))))

  /* What was answered here, which the table shows a moment later. */
  const answered = new Map()
  let waiting = null
  let current = null
  let history = []
  let labels = null

  const stops = [
    watch(NOTES, 2000, ({ notes }) => {
      waiting = notes
      if (!current) next()
    }),
    watch(ACCURACIES, 4000, ({ models, min_ratings: min }) => {
      replace(live, element('h2', { id: 'live-title' }, 'Live accuracy'),
        models.length ? liveAccuracy(models[0], min) : element('p', { class: 'hint' }, `Rate ${min} of these notes, and it says here how often the model is right.`))
    }),
  ]
  get('/api/sample/labels').then(answer => {
    labels = answer.labels
    if (current) show()
  }).catch(() => {})

  const key = ({ batch_id: batch, subject }) => `${batch} ${subject}`

  function next() {
    current = waiting?.find(one => !answered.has(key(one))) ?? null
    if (!current && waiting?.length) refresh(NOTES)
    show()
  }

  function show() {
    note.dataset.state = current ? 'asked' : 'empty'
    if (!current) showNone()
    else showNote()
    showBar()
    const rated = [...answered.values()].filter(one => one.rating !== null).length
    setText(tally, rated ? `${plural(rated, 'note')} rated here.` : '')
  }

  function showNone() {
    const skipped = [...answered.entries()].filter(([, one]) => one.rating === null)
    replace(note, element('h2', { id: 'ask-title', class: 'visually-hidden' }, 'Nothing waits'),
      skipped.length ? emptyState('Nothing else waits', `You skipped ${plural(skipped.length, 'note')}.`, button('Show them again', () => {
        for (const [skippedKey] of skipped) answered.delete(skippedKey)
        next()
      }))
        : emptyState('Nothing waits', 'Every note has its rating. New ones appear here by themselves.', element('a', { class: 'button button-accent', href: '#/submit' }, 'Submit notes')))
  }

  function showNote() {
    const truth = labels?.[current.subject]
    const choice = (name, label, letter, act) => button([icon(name), label, element('kbd', { 'aria-hidden': 'true' }, letter)], act,
      { class: `button button-large choice-${name}`, 'aria-keyshortcuts': letter })
    replace(note,
      element('div', { class: 'ask-head' }, rosette(current.input, current.prediction),
        element('div', {}, element('h2', { id: 'ask-title' }, current.subject || '(no subject)'),
          element('p', { class: 'hint' }, 'Batch ', element('a', { class: 'serial', href: `#/review/${current.batch_id}` }, serial(current.batch_id)), ` · ${moment(current.created)}`),
          truth && element('p', { class: `hint truth${truth === current.prediction ? '' : ' differs'}` }, `data set: ${truth}`)),
        stamp(current.prediction)),
      element('p', { class: 'ask-why' }, why(current)),
      measurements(current.input),
      element('p', { class: 'ask-question' }, `Is it ${current.prediction}?`),
      element('div', { class: 'ask-choices' }, choice('right', 'Right', 'y', () => answer(1)), choice('wrong', 'Wrong', 'n', () => answer(0)),
        choice('skip', 'Skip', 's', () => answer(null))))
  }

  function answer(rating) {
    if (!current) return
    const given = { note: current, rating, timer: 0, problem: null, state: 'waiting' }
    if (rating !== null) given.timer = setTimeout(() => send(given), UNDO_TIME)
    answered.set(key(current), given)
    history.push(given)
    const { subject } = current
    next()
    announce(`${subject || 'note'} ${rating === null ? 'skipped' : rating ? 'right' : 'wrong'}. ${current ? `Next: ${current.subject || 'a note'}, ${current.prediction}. ${why(current)}` : 'Nothing waits.'}`)
    note.focus({ preventScroll: true })
  }

  function undo() {
    const last = history.at(-1)
    if (!last || last.state === 'sent') {
      announce('Nothing to undo: what was sent can be rated again in its batch.')
      return
    }
    clearTimeout(last.timer)
    history.pop()
    answered.delete(key(last.note))
    current = last.note
    show()
    announce('Undone')
    note.focus({ preventScroll: true })
  }

  async function send(given) {
    clearTimeout(given.timer)
    given.state = 'sent'
    given.problem = null
    showBar()
    try {
      await patch(`/api/batches/${given.note.batch_id}`, { subjects: [given.note.subject], ratings: [given.rating] })
      refresh(ACCURACIES)
    } catch (problem) {
      given.state = 'failed'
      given.problem = problem.message
      showBar()
    }
  }

  const unsent = () => [...answered.values()].filter(one => one.rating !== null && one.state !== 'sent')

  function showBar() {
    const failed = unsent().filter(one => one.state === 'failed')
    const last = history.at(-1)
    bar.dataset.state = failed.length ? 'failed' : last?.state === 'waiting' ? 'waiting' : 'quiet'
    if (failed.length) {
      replace(bar, element('span', {}, `Not sent: ${failed[0].problem}`), button('Try again', () => failed.forEach(send), { class: 'button button-accent' }))
    } else if (last?.state === 'waiting') {
      replace(bar, element('span', {}, `${last.note.subject || 'The note'}: ${last.rating === null ? 'skipped' : last.rating ? 'right' : 'wrong'}`),
        button([icon('undo'), 'Undo'], undo))
    } else replace(bar)
  }

  const flush = () => unsent().forEach(send)

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, dialog')) return
    const act = { y: () => answer(1), ArrowRight: () => answer(1), n: () => answer(0), ArrowLeft: () => answer(0), s: () => answer(null), u: undo }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  document.addEventListener('keydown', onKey)
  window.addEventListener('pagehide', flush)
  return {
    close() {
      flush()
      for (const stop of stops) stop()
      document.removeEventListener('keydown', onKey)
      window.removeEventListener('pagehide', flush)
    },
  }
}

/** Says why this note is asked for. */
function why({ confidence, probability }) {
  if (confidence === null) return 'The model does not tell how sure it is yet, so notes are drawn at random.'
  const sure = `The model is ${Math.min(99, Math.round(100 * confidence))} % sure.`
  return confidence < SURE ? `${sure} This label teaches more than most.`
    : `${sure} It is drawn by chance, ${probability < 0.095 ? `as ${Math.max(1, Math.round(100 * probability))} of 100 such notes are` : 'as some such notes are'}, so that the live accuracy is fair.`
}
