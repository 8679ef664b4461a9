/* What the page tells people beside its views: notices that pass, announcements, questions. */

import { button, element, setText } from './dom.js'

const NOTICE_TIME = 6_000

/** Shows a short notice, with an action where there is one to take. Returns a function that closes it. */
export function notify(text, { action, act, time = NOTICE_TIME, tone = 'plain' } = {}) {
  const box = element('div', { class: `toast toast-${tone}` }, element('span', {}, text))
  const close = () => box.remove()
  if (action) box.append(button(action, () => { close(); act() }, { class: 'button button-quiet' }))
  document.getElementById('toasts').append(box)
  setTimeout(close, time)
  return close
}

/** Lets a screen reader say it. */
export function announce(text) {
  setText(document.getElementById('announcer'), text)
}

/** Asks before something that others notice. Resolves to true where the operator confirms. */
export function confirm(title, text, action, tone = 'accent') {
  return new Promise(resolve => {
    const dialog = openDialog(title, [
      ...[text].flat().map(line => element('p', {}, line)),
      element('div', { class: 'dialog-actions' },
        button('Cancel', () => dialog.close(), { autofocus: true }),
        button(action, () => { dialog.returnValue = 'yes'; dialog.close('yes') }, { class: `button button-${tone}` })),
    ])
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'))
  })
}

/** Opens a modal dialog that is removed when it closes. */
export function openDialog(title, children, { closable = true } = {}) {
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title' },
    element('h2', { id: 'dialog-title' }, title), ...children)
  dialog.addEventListener('close', () => dialog.remove())
  dialog.addEventListener('cancel', event => { if (!closable) event.preventDefault() })
  dialog.addEventListener('click', event => { if (closable && event.target === dialog) dialog.close() })
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** Fills a place that has nothing to show yet. */
export function emptyState(title, text, ...actions) {
  return element('div', { class: 'empty' }, element('p', { class: 'empty-title' }, title), element('p', {}, text),
    actions.length ? element('div', { class: 'actions' }, ...actions) : null)
}

/** Holds the place of something that loads. */
export function skeleton(lines = 3) {
  return element('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: lines }, () => element('span')))
}
