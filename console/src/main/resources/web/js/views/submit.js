/* Sends banknotes: from the data set, from CSV, or one that is typed; and shows each verdict as it arrives. */

import { awaitVerdicts, readBatch, sample, send, tally } from '../batches.js'
import { parseNotes } from '../csv.js'
import { button, element, icon, replace, setText } from '../dom.js'
import { announce, emptyState, notify } from '../feedback.js'
import { plural, serial } from '../format.js'
import { FEATURES, stamp } from '../note.js'
import { rosette } from '../rosette.js'

const SIZES = [5, 10, 15]
const MAX_SHOWN_PROBLEMS = 6
const MAX_SHOWN_NOTES = 60
const EXAMPLE = 'subject,variance,skewness,curtosis,entropy\nfrom-my-wallet,3.62,8.67,-2.81,-0.45\nfound-on-the-floor,-1.40,-4.88,6.48,0.34'

export function submitView(root) {
  const results = element('div', { class: 'results' },
    emptyState('No batch yet', 'Verdicts appear here, each as soon as it arrives.'))
  const panels = { sample: samplePanel(submit), csv: csvPanel(submit), note: notePanel(submit) }
  const body = element('div', { class: 'submit-body' })
  const names = { sample: 'From the data set', csv: 'CSV', note: 'One note' }
  const choices = Object.entries(names).map(([name, label]) =>
    element('button', { type: 'button', 'data-mode': name, onclick: () => choose(name) }, label))
  function choose(name) {
    for (const choice of choices) choice.setAttribute('aria-pressed', String(choice.dataset.mode === name))
    replace(body, panels[name].node)
  }
  root.append(
    element('div', { class: 'view-head' }, element('div', {}, element('h1', {}, 'Submit banknotes'),
      element('p', {}, 'Each note is four numbers, measured on its picture. The model that serves says real or fake.'))),
    element('div', { class: 'submit-columns' },
      element('section', { class: 'card', 'aria-label': 'New batch' },
        element('div', { class: 'segments', role: 'group', 'aria-label': 'Where the notes come from' }, choices), body),
      element('section', { 'aria-label': 'Verdicts' }, results)))
  choose('sample')

  // A file may be dropped anywhere in the view.
  root.addEventListener('dragover', event => { event.preventDefault(); root.classList.add('dropping') })
  root.addEventListener('dragleave', event => { if (!root.contains(event.relatedTarget)) root.classList.remove('dropping') })
  root.addEventListener('drop', async event => {
    event.preventDefault()
    root.classList.remove('dropping')
    const [file] = event.dataTransfer.files
    choose('csv')
    panels.csv.load(file ? await file.text() : event.dataTransfer.getData('text'))
  })

  async function submit(subjects, features) {
    try {
      const batch = await send(subjects, features)
      const shown = batchResult(batch)
      results.querySelector('.empty')?.remove()
      results.prepend(shown.node)
      const listed = await awaitVerdicts(batch, () => !root.isConnected)
      if (listed) shown.arrived(listed)
      else if (root.isConnected) shown.late()
      return true
    } catch (problem) {
      notify(problem.message, { tone: 'bad' })
      return false
    }
  }

  return { close() {} }
}

function samplePanel(submit) {
  return {
    node: element('div', { class: 'stack' },
      element('p', {}, 'A random batch of real measurements. The data set knows the truth, so you can rate them all at once in Review.'),
      element('div', { class: 'sizes' }, SIZES.map(size => {
        const choice = button([element('strong', {}, String(size)), 'notes'], async () => {
          choice.disabled = true
          try {
            const { subjects, features } = await sample(size)
            await submit(subjects, features)
          } catch (problem) {
            notify(problem.message, { tone: 'bad' })
          } finally {
            choice.disabled = false
          }
        }, { class: 'button size', 'aria-label': `Send ${size} notes` })
        return choice
      }))),
  }
}

function csvPanel(submit) {
  const text = element('textarea', {
    id: 'csv', rows: '10', spellcheck: 'false', placeholder: EXAMPLE, 'aria-describedby': 'csv-state', oninput: read,
  })
  const file = element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv', class: 'visually-hidden', tabindex: '-1', 'aria-hidden': 'true',
    onchange: async () => { if (file.files[0]) load(await file.files[0].text()) } })
  const state = element('div', { id: 'csv-state', 'aria-live': 'polite' })
  const go = button('Send', async () => {
    const notes = parseNotes(text.value)
    if (!notes.problems.length && notes.features.length && await submit(notes.subjects, notes.features)) load('')
  }, { class: 'button button-accent', disabled: true })
  function read() {
    const { features, problems } = parseNotes(text.value)
    go.disabled = problems.length > 0 || features.length === 0
    setText(go, features.length && !problems.length ? `Send ${plural(features.length, 'note')}` : 'Send')
    if (problems.length) {
      replace(state, element('ul', { class: 'problems' }, problems.slice(0, MAX_SHOWN_PROBLEMS).map(problem =>
        element('li', {}, element('strong', {}, `line ${problem.line}`), ` ${problem.message}`))),
      problems.length > MAX_SHOWN_PROBLEMS ? element('p', { class: 'hint' }, `and ${problems.length - MAX_SHOWN_PROBLEMS} more`) : null)
    } else {
      replace(state, element('p', { class: 'hint' }, features.length ? `${plural(features.length, 'note')}, no problem found.`
        : 'Four numbers a line: variance, skewness, curtosis, entropy. A header and a subject column are welcome.'))
    }
  }
  function load(content) {
    text.value = content
    read()
  }
  read()
  return {
    load,
    node: element('div', { class: 'stack' },
      element('label', { for: 'csv' }, 'Paste lines, or drop a file anywhere'), text, state,
      element('div', { class: 'actions' }, go, button('Choose a file', () => file.click()), file,
        button('Show an example', () => load(EXAMPLE), { class: 'button button-quiet' }))),
  }
}

