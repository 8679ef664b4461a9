/* Health: the stores, what waits in the subscriptions, dead letters, and trainings that were skipped. */

import { post, remove } from '../api.js'
import { button, element, replace } from '../dom.js'
import { confirm, emptyState, notify, skeleton } from '../feedback.js'
import { age, ago, count, milliseconds, moment, plural } from '../format.js'
import { refresh, watch } from '../live.js'

const SLOW_SECONDS = 30
const LETTERS = 50

export function healthView(root) {
  const stores = element('ul', { class: 'stores', 'aria-label': 'Stores' }, element('li', { class: 'card' }, skeleton(2)))
  const subscriptions = element('div', {}, skeleton(5))
  const letters = element('div', {}, skeleton(3))
  const skipped = element('div', {}, skeleton(2))
  root.append(
    element('div', { class: 'view-head' }, element('div', {}, element('h1', {}, 'Health'),
      element('p', {}, 'What the loop stands on, what waits, and what could never be handled.'))),
    stores,
    element('div', { class: 'health-columns' },
      element('section', { class: 'card', 'aria-labelledby': 'letters-title' }, element('h2', { id: 'letters-title' }, 'Dead letters'), letters),
      element('section', { class: 'card', 'aria-labelledby': 'subscriptions-title' }, element('h2', { id: 'subscriptions-title' }, 'Messages that wait'), subscriptions),
      element('section', { class: 'card', 'aria-labelledby': 'skipped-title' }, element('h2', { id: 'skipped-title' }, 'Trainings skipped'), skipped)))
  const open = new Set()
  const stops = [
    watch('/api/health', 2000, health => {
      showStores(stores, health.stores)
      showSubscriptions(subscriptions, health)
    }),
    watch(`/api/dead-letters?limit=${LETTERS}`, 3000, answer => showLetters(letters, answer, open)),
    watch('/api/trainings?limit=20', 3000, answer => showSkipped(skipped, answer.skipped ?? [])),
  ]
  return { close: () => stops.forEach(stop => stop()) }
}

function showStores(node, stores) {
  replace(node, stores.map(store => element('li', { class: `card store ${store.ok ? 'ok' : 'down'}` },
    element('h2', {}, element('i', { class: 'lamp', 'aria-hidden': 'true' }), store.name),
    element('strong', { class: 'figure' }, store.ok ? milliseconds(store.milliseconds) : 'down'),
    element('p', { class: 'hint' }, store.ok ? 'answers' : store.message))))
}

function showSubscriptions(node, health) {
  if (!health.subscriptions) {
    replace(node, emptyState('Not to be had here', health.subscriptions_message ?? 'Depth and age come from Cloud Monitoring.'))
    return
  }
  const deepest = Math.max(10, ...health.subscriptions.map(subscription => subscription.undelivered))
  replace(node, element('div', { class: 'table-box' }, element('table', { class: 'subscriptions' },
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Topic → function'), element('th', { scope: 'col', class: 'number' }, 'Waiting'),
      element('th', { scope: 'col', class: 'number' }, 'Oldest'))),
    element('tbody', {}, health.subscriptions.map(({ name, topic, undelivered, oldest_seconds: oldest }) => element('tr', {},
      element('th', { scope: 'row' }, element('span', { class: 'subscription' }, element('span', { class: 'hint' }, `${topic} → `), name),
        element('span', { class: 'depth', 'aria-hidden': 'true' }, element('span', { style: { width: `${100 * undelivered / deepest}%` } }))),
      element('td', { class: 'number' }, count(undelivered)),
      element('td', { class: 'number' }, undelivered && oldest !== null
        ? element('span', { class: oldest > SLOW_SECONDS ? 'chip warn' : '' }, age(oldest)) : element('span', { class: 'hint' }, '–'))))))))
}

function showLetters(node, { dead_letters: letters, more }, open) {
  if (!letters.length) {
    replace(node, emptyState('None', 'A message that can never be handled is kept here, whole, with its reason.'))
    return
  }
  const focused = document.activeElement?.dataset?.letter
  replace(node, element('ul', { class: 'letters' }, letters.map(letter => {
    const payload = element('details', { open: open.has(letter.id), ontoggle: event => event.target.open ? open.add(letter.id) : open.delete(letter.id) },
      element('summary', { 'data-letter': `payload ${letter.id}` }, 'Payload'), element('pre', { tabindex: '0', 'aria-label': 'Payload' }, pretty(letter.payload)),
      letter.payload_cut ? element('p', { class: 'hint' }, 'It is longer; this is its beginning.') : null)
    return element('li', { class: 'letter' },
      element('p', { class: 'letter-reason' }, letter.reason),
      element('p', { class: 'hint' }, 'topic ', element('strong', {}, letter.topic ?? 'unknown'), letter.function ? ` · function ${letter.function}` : '', ` · ${ago(letter.published)}`),
      payload,
      element('div', { class: 'actions' },
        button('Replay', () => replay(letter), { disabled: !letter.topic, title: letter.topic ? null : 'Its topic is unknown: ./ai-demo dead-letters replay --topic TOPIC', class: 'button button-small', 'data-letter': `replay ${letter.id}` }),
        button('Drop', () => drop(letter), { class: 'button button-small', 'data-letter': `drop ${letter.id}` })))
  })), more ? element('p', { class: 'hint' }, `The first ${LETTERS}; ./ai-demo dead-letters lists all.`) : null)
  if (focused) node.querySelector(`[data-letter="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

async function replay(letter) {
  if (!await confirm('Replay this message?', `It goes to topic ${letter.topic} again, the same event, so nothing counts twice. If its cause remains, it comes back here.`, 'Replay')) return
  await act(() => post(`/api/dead-letters/${encodeURIComponent(letter.id)}/replay`), `Replayed to ${letter.topic}.`)
}

async function drop(letter) {
  if (!await confirm('Drop this message?', ['It is deleted and cannot be brought back.', letter.reason], 'Drop it', 'danger')) return
  await act(() => remove(`/api/dead-letters/${encodeURIComponent(letter.id)}`), 'Dropped.')
}

async function act(call, text) {
  try {
    await call()
    notify(text)
    refresh('/api/')
  } catch (problem) {
    notify(problem.message, { tone: 'bad' })
  }
}

function pretty(payload) {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, inner) => `[${inner.replace(/\s+/g, ' ')}]`)
  } catch {
    return payload
  }
}

function showSkipped(node, skipped) {
  if (!skipped.length) {
    replace(node, emptyState('None', 'A training is skipped where its rows are too few or of one class.'))
    return
  }
  replace(node, element('p', { class: 'hint' }, plural(skipped.length, 'set of rows', 'sets of rows'), ' not trained on; the champion was untouched.'),
    element('ul', { class: 'skipped' }, skipped.map(({ created, reason }) => element('li', {}, element('span', {}, reason), element('span', { class: 'hint' }, moment(created))))))
}
