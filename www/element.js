// The element <cost-calculator>: a thin shim around the class that Rust gives.
//
// It knows the life of an element and nothing else: when to build, when to
// take down, where the document comes from, and what to show when something
// is missing. Everything a reader sees is built in Rust.

/**
 * Defines the elements, once per page.
 *
 * @param {object} parts
 * @param {Function} parts.Calculator the class from Rust
 * @param {() => Promise<unknown>} parts.initialise loads it; may be called often
 * @param {string} parts.styles the style sheet
 * @param {() => Promise<object>} parts.figures the document that comes with it
 * @param {(tag: string) => Promise<object | null>} parts.languages the file of a language,
 *   if there is one beside the script
 */
export function defineCalculator({ Calculator, initialise, styles, figures, languages }) {
  if (customElements.get("cost-calculator")) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);

  /** The values in the prose of the page that are in it now. */
  const guests = new Set();

  /** An element whose content stays in view until there is better. */
  class Alive extends HTMLElement {
    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.append(document.createElement("slot"));
    }

    /** Shows what the author put inside, or what came alive instead. */
    showContent(shown) {
      this.shadowRoot.querySelector("slot").hidden = !shown;
    }
  }

  class CostCalculator extends Alive {
    static observedAttributes = ["src", "preset", "view", "locale"];

    /** The calculator, while it is in a page and alive. */
    #calculator = null;
    /** Counts the attempts to come alive: only the last may. */
    #attempt = 0;
    #error = null;
    #ready = null;

    connectedCallback() {
      // A property set before the class was known would hide the accessor.
      for (const name of ["figures", "language", "src", "preset", "view", "locale"]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      if (!this.#calculator) this.#ready = this.#live();
      this.#announceHeight();
    }

    disconnectedCallback() {
      // A move within the page disconnects too: wait whether it comes back.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#die();
        this.#heights?.disconnect();
      });
    }

    /** Kept alive when moved by moveBefore. */
    connectedMoveCallback() {}

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === "view" && this.#calculator) {
        if (now) this.#calculator.view(now);
      } else if (name === "preset" && this.#calculator && now) {
        this.#attend(() => this.#calculator.preset(now));
      } else {
        this.#ready = this.#live(name !== "src");
      }
    }

    #heights = null;

    /** Tells the page around a frame how high the frame's page is. */
    #announceHeight() {
      if (!this.hasAttribute("announce-height") || window.parent === window) return;
      const page = document.documentElement;
      this.#heights ??= new ResizeObserver(() => {
        const height = Math.ceil(page.getBoundingClientRect().height);
        window.parent.postMessage({ type: "cost-calculator", height }, "*");
      });
      this.#heights.observe(page);
    }

    /** Comes alive, in the state kept unless that was another document's. */
    async #live(keep = true) {
      this.#die();
      if (!keep) this.#link = null;
      const attempt = ++this.#attempt;
      try {
        const [document] = await Promise.all([this.#document(), initialise()]);
        const words = await this.#words(this.getAttribute("locale") || document?.language);
        if (attempt !== this.#attempt || !this.isConnected) return;
        this.#calculator = new Calculator(this, this.shadowRoot, document, {
          preset: this.getAttribute("preset"),
          view: this.getAttribute("view"),
          locale: this.getAttribute("locale"),
          link: this.#link,
          words,
        });
        this.#link = null;
        this.showContent(false);
        for (const guest of guests) guest.meet();
        this.#tell("ready", null);
      } catch (error) {
        if (attempt === this.#attempt) this.#complain(error);
      }
    }

    /** The state kept while out of the page. */
    #link = null;

    #die() {
      this.#attempt += 1;
      this.#error?.remove();
      this.#error = null;
      if (!this.#calculator) return;
      this.#link = this.#calculator.link();
      for (const guest of guests) guest.leave(this);
      this.#calculator.free();
      this.#calculator = null;
      this.showContent(true);
    }

    /** The figures: a property, a script inside, an address, or our own. */
    async #document() {
      if (this.#figures) return this.#figures;
      const inline = this.querySelector(':scope > script[type="application/json"]');
      if (inline) return JSON.parse(inline.textContent);
      const src = this.getAttribute("src");
      if (!src) return figures();
      const answer = await fetch(new URL(src, document.baseURI));
      if (!answer.ok) throw new Error(`“${src}” cannot be loaded: the server says ${answer.status}.`);
      return answer.json();
    }

    /** The file of a language: a property, or what lies beside the script; English needs none. */
    async #words(tag) {
      if (this.#language) return this.#language;
      const named = typeof tag === "string" && /^[A-Za-z0-9-]+$/.test(tag) ? tag : "en";
      const primary = named.split("-")[0];
      if (primary === "en") return null;
      const found = (await languages(named)) ?? (named === primary ? null : await languages(primary));
      if (!found) console.info(`cost-calculator: languages/${primary}.json was not found; it speaks English.`);
      return found;
    }

    /** Says what is wrong, below what the author put inside. */
    #complain(error) {
      this.#error?.remove();
      const told = document.createElement("pre");
      told.className = "broken";
      told.setAttribute("role", "alert");
      told.textContent = error?.message ?? String(error);
      this.shadowRoot.append(told);
      this.#error = told;
      this.#tell("error", { message: told.textContent });
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: name !== "error", composed: true }));
    }

    #attend(ask) {
      try {
        return ask();
      } catch (error) {
        this.#tell("error", { message: error.message });
        return undefined;
      }
    }

    #figures = null;

    /** The document, when it is set from a script. */
    get figures() {
      return this.#figures;
    }

    set figures(document) {
      this.#figures = document;
      if (this.isConnected) this.#ready = this.#live(false);
    }

    #language = null;

    /** The words and number forms of another language, as its file has them. */
    get language() {
      return this.#language;
    }

    set language(words) {
      this.#language = words;
      if (this.isConnected) this.#ready = this.#live();
    }

    /** Resolves once the element has come alive or said why it cannot. */
    get ready() {
      return this.#ready ?? Promise.resolve();
    }

    /**
     * Every input and metric as they are, or as they would be with `settings`.
     *
     * @param {Record<string, number | string>} [settings]
     */
    evaluate(settings) {
      return JSON.parse(this.#alive().evaluate(settings ?? null));
    }

    /** Sets inputs, as a reader would. */
    set(settings) {
      this.#alive().set(settings);
    }

    /** Mean, median and 95% interval of every metric. */
    simulate(draws = 10000, seed = 1) {
      return JSON.parse(this.#alive().simulate(draws, seed));
    }

    /** A chart as SVG text. */
    toSVG(chart, width = 640) {
      return this.#alive().toSVG(chart, width);
    }

    /** Shows a value in another element; see the elements below. */
    adopt(root, id) {
      return this.#calculator?.adopt(root, id) ?? null;
    }

    dismiss(number) {
      this.#calculator?.dismiss(number);
    }

    /** The present state, as a link holds it. */
    get link() {
      return this.#calculator?.link() ?? "";
    }

    #alive() {
      if (!this.#calculator) throw new Error("The calculator is not ready: await its `ready`.");
      return this.#calculator;
    }
  }

  for (const name of ["src", "preset", "view", "locale"]) {
    Object.defineProperty(CostCalculator.prototype, name, {
      get() {
        return this.getAttribute(name) ?? "";
      },
      set(value) {
        if (value == null) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
      enumerable: true,
      configurable: true,
    });
  }

  /**
   * A value of a calculator in the prose of the page: of the one that `for`
   * names, or of the next one. The text inside stands until it comes alive.
   */
  class CostFigure extends Alive {
    static observedAttributes = ["metric", "name", "for"];
    #calculator = null;
    #number = null;

    connectedCallback() {
      guests.add(this);
      this.meet();
    }

    disconnectedCallback() {
      guests.delete(this);
      if (this.#calculator) this.leave(this.#calculator);
    }

    attributeChangedCallback() {
      if (this.#calculator) this.leave(this.#calculator);
      if (this.isConnected) this.meet();
    }

    /** Comes alive if its calculator is. */
    meet() {
      if (this.#calculator) return;
      const calculator = this.#find();
      const id = this.getAttribute("metric") ?? this.getAttribute("name") ?? "";
      try {
        const number = calculator?.adopt?.(this.shadowRoot, id) ?? null;
        if (number === null) return;
        this.#calculator = calculator;
        this.#number = number;
        this.showContent(false);
      } catch (error) {
        this.title = error.message;
      }
    }

    /** Shows its text again. */
    leave(calculator) {
      if (this.#calculator !== calculator) return;
      calculator.dismiss(this.#number);
      this.#calculator = null;
      this.showContent(true);
    }

    #find() {
      const page = this.getRootNode();
      const name = this.getAttribute("for");
      if (name) return page.getElementById(name);
      const all = [...page.querySelectorAll("cost-calculator")];
      const follows = (other) =>
        this.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
      return all.find(follows) ?? all.at(-1);
    }
  }

  customElements.define("cost-calculator", CostCalculator);
  customElements.define("cost-value", class CostValue extends CostFigure {});
  customElements.define("cost-input", class CostInput extends CostFigure {});
}
