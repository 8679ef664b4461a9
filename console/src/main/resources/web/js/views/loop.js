/* The start page: the loop as a picture, what happened to your batch, and what happens now. */

import { awaitVerdicts, sample, send, tally } from '../batches.js'
import { doughnut } from '../charts.js'
import { circuit } from '../circuit.js'
import { button, element, icon, replace, setText } from '../dom.js'
import { announce, notify, skeleton } from '../feedback.js'
import { accuracy, ago, count, plural, serial, time } from '../format.js'
import { refresh, watch } from '../live.js'
import { verdictDots } from '../note.js'
import { seal } from '../rosette.js'

const TRY_SIZE = 10
const FEED_SIZE = 8

export function loopView(root) {
  const champion = element('div', { class: 'champion', 'aria-live': 'off' })
  const picture = circuit(champion)
  const tryIt = button([icon('submit'), `Send ${TRY_SIZE} banknotes`], sendSome, { class: 'button button-accent button-large' })
  const story = storyPanel(sendSome)
  const feed = feedPanel()
  const share = doughnut()
  const totals = element('dl', { class: 'totals' })
  root.append(
    element('section', { class: 'hero' },
      element('div', {},
        element('h1', {}, 'It learns from what you tell it.'),
        element('p', { class: 'lead' }, 'Banknotes go in, verdicts come out. You say which were right; your ratings train',
          ' the next model, and it serves only if it is better.')),
      element('div', { class: 'actions' }, tryIt)),
    picture.node,
    element('div', { class: 'loop-panels' },
      element('section', { class: 'card', 'aria-labelledby': 'story-title' }, ...story.nodes),
      element('section', { class: 'card', 'aria-labelledby': 'feed-title' },
        element('h2', { id: 'feed-title' }, 'Just now'), feed.node),
      element('section', { class: 'card', 'aria-labelledby': 'share-title' },
        element('h2', { id: 'share-title' }, 'So far'), share.node, totals)))

  let before = null
  const stops = [
    watch('/api/overview', 1000, overview => {
      showFigures(picture, overview)
      share.update(overview.counts)
      replace(totals, ['batches', 'predictions', 'rated', 'training_rows', 'models'].map(name => element('div', {},
        element('dt', {}, name.replace('_', ' ')),
        element('dd', {}, (overview.counts.approximate ? '≈ ' : '') + count(overview.counts[name])))))
      if (servesNow(before)?.version !== servesNow(overview)?.version || !before !== !overview
        || Boolean(before?.pinned) !== Boolean(overview.pinned)) showChampion(champion, overview)
      if (before) animate(picture, before, overview, feed)
      before = overview
    }),
    watch('/api/batches?limit=20', 1000, ({ batches }) => {
      feed.batches(batches)
    }),
    watch('/api/trainings?limit=20', 2000, ({ trainings }) => {
      feed.trainings(trainings)
      story.trainings(trainings)
    }),
  ]

  async function sendSome() {
    tryIt.disabled = true
    try {
      const { subjects, features } = await sample(TRY_SIZE)
      const batch = await send(subjects, features)
      picture.glow('submit', 'batch')
      story.begin(batch)
      const listed = await awaitVerdicts(batch, () => !root.isConnected)
      if (!listed) return
      story.classified(listed)
      const { real, fake } = tally(listed.predictions)
      announce(`${plural(real + fake, 'verdict')}: ${real} real, ${fake} fake`)
    } catch (problem) {
      notify(problem.message, { tone: 'bad' })
    } finally {
      tryIt.disabled = false
      refresh('/api/')
    }
  }

  return {
    close() {
      stops.forEach(stop => stop())
      story.close()
      picture.close()
    },
  }
}

const servesNow = overview => overview?.pinned ?? overview?.champion

