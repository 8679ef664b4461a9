/* Keeps values fresh: one poll for each path, however many parts of the page look at it. */

import { get } from './api.js'

const MAX_PAUSE = 10_000
const watched = new Map()
const stateListeners = new Set()
let failing = null

/** Calls `listener` now (if known) and whenever the value at `path` changed. Returns a function that stops it. */
export function watch(path, interval, listener) {
  let entry = watched.get(path)
  if (!entry) {
    entry = { path, listeners: new Map(), value: undefined, timer: 0, failures: 0, running: false }
    watched.set(path, entry)
  }
  entry.listeners.set(listener, interval)
  if (entry.value !== undefined) queueMicrotask(() => entry.listeners.has(listener) && listener(entry.value))
  poll(entry)
  return () => {
    entry.listeners.delete(listener)
    if (entry.listeners.size === 0) {
      clearTimeout(entry.timer)
      watched.delete(path)
    }
  }
}

/** Asks again now for each path that begins so. */
export function refresh(prefix = '/') {
  for (const entry of watched.values()) if (entry.path.startsWith(prefix)) poll(entry)
}

/** Tells `listener` the problem of the latest poll, or null when polls succeed. */
export function onState(listener) {
  stateListeners.add(listener)
}

async function poll(entry) {
  clearTimeout(entry.timer)
  if (entry.running || document.hidden) return
  entry.running = true
  try {
    const value = await get(entry.path)
    entry.failures = 0
    report(entry.path, null)
    if (value !== entry.value) {
      entry.value = value
      for (const listener of [...entry.listeners.keys()]) listener(value)
    }
  } catch (problem) {
    if (problem.status === undefined) throw problem
    entry.failures++
    report(entry.path, problem)
  } finally {
    entry.running = false
    if (watched.get(entry.path) === entry) {
      const pause = Math.min(...entry.listeners.values()) * 2 ** Math.min(entry.failures, 4)
      entry.timer = setTimeout(() => poll(entry), Math.min(MAX_PAUSE, pause))
    }
  }
}

function report(path, problem) {
  if (problem) failing = { path, problem }
  else if (failing && (failing.path === path || !watched.has(failing.path))) failing = null
  for (const listener of stateListeners) listener(failing?.problem ?? null)
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) for (const listener of stateListeners) listener(failing?.problem ?? null)
  else refresh()
})
