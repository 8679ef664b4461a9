/* Starts the page: the operator's key, the views by their address, light and dark, and what is said above all views. */

import { hasKey, setKey, takeKeyFromAddress } from './api.js'
import { button, element, icon, replace, setText } from './dom.js'
import { openDialog } from './feedback.js'
import { onState, refresh, watch } from './live.js'
import { seal } from './rosette.js'
import { loopView } from './views/loop.js'
import { submitView } from './views/submit.js'
import { reviewView } from './views/review.js'
import { askView } from './views/ask.js'
import { modelsView } from './views/models.js'
import { healthView } from './views/health.js'

const VIEWS = {
  loop: { title: 'Loop', open: loopView },
  submit: { title: 'Submit', open: submitView },
  review: { title: 'Review', open: reviewView, ways: { ask: { title: 'Ask me', open: askView } } },
  models: { title: 'Models', open: modelsView },
  health: { title: 'Health', open: healthView },
}
const MISSING_KEY = 401

const main = document.getElementById('main')
const tabs = document.getElementById('tabs')
let opened = { view: null, close: () => {} }

function route() {
  const [, name = 'loop', part = null] = location.hash.split('/')
  if (location.hash === '#main') return
  show(name in VIEWS ? name : 'loop', part && decodeURIComponent(part))
}

function show(name, part) {
  const way = VIEWS[name].ways?.[part]
  const view = way ?? VIEWS[name]
  if (opened.view === view && opened.go) {
    opened.go(part)
    return
  }
  const first = opened.view === null
  opened.close()
  const root = element('div', { class: `view view-${name}` })
  replace(main, root)
  document.title = `${view.title} · AI Demo Functions`
  for (const link of tabs.children) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
  opened = { view, close: () => {}, ...view.open(root, part) }
  window.scrollTo(0, 0)
  if (!first) main.focus({ preventScroll: true })
}

for (const [name, view] of Object.entries(VIEWS)) {
  tabs.append(element('a', { href: `#/${name}`, 'data-view': name }, icon(name), element('span', {}, view.title)))
}
document.getElementById('brand-mark').append(seal(7, 0.8))

/* Light and dark: the system's choice until somebody chooses. */
const THEMES = { auto: 'follows the system', light: 'light', dark: 'dark' }
const themeButton = document.getElementById('theme')
function showTheme() {
  const theme = localStorage.getItem('theme') ?? 'auto'
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  replace(themeButton, icon({ auto: 'auto', light: 'sun', dark: 'moon' }[theme]))
  themeButton.setAttribute('aria-label', `Colours: ${THEMES[theme]}. Change`)
  themeButton.title = `Colours: ${THEMES[theme]}`
}
themeButton.addEventListener('click', () => {
  const names = Object.keys(THEMES)
  localStorage.setItem('theme', names[(names.indexOf(localStorage.getItem('theme') ?? 'auto') + 1) % names.length])
  showTheme()
})
showTheme()

/* Keyboard help, and the letters that open a view. */
const SHORTCUTS = [
  ['g then l, s, r, m, h', 'open Loop, Submit, Review, Models, Health'],
  ['j  k  or  ↓  ↑', 'next, previous note'],
  ['Shift + ↓  ↑', 'choose many notes'],
  ['y  or  →', 'the verdict is right'],
  ['n', 'the verdict is wrong'],
  ['s', 'skip the note'],
  ['u', 'undo the last rating'],
  ['Enter', 'send ratings now'],
  ['[  ]', 'newer, older batch'],
  ['?', 'this help'],
]
function showHelp() {
  if (document.querySelector('dialog[open]')) return
  const dialog = openDialog('Keyboard', [
    element('dl', { class: 'shortcuts' }, SHORTCUTS.map(([keys, does]) => element('div', {},
      element('dt', {}, keys.split(/\s{2}/).map(key => key === 'or' ? ' or ' : element('kbd', {}, key))),
      element('dd', {}, does)))),
    element('div', { class: 'dialog-actions' }, button('Close', () => dialog.close())),
  ])
}
document.getElementById('help').addEventListener('click', showHelp)
let leader = 0
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return
  if (event.key === '?') showHelp()
  else if (event.key === 'g') leader = Date.now()
  else if (Date.now() - leader < 1200) {
    const name = Object.keys(VIEWS).find(view => view[0] === event.key)
    leader = 0
    if (name) {
      event.preventDefault()
      event.stopImmediatePropagation()
      location.hash = `#/${name}`
    }
  }
})

/* The key, the banner, the sign of life. */
let keyDialog = null
function askForKey(problem) {
  if (keyDialog) return
  const wrong = hasKey()
  const input = element('input', {
    id: 'operator-key', name: 'key', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false',
  })
  const form = element('form', {
    onsubmit: event => {
      event.preventDefault()
      if (!input.value.trim()) return
      setKey(input.value.trim())
      keyDialog.close()
      refresh()
    },
  },
  element('p', {}, wrong ? 'The console did not accept this key.' : 'The console answers only operators.',
    ' Enter an operator key, one of OPERATOR_KEYS. Locally, ./ai-demo up prints an address that has it.'),
  element('label', { for: 'operator-key' }, 'Operator key'), input,
  element('p', { class: 'hint' }, 'It stays in this tab until you close it.'),
  element('div', { class: 'dialog-actions' }, element('button', { class: 'button button-accent' }, 'Continue')))
  keyDialog = openDialog('Operator key', [form], { closable: false })
  keyDialog.addEventListener('close', () => { keyDialog = null })
  keyDialog.dataset.message = problem.message
}

const banner = document.getElementById('banner')
const pulse = document.getElementById('pulse')
onState(problem => {
  const paused = document.hidden
  pulse.dataset.state = problem ? 'failing' : paused ? 'paused' : 'live'
  setText(pulse, problem ? 'Trying again' : paused ? 'Paused' : 'Live')
  if (problem?.status === MISSING_KEY) askForKey(problem)
  const visible = problem !== null && problem.status !== MISSING_KEY
  if (visible) setText(banner, problem.message)
  banner.hidden = !visible
})

takeKeyFromAddress()
const healthTab = tabs.querySelector('[data-view=health]')
const badge = element('b', { class: 'badge', hidden: true })
healthTab.append(badge)
watch('/api/overview', 3000, ({ counts }) => {
  badge.hidden = !counts.dead_letters
  setText(badge, String(counts.dead_letters ?? ''))
  badge.title = `${counts.dead_letters} dead letters`
})
window.addEventListener('hashchange', () => {
  if (takeKeyFromAddress()) {
    keyDialog?.close()
    refresh()
  }
  route()
})
if (!location.hash) history.replaceState(null, '', '#/loop')
route()
