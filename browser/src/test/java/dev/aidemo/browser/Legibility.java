package dev.aidemo.browser;

import java.util.List;
import java.util.Objects;

/**
 * Finds text that cannot be read whole: off the screen, cut by what it stands in, or across the
 * champion's ring. The page uses the system's typeface, so each must fit, also a wide one.
 */
final class Legibility {
  /** Wider than the typefaces of Windows, macOS, Android and most Linux desktops. */
  private static final String WIDE_TYPEFACE = "\"DejaVu Sans\", Verdana, sans-serif";

  private static final String FIND =
      """
      const found = []
      const place = node => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return range.getBoundingClientRect()
      }
      const cuts = style => style.overflowX !== 'visible' && style.textOverflow !== 'ellipsis'
      for (const node of document.querySelectorAll('body *:not(svg *)')) {
        if (![...node.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim())) continue
        const ancestors = []
        for (let at = node; at !== document.body; at = at.parentElement) ancestors.push(at)
        const styles = ancestors.map(at => getComputedStyle(at))
        // Only for screen readers, or shown on focus.
        if (styles.some(style => style.clipPath !== 'none' || style.opacity === '0')) continue
        const text = place(node)
        if (!text.width || styles.some(style => style.textOverflow === 'ellipsis')) continue
        const frames = ancestors.filter((at, index) => at.tagName !== 'PRE' && cuts(styles[index]))
          .map(at => at.getBoundingClientRect())
        if ([{ left: 0, right: innerWidth }, ...frames]
          .some(frame => text.right > frame.right + 1 || text.left < frame.left - 1)) {
          found.push(`cut: ${node.textContent}`)
        }
      }
      for (const box of document.querySelectorAll('.table-box')) {
        if (box.clientWidth && box.scrollWidth > box.clientWidth) found.push(`must be scrolled: ${box.textContent.slice(0, 60)}`)
      }
      if (document.documentElement.scrollWidth > innerWidth) found.push('the page is wider than the screen')
      const champion = document.querySelector('.champion')
      if (champion) {
        const box = champion.getBoundingClientRect()
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
        const numbers = champion.querySelector('path').getAttribute('d').match(/-?[\\d.]+/g).map(Number)
        let ring = 50
        for (let at = 0; at < numbers.length; at += 2) ring = Math.min(ring, Math.hypot(numbers[at], numbers[at + 1]))
        for (const line of champion.querySelectorAll('.champion-words > *')) {
          const text = place(line)
          const letters = 0.3 * text.height
          const corner = Math.hypot(Math.max(text.right - x, x - text.left),
            Math.max(text.bottom - y, y - text.top) - 0.5 * text.height + letters)
          if (text.width && corner > ring / 100 * box.width) found.push(`across the ring: ${line.textContent}`)
        }
      }
      return found
      """;

  private Legibility() {}

  /** Finds such text in the system's typeface and in a wide one. */
  static List<?> illegible(ConsolePage page) {
    List<?> found = find(page);
    if (!found.isEmpty()) {
      return found;
    }
    page.run("document.documentElement.style.setProperty('--font', arguments[0])", WIDE_TYPEFACE);
    try {
      return find(page);
    } finally {
      page.run("document.documentElement.style.removeProperty('--font')");
    }
  }

  private static List<?> find(ConsolePage page) {
    return (List<?>) Objects.requireNonNull(page.run(FIND));
  }
}
