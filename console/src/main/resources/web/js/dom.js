/* Builds elements. Strings become text nodes, never markup. */

const SVG = 'http://www.w3.org/2000/svg'

/** Makes an HTML element: `on…` properties are listeners, `style` sets custom properties, others attributes. */
export function element(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children)
}

/** Makes an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children)
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'style') {
      // Through the CSSOM, because the content security policy forbids style attributes.
      for (const [key, text] of Object.entries(value)) node.style.setProperty(key, text)
    } else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false))
  return node
}

/** Replaces the children of a node. */
export function replace(node, ...children) {
  node.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false))
  return node
}

/** Sets an element's text only where it differs, so that selections and live regions stay quiet. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** Makes a button. */
export function button(label, onclick, properties = {}) {
  return element('button', { type: 'button', class: 'button', onclick, ...properties }, label)
}

const ICONS = {
  loop: 'M4 12a8 8 0 0 1 14-5.3M20 12a8 8 0 0 1-14 5.3M18 3v4h-4M6 21v-4h4',
  submit: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  review: 'M4 12.5l5 5L20 6.5',
  models: 'M4 20V4M4 20h16M7.5 15l4-5 3.5 3 4.5-7',
  health: 'M3 12h4l3-8 4 16 3-8h4',
  sun: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10M12 1.5v2M12 20.5v2M1.5 12h2M20.5 12h2M4.6 4.6 6 6M18 18l1.4 1.4M4.6 19.4 6 18M18 6l1.4-1.4',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5',
  auto: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 3v18M12 8l6-2.5M12 13h9M12 18l5-.5',
  right: 'M4 12.5l5 5L20 6.5',
  wrong: 'M6 6l12 12M18 6L6 18',
  skip: 'M5 5l8 7-8 7M18 5v14',
  pin: 'M9 3h6l-1 7 4 3v2H6v-2l4-3zM12 15v6',
  undo: 'M8 5 4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3',
  back: 'M15 5l-7 7 7 7',
}

/** Makes a decorative icon of 24 × 24 units, drawn with the text's colour. */
export function icon(name) {
  return svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: ICONS[name] }))
}