function showFigures(picture, { counts, champion, pinned }) {
  picture.figure('submit', count(counts.batches), counts.batches === 1 ? 'batch' : 'batches')
  picture.figure('predict', count(counts.predictions), 'verdicts')
  picture.figure('store', count(counts.predictions), 'rows')
  picture.figure('rate', count(counts.rated), 'rated')
  picture.figure('learn', count(counts.training_rows), 'rows')
  picture.figure('train', count(counts.models), counts.models === 1 ? 'model' : 'models')
  const serving = pinned ?? champion
  picture.figure('promote', serving ? `v${serving.version}` : 'starter', pinned ? 'pinned' : 'serves')
}

function showChampion(node, overview) {
  const serving = servesNow(overview)
  const quality = serving?.accuracy ?? 0.6
  replace(node, seal(serving?.version ?? 0, quality),
    element('div', { class: 'champion-words' },
      element('span', { class: 'champion-name' }, overview.pinned ? 'Pinned model' : serving ? 'Champion' : 'Serving'),
      element('strong', { class: serving ? '' : 'starter' }, serving ? `v${serving.version}` : 'starter'),
      element('span', {}, !serving ? 'no training yet' : serving.accuracy === undefined ? serving.model_file_name : accuracy(serving.accuracy)),
      serving ? element('span', { class: 'hint' }, serving.records ? `on ${count(serving.records)} rows` : 'held by an operator') : null))
}

/** Turns what changed between two polls into messages that travel. */
function animate(picture, before, now, feed) {
  const more = name => now.counts[name] - before.counts[name]
  if (more('batches') > 0) picture.travel(['submit', 'predict', 'store'], 'batch', more('batches'))
  if (more('rated') > 0) {
    picture.travel(['rate', 'learn'], 'rating', Math.ceil(more('rated') / 5))
    feed.add(`${plural(more('rated'), 'verdict')} rated`)
  }
  if (more('training_rows') > 0) {
    picture.travel(['learn', 'train'], 'rating', Math.ceil(more('training_rows') / 5))
    feed.add(`${plural(more('training_rows'), 'training row')} more`)
  }
  if (more('models') > 0) picture.travel(['train', 'promote'], 'model', more('models'))
  if (servesNow(now)?.version !== servesNow(before)?.version) picture.travel(['promote', 'predict'], 'model')
}

