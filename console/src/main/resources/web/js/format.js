/* Turns values into text that people read. */

const whole = new Intl.NumberFormat('en')
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

export function count(number) {
  return number === null || number === undefined ? '–' : whole.format(number)
}

export function plural(number, one, many = one + 's') {
  return `${count(number)} ${number === 1 ? one : many}`
}

export function accuracy(number) {
  return number === null || number === undefined ? '–' : number.toFixed(4)
}

export function percent(part, all) {
  return all ? `${Math.round(100 * part / all)} %` : '–'
}

export function confidence(number) {
  return number === null || number === undefined ? null : `${Math.min(99.9, 100 * number).toFixed(number > 0.995 ? 1 : 0)} %`
}

/** Formats a measurement so that a column of them aligns at the point. */
export function measurement(number) {
  return number.toFixed(2).replace('-', '−')
}

export function seconds(number) {
  if (number === null || number === undefined) return '–'
  return number < 1 ? `${whole.format(Math.round(number * 1000))} ms` : `${number.toFixed(number < 10 ? 2 : 1)} s`
}

export function milliseconds(number) {
  if (number < 0.1) return '< 0.1 ms'
  return `${number < 10 ? number.toFixed(1) : Math.round(number)} ms`
}

export function age(secondsAgo) {
  if (secondsAgo < 60) return `${Math.max(0, Math.round(secondsAgo))} s`
  if (secondsAgo < 3600) return `${Math.round(secondsAgo / 60)} min`
  if (secondsAgo < 172800) return `${Math.round(secondsAgo / 3600)} h`
  return `${Math.round(secondsAgo / 86400)} days`
}

/** Reads a time; the lists of the predict API write UTC without a zone. */
export function time(text) {
  return new Date(/Z|[+-]\d\d:?\d\d$/.test(text) ? text : text + 'Z')
}

export function ago(text) {
  if (!text) return '–'
  const passed = (Date.now() - time(text)) / 1000
  return passed < 5 ? 'just now' : `${age(passed)} ago`
}

export function moment(text) {
  return text ? day.format(time(text)) : '–'
}

export function clockTime(date) {
  return clock.format(date)
}

/** Shortens a batch id to a serial number, as a banknote has one. */
export function serial(batchId) {
  return batchId.slice(0, 8).toUpperCase()
}