function notePanel(submit) {
  const fields = FEATURES.map(({ name }) => element('input', {
    id: `note-${name}`, name, inputmode: 'decimal', autocomplete: 'off', required: true, oninput: redraw,
  }))
  const subject = element('input', { id: 'note-subject', autocomplete: 'off', maxlength: '500', value: 'my-note' })
  const picture = element('div', { class: 'note-preview', 'aria-hidden': 'true' })
  const problem = element('p', { class: 'problem', id: 'note-problem', role: 'alert' })
  const numbers = () => fields.map(field => field.value.trim() === '' ? NaN : Number(field.value.trim().replace(',', '.').replace('−', '-')))
  function redraw() {
    replace(picture, rosette(numbers().map(number => Number.isFinite(number) ? number : 0)))
  }
  redraw()
  const form = element('form', {
    class: 'stack', novalidate: true,
    onsubmit: async event => {
      event.preventDefault()
      const values = numbers()
      const wrong = values.findIndex(number => !Number.isFinite(number))
      fields.forEach((field, at) => field.setAttribute('aria-invalid', String(at === wrong)))
      setText(problem, wrong < 0 ? '' : `${FEATURES[wrong].name} must be a number, got "${fields[wrong].value}"`)
      if (wrong < 0) await submit([subject.value], [values])
      else fields[wrong].focus()
    },
  },
  element('div', { class: 'note-form' },
    element('div', { class: 'field field-wide' }, element('label', { for: 'note-subject' }, 'Subject'), subject),
    fields.map((field, at) => element('div', { class: 'field' }, element('label', { for: field.id }, FEATURES[at].name), field)),
    picture),
  problem,
  element('div', { class: 'actions' }, element('button', { class: 'button button-accent' }, 'Send this note'),
    button('Fill in an example', async () => {
      const { features } = await sample(5)
      fields.forEach((field, at) => { field.value = String(features[0][at]) })
      redraw()
    }, { class: 'button button-quiet' })))
  return { node: form }
}

/** Shows a batch as a spread of banknotes, blank until their verdicts arrive. */
function batchResult(batch) {
  const state = element('p', { class: 'hint' }, 'Sent. Waiting for verdicts …')
  const shown = batch.subjects.slice(0, MAX_SHOWN_NOTES)
  const notes = shown.map((subject, at) => {
    const verdict = element('div', { class: 'banknote-verdict' }, element('span', { class: 'hint' }, '…'))
    const picture = element('div', { class: 'banknote-picture' }, rosette(batch.features[at]))
    return { verdict, picture, node: element('li', { class: 'banknote' }, picture,
      element('div', { class: 'banknote-words' }, element('span', { class: 'banknote-subject', title: subject }, subject || '(no subject)'), verdict)) }
  })
  const rate = element('a', { class: 'button', href: `#/review/${batch.id}`, hidden: true }, icon('review'), 'Rate them')
  const node = element('article', { class: 'card batch-result' },
    element('div', { class: 'card-head' },
      element('div', {}, element('h2', {}, 'Batch ', element('span', { class: 'serial' }, serial(batch.id))), state), rate),
    element('ul', { class: 'banknotes' }, notes.map(note => note.node)),
    batch.subjects.length > shown.length
      ? element('p', { class: 'hint' }, `and ${plural(batch.subjects.length - shown.length, 'more note')}, all in Review`) : null)
  const show = (verdicts, confidences, unsure) => notes.forEach((note, at) => {
    replace(note.verdict, stamp(verdicts[at], confidences?.[at], unsure?.[at]))
    note.picture.firstChild.classList.add(verdicts[at])
    note.node.classList.add('arrived', verdicts[at])
    note.node.style.setProperty('--order', at)
  })
  return {
    node,
    arrived(listed) {
      show(listed.predictions, listed.confidence, listed.unsure)
      const { real, fake } = tally(listed.predictions)
      setText(state, `${real} real, ${fake} fake, after ${Math.round(listed.took)} ms`)
      node.dataset.took = String(Math.round(listed.took))
      rate.hidden = false
      announce(`Batch classified: ${real} real, ${fake} fake`)
      readBatch(batch.id).then(details => {
        show(details.predictions, details.confidence, details.unsure)
        if (details.model_file_name) {
          setText(state, `${real} real, ${fake} fake, after ${Math.round(listed.took)} ms, by ${details.model_file_name.replaceAll('-', '\u2011')}`)
        }
      }).catch(() => {})
    },
    late() {
      setText(state, 'No verdict after two minutes. Health shows where messages wait.')
    },
  }
}
