// What the elements have in common: what the author wrote inside stays in view
// until there is better.

/**
 * @param {string} styles the style sheet
 * @returns {typeof HTMLElement} a class to extend
 */
export function makeAlive(styles) {
  /** A sheet belongs to one document, and an element may be moved to another. */
  const sheets = new WeakMap();
  const sheetsOf = (page) => {
    const { CSSStyleSheet } = page.defaultView ?? {};
    if (!CSSStyleSheet) return [];
    if (!sheets.has(page)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      sheets.set(page, sheet);
    }
    return [sheets.get(page)];
  };

  return class Alive extends HTMLElement {
    #slot = document.createElement("slot");

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = sheetsOf(this.ownerDocument);
      root.append(this.#slot);
    }

    adoptedCallback() {
      this.shadowRoot.adoptedStyleSheets = sheetsOf(this.ownerDocument);
    }

    /** Shows what the author put inside, or what came alive instead. */
    showContent(shown) {
      this.#slot.hidden = !shown;
    }

    /** Takes away whatever came alive, by whomever it was put there. */
    clearAway() {
      for (const node of [...this.shadowRoot.childNodes]) {
        if (node !== this.#slot) node.remove();
      }
      this.showContent(true);
    }
  };
}
