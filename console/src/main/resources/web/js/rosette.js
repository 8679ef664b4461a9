/* Draws a banknote's rosette, as engravers do: interlaced waves around a circle. Its shape comes from the
   note's four measurements, so that equal notes look equal and different ones differ. */

import { svg } from './dom.js'

const scale = (value, low, high) => Math.min(1, Math.max(0, (value - low) / (high - low)))

/** Makes the rosette of one note. It is decoration: the numbers stand beside it. */
export function rosette([variance, skewness, curtosis, entropy], verdict = '') {
  return wreath({
    petals: 3 + Math.round(scale(variance, -6, 6) * 9),
    amplitude: 0.1 + scale(skewness, -12, 12) * 0.34,
    inner: 0.2 + scale(curtosis, -6, 14) * 0.42,
    innerPetals: 3 + Math.round(scale(entropy, -7, 2) * 7), wave: 0.14,
    strands: 3,
    steps: 144,
  }, `rosette ${verdict}`)
}

/** Makes the champion's seal: it is the finer the better the model. */
export function seal(version, quality) {
  return wreath({
    petals: 10 + version % 7, amplitude: 0.09 + 0.012 * (version % 4), inner: 0.8, innerPetals: 24 + version % 5, wave: 0.06,
    strands: 3 + Math.round(scale(quality, 0.6, 1) * 5), steps: 420,
  }, 'seal-lines')
}

function wreath({ petals, amplitude, inner, innerPetals, wave, strands, steps }, name) {
  const paths = []
  for (let strand = 0; strand < strands; strand++) {
    const phase = strand * 2 * Math.PI / strands
    paths.push(curve(steps, angle => 0.98 - amplitude + amplitude * Math.cos(petals * angle + phase)))
    paths.push(curve(steps, angle => inner * (1 - wave + wave * Math.sin(innerPetals * angle + phase))))
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
