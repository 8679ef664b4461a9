/* Draws the charts as SVG, so that they follow the page's colours and sharpness. Each says in words what it shows. */

import { element, svg, replace, setText } from './dom.js'
import { accuracy, count, moment, percent } from './format.js'

const HEIGHT = 260
const MARGIN = { top: 16, right: 16, bottom: 34, left: 46 }

/** Shows the shares of real and fake. */
export function doughnut() {
  const radius = 54
  const around = 2 * Math.PI * radius
  const arc = name => svg('circle', { class: `arc ${name}`, r: radius, cx: 70, cy: 70, fill: 'none' })
  const real = arc('real')
  const fake = arc('fake')
  const number = element('strong', {})
  const legend = element('dl', { class: 'legend' })
  const picture = svg('svg', { class: 'doughnut-arcs', viewBox: '0 0 140 140', role: 'img' }, arc('track'), real, fake)
  const node = element('div', { class: 'doughnut' },
    element('div', { class: 'doughnut-picture' }, picture,
      element('p', { class: 'doughnut-middle' }, number, element('span', {}, 'verdicts'))), legend)
  return {
    node,
    update(counts) {
      const all = counts.real + counts.fake
      const gap = counts.real && counts.fake ? 3 : 0
      const draw = (circle, part, from) => {
        const length = all ? Math.max(0, around * part / all - gap) : 0
        circle.style.setProperty('stroke-dasharray', `${length} ${around}`)
        circle.style.setProperty('stroke-dashoffset', `${-around * from / (all || 1)}`)
      }
      draw(real, counts.real, 0)
      draw(fake, counts.fake, counts.real)
      setText(number, count(counts.predictions))
      picture.setAttribute('aria-label', `${count(counts.real)} real, ${count(counts.fake)} fake`)
      replace(legend, ['real', 'fake'].map(name => element('div', {},
        element('dt', {}, element('i', { class: `swatch ${name}` }), name),
        element('dd', {}, count(counts[name]), element('span', {}, percent(counts[name], all))))))
    },
  }
}

/** Shows the accuracy of each training along `x`, with the line of the champion at that point. */
export function accuracyChart(onChoose) {
  const plot = element('div', { class: 'plot' })
  const readout = element('p', { class: 'plot-readout', 'aria-hidden': 'true' })
  let shown = { trainings: [], by: 'rows', chosen: null }
  const draw = () => drawAccuracy(plot, readout, shown, onChoose)
  new ResizeObserver(draw).observe(plot)
  return {
    node: element('div', { class: 'chart' }, plot, readout),
    update(trainings, by, chosen) {
      shown = { trainings, by, chosen }
      draw()
    },
  }
}

function drawAccuracy(plot, readout, { trainings, by, chosen }, onChoose) {
  const width = plot.clientWidth
  if (!width || !trainings.length) return
  const points = trainings.map(training => ({
    training, x: by === 'rows' ? training.records : Date.parse(training.created), y: training.accuracy,
  })).sort((one, other) => one.x - other.x || one.training.version - other.training.version)
  const xs = points.map(point => point.x)
  const [low, high] = [Math.min(...xs), Math.max(...xs)]
  const logarithmic = by === 'rows' && low > 0 && high / low > 20
  const along = value => logarithmic ? Math.log(value) : value
  const spread = along(high) - along(low) || 1
  const right = width - MARGIN.right - 6
  const left = MARGIN.left + 8
  const px = value => high === low ? (left + right) / 2 : left + (along(value) - along(low)) / spread * (right - left)
  const floor = Math.max(0, Math.floor(Math.min(...points.map(point => point.y)) * 10 - 0.01) / 10)
  const bottom = HEIGHT - MARGIN.bottom
  const py = value => bottom - (value - floor) / (1 - floor || 1) * (bottom - MARGIN.top)

  const chart = svg('svg', {
    viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img',
    'aria-label': `Accuracy of ${points.length} trainings by ${by}. The table below has the same figures.`,
  })
  for (const tick of levels(floor)) {
    chart.append(svg('line', { class: 'grid', x1: MARGIN.left, x2: width - MARGIN.right, y1: py(tick), y2: py(tick) }),
      svg('text', { class: 'tick', x: MARGIN.left - 10, y: py(tick) + 4, 'text-anchor': 'end' }, tick.toFixed(2)))
  }
  for (const tick of by === 'rows' ? rowTicks(low, high, logarithmic) : timeTicks(low, high, width)) {
    chart.append(svg('text', { class: 'tick', x: px(tick.at), y: HEIGHT - 10, 'text-anchor': tick.anchor ?? 'middle' }, tick.label))
  }
  chart.append(svg('path', { class: 'champion-area', d: steps(points, px, py, bottom) }),
    svg('path', { class: 'champion-line', d: steps(points, px, py) }))
  for (const point of points) {
    const { training } = point
    chart.append(svg('circle', {
      class: `point ${training.promoted ? 'promoted' : 'not-promoted'} ${training.version === chosen ? 'chosen' : ''}`,
      cx: px(point.x), cy: py(point.y), r: training.version === chosen ? 7 : 5,
    }))
  }
  const nearest = event => {
    const box = plot.getBoundingClientRect()
    const distance = point => Math.hypot(px(point.x) - event.clientX + box.left, py(point.y) - event.clientY + box.top)
    return points.reduce((best, point) => distance(point) < distance(best) ? point : best)
  }
  chart.addEventListener('pointermove', event => describe(readout, nearest(event).training))
  chart.addEventListener('click', event => onChoose(nearest(event).training.version))
  replace(plot, chart)
  describe(readout, trainings.find(training => training.version === chosen) ?? trainings[0])
}

