/* Batches, newest first, and the notes of one of them, to be rated by keyboard. */

import { get } from '../api.js'
import { readBatch } from '../batches.js'
import { button, element, icon, replace, setText } from '../dom.js'
import { announce, emptyState, notify, skeleton } from '../feedback.js'
import { ago, moment, plural, serial } from '../format.js'
import { watch } from '../live.js'
import { measurements, stamp, verdictDots } from '../note.js'
import { Ratings } from '../ratings.js'
import { rosette } from '../rosette.js'
import { reviewWays } from './ask.js'

const PAGE = 50

export function reviewView(root, part) {
  const list = element('ol', { class: 'batch-list', 'aria-label': 'Batches, newest first' }, element('li', {}, skeleton(8)))
  const older = button('Older batches', loadOlder, { class: 'button', hidden: true })
  const detail = element('section', { class: 'batch-detail', 'aria-label': 'Notes of the batch' })
  const shell = element('div', { class: 'review-columns' }, element('section', { class: 'batch-column', 'aria-label': 'Batches' }, list, older), detail)
  root.append(element('div', { class: 'view-head' }, element('div', {}, element('h1', {}, 'Review'),
    element('p', { class: 'review-lead' }, 'Say which verdicts are right. ', element('kbd', {}, 'y'), ' right, ', element('kbd', {}, 'n'), ' wrong, ',
      element('kbd', {}, 's'), ' skip, ', element('kbd', {}, 'u'), ' undo, ', element('kbd', {}, '?'), ' all keys.')), reviewWays('review')), shell)

  let newest = []
  let past = []
  let open = null
  let wanted = part
  const items = new Map()
  const progress = new Map()
  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue
      seen.unobserve(entry.target)
      const id = entry.target.dataset.batch
      if (!progress.has(id)) get(`/api/batches/${id}`).then(details => showProgress(id, new Ratings(details, () => {}))).catch(() => {})
    }
  })

  const stop = watch(`/api/batches?limit=${PAGE}`, 1500, ({ batches }) => {
    newest = batches
    showList()
    if (!open && batches.length && (wanted || !narrow())) go(wanted)
  })

  function narrow() {
    return matchMedia('(max-width: 60rem)').matches
  }

  function all() {
    const known = new Set(newest.map(batch => batch.batch_id))
    return [...newest, ...past.filter(batch => !known.has(batch.batch_id))]
  }

  function showList() {
    const batches = all()
    older.hidden = newest.length < PAGE
    shell.dataset.empty = String(batches.length === 0)
    if (!batches.length) {
      replace(list, element('li', {}, emptyState('No batch yet', 'Send some banknotes first.',
        element('a', { class: 'button button-accent', href: '#/submit' }, 'Submit'))))
      return
    }
    replace(list, batches.map(batch => items.get(batch.batch_id) ?? makeItem(batch)))
    markCurrent()
  }

  function makeItem(batch) {
    const state = element('span', { class: 'batch-state hint' })
    const item = element('li', { 'data-batch': batch.batch_id },
      element('a', { class: 'batch-link', href: `#/review/${batch.batch_id}` },
        element('span', { class: 'batch-line' }, element('span', { class: 'serial' }, serial(batch.batch_id)),
          element('span', { class: 'hint' }, ago(batch.created))),
        element('span', { class: 'batch-line' }, verdictDots(batch.predictions), state),
        element('span', { class: 'visually-hidden' }, plural(batch.subjects.length, 'note'))))
    item.state = state
    items.set(batch.batch_id, item)
    seen.observe(item)
    return item
  }

  function showProgress(id, ratings) {
    const all = ratings.details.subjects.length
    progress.set(id, ratings.rated)
    const item = items.get(id)
    if (!item) return
    setText(item.state, ratings.rated === all ? 'rated' : ratings.rated ? `${ratings.rated} of ${all}` : 'not rated')
    item.dataset.rated = ratings.rated === all ? 'all' : ratings.rated ? 'some' : 'none'
  }

  function markCurrent() {
    for (const [id, item] of items) {
      if (id === open?.id) item.firstChild.setAttribute('aria-current', 'true')
      else item.firstChild.removeAttribute('aria-current')
    }
  }

  async function loadOlder() {
    const last = all().at(-1)
    try {
      const { batches } = await get(`/api/batches?limit=${PAGE}&before=${encodeURIComponent(last.created)}`)
      past = [...past, ...batches]
      showList()
      if (batches.length < PAGE) older.hidden = true
    } catch (problem) {
      notify(problem.message, { tone: 'bad' })
    }
  }

  async function go(id) {
    wanted = id
    shell.dataset.open = id ? 'batch' : 'list'
    if (!id) {
      if (narrow()) {
        leave()
        return
      }
      id = newest[0]?.batch_id
      if (!id) return
    }
    if (open?.id === id) return
    leave()
    replace(detail, skeleton(6))
    const opening = open = { id, leave: () => {} }
    markCurrent()
    try {
      const details = await readBatch(id)
      if (open !== opening) return
      Object.assign(opening, batchDetail(detail, details, {
        progress: ratings => showProgress(id, ratings), move, unrated: () => nextUnrated(id),
      }))
      items.get(id)?.scrollIntoView({ block: 'nearest' })
    } catch (problem) {
      if (open === opening) replace(detail, emptyState('This batch cannot be shown', problem.message, button('Try again', () => { open = null; go(id) })))
    }
  }

  function leave() {
    open?.leave()
    open = null
    replace(detail)
    markCurrent()
  }

  function move(by) {
    const batches = all()
    const at = batches.findIndex(batch => batch.batch_id === open?.id)
    const next = batches[at + by]
    if (next) location.hash = `#/review/${next.batch_id}`
  }

  function nextUnrated(id) {
    const batches = all()
    const at = batches.findIndex(batch => batch.batch_id === id)
    return [...batches.slice(at + 1), ...batches.slice(0, at)].find(batch => items.get(batch.batch_id)?.dataset.rated !== 'all')?.batch_id
  }

  const onKey = event => open?.key?.(event)
  const onHide = () => open?.flush?.()
  document.addEventListener('keydown', onKey)
  window.addEventListener('pagehide', onHide)
  if (part) go(part)
  return {
    go,
    close() {
      leave()
      stop()
      seen.disconnect()
      document.removeEventListener('keydown', onKey)
      window.removeEventListener('pagehide', onHide)
    },
  }
}