/** Follows one batch through the loop, in four steps. */
function storyPanel(sendSome) {
  const title = element('h2', { id: 'story-title' }, 'What happens to a batch')
  const steps = [
    ['Sent', 'Your notes leave as one message.'],
    ['Classified', 'The champion says real or fake, within milliseconds.'],
    ['Rated', 'You say which verdicts are right.'],
    ['Learned', 'Ratings become training rows, and a better model takes over.'],
  ].map(([name, text], at) => {
    const detail = element('div', { class: 'step-detail' }, text)
    return { detail, node: element('li', { class: 'step' }, element('span', { class: 'step-number', 'aria-hidden': 'true' }, at + 1),
      element('div', {}, element('h3', {}, name), detail)) }
  })
  const nodes = [title, element('ol', { class: 'steps' }, steps.map(step => step.node))]
  let batch = null
  let rated = false
  let trainings = []
  let stop = () => {}

  const tell = (at, ...content) => {
    replace(steps[at].detail, ...content)
    steps.forEach((step, index) => {
      if (index <= at) step.node.classList.add('done')
      step.node.classList.toggle('next', index === at + 1)
    })
  }

  function begin(sent) {
    batch = sent
    rated = false
    stop()
    steps.forEach(step => step.node.classList.remove('done', 'next'))
    setText(title, 'What happened to your batch')
    tell(0, plural(sent.subjects.length, 'note'), ', number ', element('span', { class: 'serial' }, serial(sent.id)), '.')
    setText(steps[1].detail, 'Waiting for verdicts …')
    setText(steps[2].detail, 'You say which verdicts are right.')
    setText(steps[3].detail, 'Ratings become training rows, and a better model takes over.')
  }

  function classified(listed) {
    const { real, fake } = tally(listed.predictions)
    tell(1, `${real} real, ${fake} fake`, listed.took === undefined ? '.' : ` after ${Math.round(listed.took)} ms.`, verdictDots(listed.predictions))
    replace(steps[2].detail, element('a', { class: 'button button-accent button-small', href: `#/review/${batch.id}` }, 'Rate them'))
    const told = batch
    stop = watch(`/api/batches/${batch.id}`, 1000, details => {
      if (told !== batch || !details.ratings) return
      const given = details.ratings.filter(rating => rating !== null && rating !== undefined)
      if (!given.length) return
      const wrong = given.filter(rating => rating === 0).length
      rated = true
      tell(2, `${given.length} of ${details.ratings.length} rated: ${given.length - wrong} right, ${wrong} wrong. `,
        given.length < details.ratings.length ? element('a', { href: `#/review/${batch.id}` }, 'Go on') : '')
      if (!steps[3].node.classList.contains('done')) setText(steps[3].detail, 'A training begins within seconds …')
      learned()
    })
  }

  function learned() {
    const latest = trainings[0]
    if (!batch || !rated || !latest || time(latest.created) < time(batch.sentAt)) return
    tell(3, `Version ${latest.version}: ${accuracy(latest.accuracy)} on ${plural(latest.records, 'row')}. `,
      latest.promoted ? 'It is the champion now.' : `Not promoted: ${latest.reason}.`)
  }

  const stored = JSON.parse(sessionStorage.getItem('story') ?? 'null')
  if (stored) {
    begin(stored)
    awaitVerdicts(stored, () => batch !== stored)
      .then(listed => listed && batch === stored && classified({ ...listed, took: undefined }))
  } else {
    steps[0].node.classList.add('next')
    steps[0].detail.append(' ', button('Try it', sendSome, { class: 'button button-quiet button-small' }))
  }

  return {
    nodes, begin, classified,
    trainings(latest) {
      trainings = latest
      learned()
    },
    close() {
      batch = null
      stop()
    },
  }
}

/** Lists the latest batches and trainings, and what changed since the page was opened. */
function feedPanel() {
  const node = element('ol', { class: 'feed' }, element('li', {}, skeleton(5)))
  const parts = { batches: [], trainings: [], changes: [] }
  const ready = new Set()
  const show = () => {
    if (!ready.has('batches') || !ready.has('trainings')) return
    const entries = [...parts.batches, ...parts.trainings, ...parts.changes]
      .sort((one, other) => other.at - one.at).slice(0, FEED_SIZE)
    replace(node, entries.length === 0
      ? element('li', { class: 'hint' }, 'Nothing yet. Send a batch and watch it pass.')
      : entries.map(entry => element('li', {}, element('span', { class: 'feed-time' }, ago(entry.at.toISOString())), element('div', {}, ...entry.content()))))
  }
  const timer = setInterval(() => node.isConnected ? show() : clearInterval(timer), 10_000)
  return {
    node,
    batches(list) {
      ready.add('batches')
      parts.batches = list.map(batch => ({
        at: time(batch.created),
        content: () => [element('a', { href: `#/review/${batch.batch_id}` }, plural(batch.subjects.length, 'note')), ' classified ',
          verdictDots(batch.predictions)],
      }))
      show()
    },
    trainings(list) {
      ready.add('trainings')
      parts.trainings = list.map(training => ({
        at: time(training.created),
        content: () => [element('a', { href: '#/models' }, `Version ${training.version}`), ` trained: ${accuracy(training.accuracy)} `,
          element('span', { class: `chip ${training.promoted ? 'model' : ''}` }, training.promoted ? 'promoted' : 'not promoted')],
      }))
      show()
    },
    add(text) {
      parts.changes = [{ at: new Date(), content: () => [text] }, ...parts.changes].slice(0, FEED_SIZE)
      show()
    },
  }
}
