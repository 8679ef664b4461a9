/* Draws a banknote's rosette, as engravers do: interlaced waves around a circle. Its shape comes from the
   note's four measurements, so that equal notes look equal and different ones differ. */

import { svg } from './dom.js'

const scale = (value, low, high) => Math.min(1, Math.max(0, (value - low) / (high - low)))

/** Makes the rosette of one note. It is decoration: the numbers stand beside it. */
export function rosette([variance, skewness, curtosis, entropy], verdict = '') {
  return wreath({
    petals: 5 + Math.round(scale(variance, -7, 7) * 9),
    amplitude: 0.16 + scale(skewness, -14, 13) * 0.3,
    inner: 0.22 + scale(curtosis, -6, 18) * 0.34,
    strands: 2 + Math.round(scale(entropy, -9, 3) * 3),
    steps: 120,
  }, `rosette ${verdict}`)
}

/** Makes the champion's seal: it is the finer the better the model. */
export function seal(version, quality) {
  return wreath({
    petals: 9 + version % 9, amplitude: 0.2 + 0.08 * (version % 3), inner: 0.56,
    strands: 3 + Math.round(scale(quality, 0.6, 1) * 6), steps: 360,
  }, 'seal-lines')
}

function wreath({ petals, amplitude, inner, strands, steps }, name) {
  const paths = []
  for (let strand = 0; strand < strands; strand++) {
    const phase = strand * 2 * Math.PI / strands
    paths.push(curve(steps, angle => 0.98 - amplitude + amplitude * Math.cos(petals * angle + phase)))
    paths.push(curve(steps, angle => inner * (1 - 0.55 * amplitude + 0.55 * amplitude * Math.sin(petals * angle + phase))))
  }
  return svg('svg', { class: name, viewBox: '-50 -50 100 100', 'aria-hidden': 'true' },
    svg('path', { d: paths.join('') }))
}

function curve(steps, radius) {
  let path = ''
  for (let step = 0; step < steps; step++) {
    const angle = step * 2 * Math.PI / steps
    const length = 48 * radius(angle)
    path += `${step === 0 ? 'M' : 'L'}${(length * Math.cos(angle)).toFixed(1)} ${(length * Math.sin(angle)).toFixed(1)}`
  }
  return path + 'Z'
}