/** Shows one batch. Returns what its keys do and how to leave it. */
function batchDetail(place, details, { progress, move, unrated }) {
  let labels = null
  let at = Math.max(0, details.subjects.findIndex((_, note) => details.ratings?.[note] === null || details.ratings?.[note] === undefined))
  let anchor = at
  const ratings = new Ratings(details, show)
  const rows = details.subjects.map(makeRow)
  const summary = element('span', {})
  const bar = element('div', { class: 'rating-bar', role: 'status' })
  const asDataSet = button('Rate all as the data set says', () => {
    ratings.rate(known(), note => labels[details.subjects[note]] === details.predictions[note] ? 1 : 0)
    focusRow()
  }, { class: 'button as-data-set', hidden: true })
  const grid = element('div', { class: 'notes', role: 'grid', 'aria-multiselectable': 'true', 'aria-label': 'Notes' },
    element('div', { role: 'rowgroup' }, rows.map(row => row.node)))
  replace(place,
    element('div', { class: 'batch-head' },
      element('a', { class: 'button button-quiet back', href: '#/review' }, icon('back'), 'Batches'),
      element('div', {},
        element('h2', {}, 'Batch ', element('span', { class: 'serial' }, serial(details.batch_id))),
        element('p', { class: 'hint' }, moment(details.created), details.model_file_name ? ` · ${details.model_file_name}` : '', ' · ', summary)),
      element('div', { class: 'actions' }, asDataSet,
        button('All right', () => {
          ratings.rate(details.subjects.map((_, note) => note), 1)
          focusRow()
        }))),
    grid, bar)
  if (details.subjects.some(subject => /^note-\d+$/.test(subject))) {
    get('/api/sample/labels').then(answer => {
      labels = answer.labels
      asDataSet.hidden = known().length === 0
      show()
    }).catch(() => {})
  }

  function known() {
    return details.subjects.map((_, note) => note).filter(note => labels?.[details.subjects[note]])
  }

  function makeRow(subject, note) {
    const hint = element('span', { class: 'hint truth' })
    const state = element('span', { class: 'hint note-state' })
    const choice = (name, label, act) => element('button', {
      type: 'button', class: `choice choice-${name}`, 'aria-label': `${subject || 'note'}: ${label}`, title: label, onclick: event => {
        event.stopPropagation()
        select(note)
        act()
      },
    }, icon(name), element('span', {}, name))
    const right = choice('right', 'the verdict is right', () => rate(1))
    const wrong = choice('wrong', 'the verdict is wrong', () => rate(0))
    const skip = choice('skip', 'skip', () => passOver())
    const node = element('div', {
      class: 'note', role: 'row', tabindex: '-1', onclick: event => select(note, event.shiftKey),
      onfocus: event => { if (event.target === node && at !== note) select(note) },
    },
    element('div', { class: 'note-who', role: 'gridcell' }, rosette(details.input?.[note] ?? [0, 0, 0, 0], details.predictions[note]),
      element('div', {}, element('span', { class: 'note-subject', title: subject }, subject || '(no subject)'), hint)),
    element('div', { class: 'note-measures', role: 'gridcell' }, measurements(details.input?.[note])),
    element('div', { class: 'note-verdict', role: 'gridcell' }, stamp(details.predictions[note], details.confidence?.[note], details.unsure?.[note]), state),
    element('div', { class: 'note-rating', role: 'gridcell' }, element('div', { class: 'choices' }, right, wrong, skip)))
    return { node, hint, state, right, wrong, skip }
  }

  function chosen() {
    const [from, to] = [Math.min(at, anchor), Math.max(at, anchor)]
    return Array.from({ length: to - from + 1 }, (_, step) => from + step)
  }

  function select(note, extend = false) {
    at = Math.min(rows.length - 1, Math.max(0, note))
    if (!extend) anchor = at
    show()
  }

  function focusRow() {
    rows[at].node.focus({ preventScroll: true })
    rows[at].node.scrollIntoView({ block: 'nearest' })
  }

  function rate(rating) {
    const places = chosen()
    ratings.rate(places, rating)
    announce(`${places.length > 1 ? plural(places.length, 'note') : details.subjects[places[0]]} ${rating ? 'right' : 'wrong'}, ${ratings.rated} of ${rows.length} rated`)
    advance(places.at(-1))
  }

  function passOver() {
    const places = chosen()
    ratings.skip(places)
    advance(places.at(-1))
  }

  function advance(last) {
    const next = rows.findIndex((_, note) => note > last && ratings.state(note) === 'open')
    select(next < 0 ? Math.min(last + 1, rows.length - 1) : next)
    focusRow()
  }

  function undo() {
    const places = ratings.undo()
    if (!places) {
      notify('Nothing to undo: what was sent can be rated again.')
      return
    }
    select(places[0])
    focusRow()
    announce('Undone')
  }

  function show() {
    const selection = new Set(chosen())
    rows.forEach((row, note) => {
      const rating = ratings.of(note)
      const state = ratings.state(note)
      row.node.tabIndex = note === at ? 0 : -1
      row.node.setAttribute('aria-selected', String(selection.has(note)))
      row.node.dataset.state = state
      row.node.dataset.rating = rating ?? ''
      row.right.setAttribute('aria-pressed', String(rating === 1))
      row.wrong.setAttribute('aria-pressed', String(rating === 0))
      for (const choice of [row.right, row.wrong, row.skip]) choice.tabIndex = note === at ? 0 : -1
      setText(row.state, { waiting: 'not sent yet', saved: 'saved', skipped: 'skipped', open: '' }[state])
      const truth = labels?.[details.subjects[note]]
      setText(row.hint, truth ? `data set: ${truth}` : '')
      row.hint.classList.toggle('differs', Boolean(truth) && truth !== details.predictions[note])
    })
    setText(summary, `${ratings.rated} of ${plural(rows.length, 'note')} rated`)
    showBar()
    progress(ratings)
  }

  function showBar() {
    const waiting = ratings.waiting.size
    const held = waiting && ratings.incomplete
    bar.dataset.state = ratings.problem ? 'failed' : waiting ? 'waiting' : 'quiet'
    if (ratings.problem) {
      replace(bar, element('span', {}, `Not sent: ${ratings.problem}`), button('Try again', () => ratings.send(), { class: 'button button-accent' }))
    } else if (waiting) {
      replace(bar, element('span', { class: 'rating-clock', 'aria-hidden': 'true', style: { '--left': `${Math.max(0, ratings.due - Date.now())}ms` } }),
        element('span', {}, ratings.due ? `${plural(waiting, 'rating')} to be sent in a moment`
          : `Rate each note named ${held.join(', ')}: notes of one name are sent together`),
        element('span', { class: 'actions' }, button([icon('undo'), 'Undo'], undo),
          button('Send now', () => ratings.send(), { class: 'button button-accent' })))
    } else if (ratings.rated === rows.length) {
      const next = unrated()
      replace(bar, element('span', {}, 'All rated. A training follows within seconds: see ', element('a', { href: '#/models' }, 'Models'), '.'),
        next ? element('a', { class: 'button', href: `#/review/${next}` }, 'Next batch to rate') : null)
    } else replace(bar)
  }

  show()
  return {
    leave() {
      if (ratings.waiting.size) ratings.send()
    },
    flush: () => ratings.waiting.size && ratings.send(),
    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, dialog')) return
      const onControl = event.target.closest('button, a')
      const keys = {
        ArrowDown: () => { select(at + 1, event.shiftKey); focusRow() },
        ArrowUp: () => { select(at - 1, event.shiftKey); focusRow() },
        ArrowRight: () => rate(1), y: () => rate(1), n: () => rate(0), ArrowLeft: () => rate(0), s: passOver, u: undo,
        '[': () => move(-1), ']': () => move(1),
      }
      keys.j = keys.J = keys.ArrowDown
      keys.k = keys.K = keys.ArrowUp
      if (!onControl) keys.Enter = () => ratings.send()
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    },
  }
}
