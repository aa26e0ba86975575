// What the elements have in common: what the author wrote inside stays in view
// until there is better.

/**
 * @param {string} styles the style sheet
 * @returns {typeof HTMLElement} a class to extend
 */
export function makeAlive(styles) {
  // An engine that does not know it would leave all colours off: it is light there.
  const known = !globalThis.CSS?.supports || CSS.supports("color", "light-dark(#000, #fff)");
  const sheet = known ? styles : styles.replace(/light-dark\(([^,]+),[^)]+\)/g, "$1");
  /** A sheet belongs to one document, and an element may be moved to another. */
  const sheets = new WeakMap();
  const sheetsOf = (page) => {
    const { CSSStyleSheet } = page.defaultView ?? {};
    if (!CSSStyleSheet) return [];
    if (!sheets.has(page)) {
      const own = new CSSStyleSheet();
      own.replaceSync(sheet);
      sheets.set(page, own);
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

    /** Prints what came alive by itself, as a report: a frame of its own holds a copy. */
    printAlone() {
      this.shadowRoot.querySelector(".printer")?.remove();
      const frame = document.createElement("iframe");
      frame.className = "printer";
      frame.ariaHidden = "true";
      frame.tabIndex = -1;
      // Firefox empties a new frame once more after it was put in.
      frame.onload = () => {
        const page = frame.contentDocument;
        const host = page.createElement("div");
        const root = host.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = sheetsOf(page);
        root.append(page.importNode(this.shadowRoot.querySelector(".calculator"), true));
        root.firstChild.classList.add("report");
        page.body.style.margin = 0;
        page.title = document.title;
        page.documentElement.lang = document.documentElement.lang;
        page.body.append(host);
        frame.contentWindow.onafterprint = () => frame.remove();
        frame.contentWindow.print();
      };
      this.shadowRoot.append(frame);
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