function describe(readout, training) {
  setText(readout, `Version ${training.version}: ${accuracy(training.accuracy)} on ${count(training.records)} rows, `
    + `${training.trainer ?? 'unknown trainer'}, ${moment(training.created)}, ${training.promoted ? 'promoted' : 'not promoted'}`)
}

function levels(floor) {
  const step = 1 - floor > 0.25 ? 0.1 : 1 - floor > 0.1 ? 0.05 : 0.02
  const ticks = []
  for (let tick = 1; tick >= floor - 1e-9; tick -= step) ticks.push(tick)
  return ticks
}

function rowTicks(low, high, logarithmic) {
  if (!logarithmic) return [{ at: low, label: count(low) }, ...(high > low ? [{ at: high, label: `${count(high)} rows`, anchor: 'end' }] : [])]
  const ticks = []
  for (let power = 1; power <= high; power *= 10) {
    if (power >= low) ticks.push({ at: power, label: count(power) })
  }
  return [...ticks, { at: high, label: `${count(high)} rows`, anchor: 'end' }]
    .filter((tick, at, all) => at === all.length - 1 || tick.at < high * 0.45)
}

function timeTicks(low, high, width) {
  const label = value => moment(new Date(value).toISOString())
  if (high === low) return [{ at: low, label: label(low) }]
  const ends = [{ at: low, label: label(low), anchor: 'start' }, { at: high, label: label(high), anchor: 'end' }]
  return width > 560 ? [ends[0], { at: (low + high) / 2, label: label((low + high) / 2) }, ends[1]] : ends
}

/** Draws the best accuracy so far as steps, because a model serves until a better one is there. */
function steps(points, px, py, bottom) {
  const promoted = points.filter(point => point.training.promoted)
  if (!promoted.length) return ''
  let best = promoted[0].y
  let path = `M${px(promoted[0].x)} ${py(best)}`
  for (const point of promoted.slice(1)) {
    best = Math.max(best, point.y)
    path += `H${px(point.x)}V${py(best)}`
  }
  path += `H${px(points.at(-1).x)}`
  return bottom === undefined ? path : `${path}V${bottom}H${px(promoted[0].x)}Z`
}

/** Turns a report into counts: of each true class, how many were called real and fake. */
export function confusionMatrix(report) {
  const of = (label, name, other) => {
    const support = Math.round(report[label].support)
    const found = Math.round(report[label].recall * support)
    return { name, support, [name]: found, [other]: support - found }
  }
  return [of('1', 'real', 'fake'), of('0', 'fake', 'real')]
}

/** Shows the confusion matrix as a table whose cells are shaded by their share. */
export function confusionTable(report) {
  const rows = confusionMatrix(report)
  return element('table', { class: 'confusion' },
    element('caption', { class: 'visually-hidden' }, 'Confusion matrix on the holdout'),
    element('thead', {}, element('tr', {}, element('td', {}),
      ['real', 'fake'].map(name => element('th', { scope: 'col' }, `called ${name}`)))),
    element('tbody', {}, rows.map(row => element('tr', {}, element('th', { scope: 'row' }, `is ${row.name}`),
      ['real', 'fake'].map(name => element('td', {
        class: row.name === name ? 'hit' : row[name] ? 'miss' : 'none',
        style: { '--share': row.support ? row[name] / row.support : 0 },
      }, count(row[name])))))))
}
