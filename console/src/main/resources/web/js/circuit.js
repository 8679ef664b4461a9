/* Draws the loop: a ribbon of interlaced lines, the stations on it, and the messages that travel along. */

import { element, replace, setText, svg } from './dom.js'

const STRANDS = 5
const TRAVEL_TIME = 1100
const GLOW_TIME = 1600

/** The stations in the order of the loop; the first stands before it. `wide` and `tall` are places in the picture. */
const STATIONS = [
  { id: 'submit', title: 'Submit', href: '#/submit', does: 'You send banknotes', code: 'ingest-api', wide: [92, 236], tall: [180, 46] },
  { id: 'predict', title: 'Predict', href: '#/models', does: 'Real or fake?', code: 'prediction', wide: [330, 236], tall: [180, 176] },
  { id: 'store', title: 'Keep', href: '#/health', does: 'Listed and stored', code: 'prediction-to-cache, -to-db', wide: [645, 70], tall: [274, 312] },
  { id: 'rate', title: 'Rate', href: '#/review', does: 'You say what is right', code: 'feedback-to-db', wide: [985, 236], tall: [274, 560] },
  { id: 'learn', title: 'Label', href: '#/review', does: 'Ratings to rows', code: 'feedback-to-training', wide: [855, 402], tall: [180, 694] },
  { id: 'train', title: 'Train', href: '#/models', does: 'A model of all rows', code: 'training', wide: [645, 402], tall: [86, 560] },
  { id: 'promote', title: 'Promote', href: '#/models', does: 'Serves only if better', code: 'training-to-cache, -to-db', wide: [435, 402], tall: [86, 312] },
]
const SHAPES = {
  wide: { width: 1080, height: 472, centre: [657, 236], half: [328, 166] },
  tall: { width: 360, height: 744, centre: [180, 435], half: [94, 259] },
}

