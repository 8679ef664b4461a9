/* Models: how accurate each training was, which were promoted and why not, and which one serves. */

import { get, post, remove } from '../api.js'
import { accuracyChart, confusionTable } from '../charts.js'
import { button, element, icon, replace, setText } from '../dom.js'
import { confirm, emptyState, notify, skeleton } from '../feedback.js'
import { accuracy, ago, count, moment, seconds } from '../format.js'
import { liveAccuracy } from '../liveaccuracy.js'
import { refresh, watch } from '../live.js'
import { seal } from '../rosette.js'

const PAGE = 50
const TIMES = [['data_prep_time', 'reading'], ['training_time', 'training'], ['testing_time', 'testing']]

export function modelsView(root) {
  const serving = element('section', { class: 'card serving', 'aria-labelledby': 'serving-title' }, skeleton(4))
  const latest = element('section', { class: 'card', 'aria-labelledby': 'latest-title' }, skeleton(4))
  const chart = accuracyChart(choose)
  const report = element('section', { class: 'card', 'aria-labelledby': 'report-title' }, skeleton(4))
  const live = element('section', { class: 'card', 'aria-labelledby': 'live-title' }, skeleton(2))
  const table = element('div', {}, skeleton(5))
  const older = button('Older trainings', loadOlder, { hidden: true })
  const axes = [['rows', 'By rows'], ['time', 'By time']].map(([name, label]) => element('button', {
    type: 'button', 'aria-pressed': String(name === 'rows'), 'data-axis': name, onclick: () => {
      by = name
      for (const axis of axes) axis.setAttribute('aria-pressed', String(axis.dataset.axis === name))
      showChart()
    },
  }, label))
  const content = element('div', { class: 'models' }, serving, latest,
    element('section', { class: 'card models-chart', 'aria-labelledby': 'chart-title' },
      element('div', { class: 'card-head' }, element('h2', { id: 'chart-title' }, 'Accuracy on the holdout'),
        element('div', { class: 'segments', role: 'group', 'aria-label': 'Horizontal axis' }, axes)),
      chart.node,
      element('p', { class: 'chart-key hint' }, element('span', {}, element('i', { class: 'key-dot promoted' }), 'promoted'),
        element('span', {}, element('i', { class: 'key-dot' }), 'not promoted'), element('span', {}, element('i', { class: 'key-line' }), 'champion'))),
    report, live,
    element('section', { class: 'card models-table', 'aria-labelledby': 'table-title' }, element('h2', { id: 'table-title' }, 'Trainings'), table, older))
  root.append(element('div', { class: 'view-head' }, element('div', {}, element('h1', {}, 'Models'),
    element('p', {}, 'Every training is scored on the same notes, which none was trained on. A new one serves once evidence speaks for it.'))), content)

  let newest = null
  let past = []
  let overview = null
  let accuracies = null
  let by = 'rows'
  let chosen = null

  function trainings() {
    const known = new Set(newest.map(training => training.version))
    return [...newest, ...past.filter(training => !known.has(training.version))]
  }

  const stops = [
    watch(`/api/trainings?limit=${PAGE}`, 2000, answer => {
      newest = answer.trainings
      older.hidden = newest.length < PAGE
      show()
    }),
    watch('/api/overview', 2000, value => {
      overview = value
      show()
    }),
    watch('/api/live-accuracy', 4000, value => {
      accuracies = value
      show()
    }),
  ]

  function choose(version) {
    chosen = version
    show()
  }

  function show() {
    if (!newest || !overview) return
    if (!newest.length) {
      replace(content, element('div', { class: 'card' }, emptyState('No model has been trained yet',
        'The starter model serves. Rate some verdicts, both real and fake notes among them, and a training begins within seconds.',
        element('a', { class: 'button button-accent', href: '#/review' }, 'Rate verdicts'))))
      return
    }
    if (!serving.isConnected) replace(content, serving, latest, ...sections)
    showServing(serving, overview, unpin)
    showLatest(latest, trainings())
    showChart()
    const version = chosen ?? overview.champion?.version
    showReport(report, trainings().find(training => training.version === version) ?? newest[0])
    if (accuracies) showLive(live, accuracies)
    showTable(table, trainings(), overview, version, choose, pin)
  }
  const sections = [...content.children].slice(2)

  function showChart() {
    if (newest?.length) chart.update(trainings(), by, chosen ?? overview?.champion?.version)
  }

  async function loadOlder() {
    try {
      const answer = await get(`/api/trainings?limit=${PAGE}&before=${encodeURIComponent(trainings().at(-1).created)}`)
      past = [...past, ...answer.trainings]
      show()
      if (answer.trainings.length < PAGE) older.hidden = true
    } catch (problem) {
      notify(problem.message, { tone: 'bad' })
    }
  }

  async function pin(training) {
    const champion = overview.champion
    if (!await confirm(`Pin version ${training.version}?`, [
      `It serves every prediction, whatever is promoted, until you unpin it. Its accuracy is ${accuracy(training.accuracy)}`
      + (champion && champion.version !== training.version ? `; the champion, version ${champion.version}, has ${accuracy(champion.accuracy)}.` : '.'),
    ], 'Pin it')) return
    await change(() => post('/api/champion/pin', { version: training.version }), `Version ${training.version} is pinned and serves within seconds.`)
  }

  async function unpin() {
    const { pinned, champion } = overview
    if (!await confirm(`Unpin version ${pinned.version}?`,
      champion ? `The champion, version ${champion.version}, serves again.` : 'The starter model serves again.', 'Unpin')) return
    await change(() => remove('/api/champion/pin'), 'Unpinned.')
  }

  async function change(call, text) {
    try {
      await call()
      notify(text)
      refresh('/api/')
    } catch (problem) {
      notify(problem.message, { tone: 'bad' })
    }
  }

  return { close: () => stops.forEach(stop => stop()) }
}

