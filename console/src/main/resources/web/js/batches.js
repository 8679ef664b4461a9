/* Sends batches and waits for their verdicts. */

import { get, submitNotes } from './api.js'
import { refresh } from './live.js'

const LATEST = '/api/batches?limit=20'
const QUICK = { until: 2_000, pause: 30 }
const SLOWER = { until: 10_000, pause: 250 }
const MAX_WAIT = 120_000
const LAST_PAUSE = 1_000
const STORED_TRIES = 12
const STORED_PAUSE = 150

/** Draws notes from the data set. */
export const sample = number => get(`/api/sample?count=${number}`)

/** Sends a batch. Returns its id and when it was sent; the verdicts come later. */
export async function send(subjects, features) {
  const sent = performance.now()
  const answer = await submitNotes(subjects, features)
  const batch = { id: answer.batch_id, subjects, features, sent, sentAt: new Date().toISOString() }
  sessionStorage.setItem('story', JSON.stringify(batch))
  return batch
}

/** Resolves to the listed batch as soon as it is there, with `took`, the milliseconds since it was sent; or to null.
    It reads the list, because the batch itself is "not found" until then. */
export async function awaitVerdicts(batch, stopped = () => false) {
  const began = performance.now()
  for (;;) {
    const waited = performance.now() - began
    if (waited > MAX_WAIT || stopped()) return null
    const { batches } = await get(LATEST).catch(() => ({ batches: [] }))
    const listed = batches.find(entry => entry.batch_id === batch.id)
    if (listed) {
      refresh('/api/')
      return { ...listed, took: performance.now() - batch.sent }
    }
    const pause = waited < QUICK.until ? QUICK.pause : waited < SLOWER.until ? SLOWER.pause : LAST_PAUSE
    await new Promise(done => setTimeout(done, pause))
  }
}

/** Reads one batch with its measurements. It is listed a moment before it is stored, so it may take a few tries. */
export async function readBatch(id) {
  for (let tries = 1; ; tries++) {
    const details = await get(`/api/batches/${id}`)
    if (details.input || tries === STORED_TRIES) return details
    await new Promise(done => setTimeout(done, STORED_PAUSE))
  }
}

/** Says how many of each verdict there are. */
export function tally(verdicts) {
  const real = verdicts.filter(verdict => verdict === 'real').length
  return { real, fake: verdicts.length - real }
}
