/* Reads banknotes from CSV: four numbers a line, with or without header, subject and class columns. */

import { FEATURES } from './note.js'

const MAX_NOTES = 10_000
const names = FEATURES.map(feature => feature.name)

/** Returns `{subjects, features, problems}`; each problem names its line, the rule and the value. */
export function parseNotes(text) {
  const subjects = []
  const features = []
  const problems = []
  let columns = null
  text.split(/\r\n|\r|\n/).forEach((line, at) => {
    if (line.trim() === '') return
    const cells = line.split(line.includes(';') ? ';' : line.includes('\t') ? '\t' : ',').map(unquote)
    if (columns === null) {
      columns = headerColumns(cells)
      if (columns) {
        const missing = names.filter(name => !(name in columns))
        if (missing.length) problems.push({ line: at + 1, message: `the header must name ${missing.join(', ')}` })
        return
      }
      columns = defaultColumns(cells)
    }
    const row = []
    for (const name of names) {
      const cell = cells[columns[name]]
      if (cell === undefined) {
        problems.push({ line: at + 1, message: `${name} is missing: a line has four numbers, got ${cells.length}` })
        return
      }
      const number = cell === '' ? NaN : Number(cell)
      if (!Number.isFinite(number)) {
        problems.push({ line: at + 1, message: `${name} must be a number, got "${cell.slice(0, 40)}"` })
        return
      }
      row.push(number)
    }
    const subject = cells[columns.subject] ?? `line-${at + 1}`
    if (subject.length > 500) problems.push({ line: at + 1, message: 'subject must have at most 500 characters' })
    subjects.push(subject)
    features.push(row)
  })
  if (features.length > MAX_NOTES) {
    problems.push({ line: MAX_NOTES + 1, message: `at most ${MAX_NOTES} notes here; send more with POST /notes` })
  }
  return { subjects, features, problems }
}

function unquote(cell) {
  return cell.trim().replace(/^"(.*)"$/, '$1').replaceAll('""', '"').trim()
}

function headerColumns(cells) {
  const columns = {}
  cells.forEach((cell, at) => { columns[cell.toLowerCase()] = at })
  return names.some(name => name in columns) ? columns : null
}

/** Without a header, a first cell that is no number is the subject if four more cells follow. */
function defaultColumns(cells) {
  const first = cells.length > names.length && !Number.isFinite(Number(cells[0])) ? 1 : 0
  const columns = Object.fromEntries(names.map((name, at) => [name, at + first]))
  if (first) columns.subject = 0
  return columns
}