function showServing(node, { champion, pinned }, unpin) {
  const model = pinned ?? champion
  replace(node,
    element('div', { class: 'serving-seal' }, seal(model?.version ?? 0, model?.accuracy ?? 0.6)),
    element('div', {},
      element('h2', { id: 'serving-title' }, pinned ? 'Pinned, and serving' : 'Champion, and serving'),
      element('strong', { class: 'figure' }, model ? `Version ${model.version}` : 'Starter'),
      element('p', { class: 'hint' }, model?.records ? `${accuracy(model.accuracy)} on ${count(model.records)} rows, ${model.trainer}` : model?.model_file_name ?? ''),
      pinned ? [element('p', { class: 'hint' }, champion ? `Champion is version ${champion.version}, ${accuracy(champion.accuracy)}.` : ''),
        button([icon('pin'), 'Unpin'], unpin, { class: 'button button-small unpin' })]
        : element('p', { class: 'hint' }, champion?.since ? `since ${moment(champion.since)}` : '')))
}

function showLatest(node, trainings) {
  const [training, before] = trainings
  const change = before ? training.accuracy - before.accuracy : null
  const total = TIMES.reduce((sum, [field]) => sum + (training[field] ?? 0), 0)
  replace(node,
    element('div', { class: 'card-head' }, element('h2', { id: 'latest-title' }, `Latest training: version ${training.version}`), promotedChip(training)),
    element('dl', { class: 'figures' },
      figure('accuracy', accuracy(training.accuracy), change === null ? 'the first' : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change).toFixed(4)}`,
        change > 0 ? 'is-right' : change < 0 ? 'is-wrong' : ''),
      figure('rows', count(training.records), before ? `+${count(Math.max(0, training.records - before.records))}` : ''),
      figure('took', seconds(total), ago(training.created))),
    element('div', { class: 'times', 'aria-hidden': 'true' }, TIMES.map(([field], at) =>
      element('span', { class: `time-${at}`, style: { 'flex-grow': String(Math.max(0.02, (training[field] ?? 0) / (total || 1))) } }))),
    element('dl', { class: 'times-legend' }, TIMES.map(([field, name], at) => element('div', {},
      element('dt', {}, element('i', { class: `swatch time-${at}` }), name), element('dd', {}, seconds(training[field]))))))
}

function figure(name, value, change, tone = '') {
  return element('div', {}, element('dt', {}, name), element('dd', {}, element('strong', { class: 'figure' }, value), element('span', { class: `change ${tone}` }, change)))
}

function promotedChip(training) {
  return element('span', { class: `chip ${training.promoted ? 'model' : ''}` }, training.promoted ? [icon('right'), 'promoted'] : 'not promoted')
}

function showReport(node, training) {
  const { report } = training
  const score = (label, name) => element('tr', {}, element('th', { scope: 'row' }, name),
    ['precision', 'recall', 'f1-score'].map(field => element('td', { class: 'number' }, report[label][field].toFixed(3))),
    element('td', { class: 'number' }, count(report[label].support)))
  replace(node, element('div', { class: 'card-head' }, element('h2', { id: 'report-title' }, `Report of version ${training.version}`), promotedChip(training)),
    !report?.['0'] || !report['1'] ? element('p', { class: 'hint' }, 'This training has no report.') : [
      confusionTable(report),
      element('div', { class: 'table-box' }, element('table', { class: 'scores' },
        element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, element('span', { class: 'visually-hidden' }, 'Class')),
          ['precision', 'recall', 'f1', 'notes'].map(name => element('th', { scope: 'col', class: 'number' }, name)))),
        element('tbody', {}, score('1', 'real'), score('0', 'fake'), score('weighted avg', 'weighted')))),
      element('p', { class: 'hint' }, training.promoted ? (training.reason ? `Promoted: ${training.reason}.` : 'Promoted.') : `Not promoted: ${training.reason}.`, training.holdout ? ` Holdout ${training.holdout}.` : ''),
    ])
}

function showLive(node, { models, min_ratings: min }) {
  replace(node, element('div', { class: 'card-head' }, element('h2', { id: 'live-title' }, 'Live accuracy'),
    element('a', { class: 'button button-small', href: '#/review/ask' }, 'Ask me')),
  element('p', { class: 'hint' }, 'How often each model was right on the notes that it met, as ratings tell. Ratings of errors alone change nothing, because only those count that “Ask me” would have asked for.'),
  models.length ? element('div', { class: 'live-models' }, models.map(model => liveAccuracy(model, min)))
    : element('p', { class: 'hint' }, 'No prediction has a rating yet.'))
}

function showTable(node, trainings, { champion, pinned }, version, choose, pin) {
  const focused = document.activeElement?.dataset?.row
  replace(node, element('div', { class: 'table-box' }, element('table', { class: 'trainings' },
    element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Version'), element('th', { scope: 'col', class: 'number' }, 'Accuracy'),
      element('th', { scope: 'col', class: 'number' }, 'Rows'), element('th', { scope: 'col' }, 'Trainer'), element('th', { scope: 'col' }, 'Promoted?'),
      element('th', { scope: 'col' }, 'Created'), element('th', { scope: 'col' }, element('span', { class: 'visually-hidden' }, 'Actions')))),
    element('tbody', {}, trainings.map(training => element('tr', { class: training.version === version ? 'chosen' : '' },
      element('th', { scope: 'row' }, button(`v${training.version}`, () => choose(training.version),
        { class: 'button button-quiet button-small', 'aria-pressed': String(training.version === version), 'aria-label': `Show the report of version ${training.version}`, 'data-row': `v${training.version}` })),
      element('td', { class: 'number' }, accuracy(training.accuracy)),
      element('td', { class: 'number' }, count(training.records)),
      element('td', {}, training.trainer ?? '–'),
      element('td', {}, pinned?.version === training.version ? element('span', { class: 'chip warn' }, icon('pin'), 'pinned')
        : champion?.version === training.version ? element('span', { class: 'chip model' }, icon('right'), 'champion')
          : training.promoted ? 'yes' : element('span', { class: 'hint' }, training.reason)),
      element('td', { class: 'hint' }, moment(training.created)),
      element('td', { class: 'number' }, pinned?.version === training.version ? null
        : training.available === false ? element('span', { class: 'hint' }, 'file pruned')
          : button([icon('pin'), 'Pin'], () => pin(training), { class: 'button button-small', 'aria-label': `Pin version ${training.version}`, 'data-row': `pin${training.version}` }))))))))
  if (focused) node.querySelector(`[data-row="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}
