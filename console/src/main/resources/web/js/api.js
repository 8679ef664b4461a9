/* Calls the console's own API, with the operator's key and with ETags. */

const STORED_KEY = 'operator-key'
const CALL_TIMEOUT = 15_000

/** Says why a call failed: the status (0 where there was no answer) and what to do. */
export class ApiProblem extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

const known = new Map()

export function hasKey() {
  return sessionStorage.getItem(STORED_KEY) !== null
}

export function setKey(key) {
  known.clear()
  sessionStorage.setItem(STORED_KEY, key)
}

/** Takes the key out of `#key=…`, so that it stays neither in the address bar nor in the history. */
export function takeKeyFromAddress() {
  const match = location.hash.match(/^#key=([^&]+)/)
  if (!match) return false
  setKey(decodeURIComponent(match[1]))
  history.replaceState(null, '', location.pathname + '#/loop')
  return true
}

async function call(method, path, body, extra = {}) {
  const headers = { Accept: 'application/json', ...extra }
  const key = sessionStorage.getItem(STORED_KEY)
  if (key !== null) headers.Authorization = `Bearer ${key}`
  if (method !== 'GET') headers['Content-Type'] = 'application/json'
  const before = known.get(path)
  if (method === 'GET' && before) headers['If-None-Match'] = before.tag
  let answer
  try {
    answer = await fetch(path, {
      method, headers, cache: 'no-store', credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive: method !== 'GET' && JSON.stringify(body ?? '').length < 60_000,
      signal: AbortSignal.timeout(CALL_TIMEOUT),
    })
  } catch {
    throw new ApiProblem(0, 'The console does not answer. Is it still running?')
  }
  if (answer.status === 304) return before.value
  const value = await answer.json().catch(() => null)
  if (!answer.ok) throw new ApiProblem(answer.status, value?.message ?? `The console answered ${answer.status}.`)
  const tag = answer.headers.get('ETag')
  if (method === 'GET' && tag) {
    if (known.size > 300) known.clear()
    known.set(path, { tag, value })
  }
  return value
}

export const get = path => call('GET', path)
export const post = (path, body = {}, headers = {}) => call('POST', path, body, headers)
export const patch = (path, body) => call('PATCH', path, body)
export const remove = path => call('DELETE', path)

/** Sends a batch. The idempotency key makes a retry of the same submission harmless. */
export function submitNotes(subjects, features) {
  return post('/api/notes', { subjects, features }, { 'Idempotency-Key': crypto.randomUUID() })
}