/** Makes the picture. `middle` is what stands inside the loop. */
export function circuit(middle) {
  const picture = svg('svg', { class: 'circuit-lines', 'aria-hidden': 'true' })
  const cards = new Map(STATIONS.map(station => [station.id, stationCard(station)]))
  const node = element('div', { class: 'circuit' }, picture,
    element('ol', { class: 'stations', 'aria-label': 'The loop, in order' }, [...cards.values()].map(card => card.node)), middle)
  const narrow = matchMedia('(max-width: 60rem)')
  const still = matchMedia('(prefers-reduced-motion: reduce)')
  let shape, track, runners

  function lay() {
    const name = narrow.matches ? 'tall' : 'wide'
    shape = SHAPES[name]
    node.dataset.shape = name
    picture.setAttribute('viewBox', `0 0 ${shape.width} ${shape.height}`)
    node.style.setProperty('aspect-ratio', `${shape.width} / ${shape.height}`)
    const submit = STATIONS[0][name]
    const predict = STATIONS[1][name]
    track = loopTrack(shape, predict)
    runners = svg('g', {})
    for (const station of STATIONS) {
      const place = cards.get(station.id).node
      place.style.setProperty('left', `${100 * station[name][0] / shape.width}%`)
      place.style.setProperty('top', `${100 * station[name][1] / shape.height}%`)
      station.index = nearest(track, station[name])
    }
    const around = STATIONS.slice(1).map((station, at) => part(track, station.index, STATIONS[at + 2]?.index ?? track.length - 1))
    const inlet = line(submit, predict)
    replace(picture, svg('g', { class: 'strands' }, ribbon(track, 10), ribbon(inlet, 7)),
      svg('g', { class: 'arrows' }, [inlet, ...around].map(arrow)), runners)
    middle.style.setProperty('left', `${100 * shape.centre[0] / shape.width}%`)
    middle.style.setProperty('top', `${100 * shape.centre[1] / shape.height}%`)
  }

  function glow(id, tone) {
    const place = cards.get(id).node
    place.classList.remove('lit')
    place.getBoundingClientRect()
    place.dataset.tone = tone
    place.classList.add('lit')
    setTimeout(() => place.classList.remove('lit'), GLOW_TIME)
  }

  /** Lets one message run from a station to another, then lights the other up. */
  function run(from, to, tone) {
    return new Promise(done => {
      const [start, end] = [from, to].map(id => STATIONS.find(station => station.id === id))
      const name = node.dataset.shape
      const path = start.id === 'submit' ? line(start[name], end[name]) : part(track, start.index, end.index)
      if (still.matches || document.hidden) {
        glow(to, tone)
        done()
        return
      }
      const runner = svg('g', { class: `runner ${tone}` }, svg('circle', { r: 13, class: 'halo' }), svg('circle', { r: 5.5 }))
      runner.setAttribute('transform', `translate(${path[0]})`)
      runners.append(runner)
      const began = performance.now()
      const step = now => {
        // A frame may have begun before the message did.
        const progress = Math.min(1, Math.max(0, now - began) / TRAVEL_TIME)
        const eased = progress < 0.5 ? 2 * progress * progress : 1 - (2 - 2 * progress) ** 2 / 2
        const [x, y] = path[Math.round(eased * (path.length - 1))]
        runner.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`)
        if (progress < 1) requestAnimationFrame(step)
        else {
          runner.remove()
          glow(to, tone)
          done()
        }
      }
      requestAnimationFrame(step)
    })
  }

  lay()
  narrow.addEventListener('change', lay)
  return {
    node,
    glow,
    /** Lets messages run through these stations one after another. */
    async travel(stations, tone, messages = 1) {
      const copies = Math.min(4, messages)
      glow(stations[0], tone)
      for (let copy = 0; copy < copies; copy++) {
        setTimeout(async () => {
          for (let at = 1; at < stations.length; at++) await run(stations[at - 1], stations[at], tone)
        }, copy * 160)
      }
    },
    /** Shows a station's figure. */
    figure(id, number, unit) {
      const card = cards.get(id)
      setText(card.number, number)
      setText(card.unit, unit)
    },
    close() {
      narrow.removeEventListener('change', lay)
    },
  }
}

function stationCard({ id, title, href, does, code }) {
  const number = element('strong', { class: 'station-number' }, '–')
  const unit = element('span', { class: 'station-unit' })
  const node = element('li', { class: 'station', 'data-station': id },
    element('a', { href, title: `Cloud Function: ${code}` },
      element('span', { class: 'station-title' }, title),
      element('span', { class: 'station-figure' }, number, ' ', unit),
      element('span', { class: 'station-does' }, does)))
  return { node, number, unit }
}

/** A rounded rectangle as points, clockwise, beginning where `start` is nearest. */
function loopTrack({ centre: [cx, cy], half: [a, b] }, start) {
  const radius = Math.min(a, b)
  const points = []
  const add = (x, y) => points.push([x, y])
  const arc = (x, y, from) => {
    for (let step = 0; step <= 40; step++) {
      const angle = from + step / 40 * Math.PI / 2
      add(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    }
  }
  const straight = (x1, y1, x2, y2) => line([x1, y1], [x2, y2]).slice(1, -1).forEach(point => add(...point))
  const [dx, dy] = [a - radius, b - radius]
  arc(cx - dx, cy - dy, Math.PI)
  straight(cx - dx, cy - b, cx + dx, cy - b)
  arc(cx + dx, cy - dy, -Math.PI / 2)
  straight(cx + a, cy - dy, cx + a, cy + dy)
  arc(cx + dx, cy + dy, 0)
  straight(cx + dx, cy + b, cx - dx, cy + b)
  arc(cx - dx, cy + dy, Math.PI / 2)
  straight(cx - a, cy + dy, cx - a, cy - dy)
  const first = nearest(points, start)
  return [...points.slice(first), ...points.slice(0, first), points[first]]
}

function line([x1, y1], [x2, y2]) {
  const steps = Math.max(2, Math.round(Math.hypot(x2 - x1, y2 - y1) / 6))
  return Array.from({ length: steps + 1 }, (_, step) => [x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps])
}

function nearest(points, [x, y]) {
  let best = 0
  points.forEach((point, at) => {
    if (Math.hypot(point[0] - x, point[1] - y) < Math.hypot(points[best][0] - x, points[best][1] - y)) best = at
  })
  return best
}

function part(points, from, to) {
  return to > from ? points.slice(from, to + 1) : [...points.slice(from), ...points.slice(0, to + 1)]
}

/** Points along the middle of a path. */
function arrow(path) {
  const middle = Math.floor(path.length / 2)
  const [[x1, y1], [x2, y2]] = [path[middle - 1], path[middle + 1]]
  const degrees = Math.atan2(y2 - y1, x2 - x1) * 180 / Math.PI
  const [x, y] = path[middle]
  return svg('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(1)})` },
    svg('circle', { r: 9 }), svg('path', { d: 'M-2 -4.5L2.5 0L-2 4.5' }))
}

/** Interlaces waves along a track, as in a banknote's border. */
function ribbon(points, amplitude) {
  const lengths = [0]
  for (let at = 1; at < points.length; at++) {
    lengths.push(lengths[at - 1] + Math.hypot(points[at][0] - points[at - 1][0], points[at][1] - points[at - 1][1]))
  }
  const all = lengths.at(-1)
  const waves = Math.max(2, Math.round(all / 96))
  return Array.from({ length: STRANDS }, (_, strand) => {
    let path = ''
    for (let at = 0; at < points.length; at++) {
      const before = points[Math.max(0, at - 1)]
      const after = points[Math.min(points.length - 1, at + 1)]
      const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1
      const wave = amplitude * Math.sin(2 * Math.PI * (waves * lengths[at] / all + strand / STRANDS))
      const x = points[at][0] - (after[1] - before[1]) / length * wave
      const y = points[at][1] + (after[0] - before[0]) / length * wave
      path += `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`
    }
    return svg('path', { d: path })
  })
}
