/* Keeps the ratings of one batch until they are sent, so that they can be taken back for a few seconds. */

import { patch } from './api.js'

const UNDO_TIME = 4_000

/* What was sent, by batch: feedback takes a moment until the table shows it. */
const sent = new Map()

/** Holds what was rated and not yet sent. `changed` is called after each change. */
export class Ratings {
  constructor(details, changed) {
    this.id = details.batch_id
    this.details = details
    this.changed = changed
    this.waiting = new Map()
    this.skipped = new Set()
    this.history = []
    this.problem = null
    this.due = 0
    this.timer = 0
    if (!sent.has(this.id)) sent.set(this.id, new Map())
  }

  /** The rating of the note at this place: 1, 0, or null. */
  of(place) {
    return this.waiting.get(place) ?? sent.get(this.id).get(place) ?? this.details.ratings?.[place] ?? null
  }

  state(place) {
    if (this.waiting.has(place)) return 'waiting'
    if (this.of(place) !== null) return 'saved'
    return this.skipped.has(place) ? 'skipped' : 'open'
  }

  get rated() {
    return this.details.subjects.filter((_, place) => this.of(place) !== null).length
  }

  /** Rates notes, all with one rating or each with its own. */
  rate(places, rating) {
    const before = places.map(place => [place, this.waiting.get(place), this.skipped.has(place)])
    for (const place of places) {
      this.waiting.set(place, typeof rating === 'function' ? rating(place) : rating)
      this.skipped.delete(place)
    }
    this.history.push(before)
    this.#schedule()
    this.changed()
  }

  skip(places) {
    this.history.push(places.map(place => [place, this.waiting.get(place), this.skipped.has(place)]))
    for (const place of places) {
      this.waiting.delete(place)
      this.skipped.add(place)
    }
    this.changed()
  }

  /** Takes back the last action. Returns its places, or null where there is none that has not been sent. */
  undo() {
    const before = this.history.pop()
    if (!before) return null
    for (const [place, rating, skipped] of before) {
      if (rating === undefined) this.waiting.delete(place)
      else this.waiting.set(place, rating)
      if (skipped) this.skipped.add(place)
      else this.skipped.delete(place)
    }
    this.#schedule()
    this.changed()
    return before.map(([place]) => place)
  }

  /** Sends what can be sent, at once. */
  async send() {
    clearTimeout(this.timer)
    this.due = 0
    const places = this.#complete()
    if (!places.length) {
      this.changed()
      return
    }
    const ratings = new Map(places.map(place => [place, this.of(place)]))
    this.history = []
    for (const place of places) {
      this.waiting.delete(place)
      sent.get(this.id).set(place, ratings.get(place))
    }
    this.problem = null
    this.changed()
    try {
      await patch(`/api/batches/${this.id}`, {
        subjects: places.map(place => this.details.subjects[place]),
        ratings: places.map(place => ratings.get(place)),
      })
    } catch (problem) {
      this.problem = problem.message
      for (const [place, rating] of ratings) {
        sent.get(this.id).delete(place)
        if (!this.waiting.has(place)) this.waiting.set(place, rating)
      }
    }
    this.changed()
  }

  /** Subjects that occur more than once and have ratings for some of their notes only. Ratings of a subject are
      matched by order, so all of its notes go together. */
  get incomplete() {
    const complete = new Set(this.#complete())
    return [...new Set([...this.waiting.keys()].filter(place => !complete.has(place)).map(place => this.details.subjects[place]))]
  }

  #complete() {
    const { subjects } = this.details
    const touched = new Set([...this.waiting.keys()].map(place => subjects[place]))
    const missing = new Set(subjects.filter((_, place) => this.of(place) === null))
    return subjects.map((_, place) => place).filter(place => touched.has(subjects[place]) && !missing.has(subjects[place]))
  }

  #schedule() {
    clearTimeout(this.timer)
    this.problem = null
    this.due = this.waiting.size ? Date.now() + UNDO_TIME : 0
    if (this.due) this.timer = setTimeout(() => this.send(), UNDO_TIME)
  }
}
