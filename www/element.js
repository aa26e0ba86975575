// The element <cost-calculator>: a thin shim around the class that Rust gives.
//
// It knows the life of an element and nothing else: when to build, when to
// take down, where the document comes from, and what to show when something
// is missing or broke. Everything else that a reader sees is built in Rust.

import { makeAlive } from "./alive.js";
import { nearness } from "./near.js";
import { fetched } from "./fetched.js";
import { announcer } from "./frame.js";
import { makeInside } from "./inside.js";
import { makeOwner } from "./owner.js";
import { plain } from "./plain.js";
import { defineProse } from "./prose.js";

/**
 * Defines the elements, once per page.
 *
 * @param {object} parts
 * @param {object} parts.instances gives each calculator its WebAssembly
 * @param {string} parts.styles the style sheet
 * @param {Record<string, string>} parts.words what the element itself says, in English
 * @param {() => Promise<object>} parts.figures the document that comes with it
 * @param {(tag: string) => Promise<object | null>} parts.languages the file of a language,
 *   if there is one beside the script
 */
export function defineCalculator({ instances, styles, words, figures, languages }) {
  if (customElements.get("cost-calculator")) return;
  const Alive = makeAlive(styles);
  const owner = makeOwner();
  const inside = makeInside();

  /** The calculators that are alive, and the values in the prose of the page. */
  const living = new Set();
  const guests = new Set();

  const restyle = () => living.forEach((calculator) => calculator.restyle());
  // What no transition tells of: a font that arrives, a theme that changed
  // while nobody looked.
  document.fonts?.addEventListener("loadingdone", restyle);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") restyle();
  });

  /** The attributes that are properties too. */
  const NAMES = ["src", "preset", "state", "view", "locale"];

  class CostCalculator extends Alive {
    static observedAttributes = [...NAMES, "theme"];

    /** The calculator, while it is in a page and alive, and its WebAssembly. */
    #calculator = null;
    #instance = null;
    /** Counts the attempts to come alive: only the last may. */
    #attempt = 0;
    #ready = null;
    /** Whether all parts of its WebAssembly are there. */
    #whole = false;
    /** The state after the last change, kept where no trap reaches it. */
    #link = null;
    /** The scenario kept to compare with, in the same form. */
    #kept = null;

    constructor() {
      super();
      this.addEventListener("change", () => {
        this.#keep();
        this.#announcer?.tell();
      });
    }

    connectedCallback() {
      // A property set before the class was known would hide the accessor.
      for (const name of ["figures", "language", ...NAMES]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      this.#takeParameters();
      if (!this.#calculator) this.#ready = this.#live();
      this.#announceHeight();
      window.addEventListener("pagehide", this.#settle);
    }

    disconnectedCallback() {
      // A move within the page disconnects too: wait whether it comes back.
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#die();
        this.#announcer?.end();
        this.#announcer = null;
        window.removeEventListener("pagehide", this.#settle);
      });
    }

    /** Kept alive when moved by moveBefore. */
    connectedMoveCallback() {}

    /** In another document everything is built anew. */
    adoptedCallback() {
      super.adoptedCallback();
      this.#die();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected) return;
      if (name === "theme") {
        for (const guest of guests) guest.dress();
      } else if (name === "view" && this.#calculator) {
        if (now) this.#attend(() => this.#calculator.view(now));
      } else if (name === "preset" && this.#calculator && now) {
        this.#attend(() => this.#calculator.preset(now));
      } else {
        this.#ready = this.#live(name !== "src" && name !== "state");
      }
    }

    /** What the page's address says where the author lets it: for frames. */
    #takeParameters() {
      if (!this.hasAttribute("parameters")) return;
      const parameters = new URLSearchParams(location.search);
      const take = (name, fits) => {
        const value = parameters.get(name);
        if (value && fits(value)) this.setAttribute(name, value);
      };
      for (const name of ["preset", "state", "view", "theme"]) take(name, () => true);
      // Where its links lead: to the page around the frame.
      take("page", (page) => /^https?:/.test(page));
      // Only figures of its own host, and only where the author says so.
      if (this.getAttribute("parameters") === "src") {
        take("src", (src) => URL.canParse(src, location) && new URL(src, location).origin === location.origin);
      }
      const theme = parameters.get("theme");
      if (theme === "light" || theme === "dark") {
        document.documentElement.style.colorScheme = theme;
      }
    }

    #announcer = null;

    /** Tells the page around a frame how high the frame's page is. */
    #announceHeight() {
      if (!this.hasAttribute("announce-height") || window.parent === window) return;
      this.#announcer ??= announcer(this.hasAttribute("announce-state"));
    }

    #nearness = null;

    /** Comes alive now, wherever its reader is. */
    wake() {
      if (this.isConnected) this.#near.wake();
    }

    get #near() {
      return (this.#nearness ??= nearness(this));
    }

    /** Comes alive, in the state kept unless that was another document's. */
    async #live(keep = true) {
      this.#die();
      if (!keep) this.#link = this.#kept = null;
      const attempt = ++this.#attempt;
      let instance;
      await this.#near.near;
      if (attempt !== this.#attempt) return;
      try {
        const parts = await Promise.allSettled([this.#document(), instances.take()]);
        instance = parts[1].value;
        const failed = parts.find((part) => part.status === "rejected");
        if (failed) throw failed.reason;
        const document = parts[0].value;
        const language = await this.#words(this.getAttribute("locale") || document?.language);
        await this.#near.turn();
        if (attempt !== this.#attempt || !this.isConnected) {
          instances.give(instance);
          return;
        }
        const options = {
          preset: this.getAttribute("preset"),
          state: this.getAttribute("state"),
          view: this.getAttribute("view"),
          locale: this.getAttribute("locale"),
          link: this.#link,
          kept: this.#kept,
          words: plain(language),
        };
        const calculator = new instance.Calculator(this, this.shadowRoot, plain(document), options);
        if (options.told) console.warn(`<cost-calculator>: of its attribute “state”: ${options.told} It takes plain numbers in range, as spend=1200000000&rate=0.5.`);
        instance.trapped = (error) => this.#fall(error);
        this.#calculator = calculator;
        this.#instance = instance;
        this.#keep();
        living.add(this);
        this.showContent(false);
        if (this.view) this.#attend(() => calculator.view(this.view));
        for (const guest of guests) guest.meet();
        await instance.whole;
        if (attempt !== this.#attempt) return;
        calculator.complete();
        this.#whole = true;
        // A frame that is not shown yet, because its height is not known, draws
        // nothing: it would never be measured.
        this.#announcer?.tell();
        this.#tell("ready", null);
      } catch (error) {
        if (attempt !== this.#attempt) return;
        if (instance?.early) {
          await this.#live();
          return;
        }
        if (this.#calculator) {
          // It can be used, but for what lies in the part that did not come.
          this.#tell("error", { message: await owner.tell(this, error) });
          return;
        }
        if (instance) instances.give(instance);
        this.clearAway();
        this.#say(instance?.broken ? "stopped" : "cannot_show");
        this.#tell("error", { message: await owner.tell(this, error) });
      }
    }

    /** Keeps the present state outside the calculator. */
    #keep() {
      try {
        if (!this.#calculator) return;
        this.#link = this.#calculator.link();
        this.#kept = this.#calculator.kept() ?? null;
      } catch {
        // In the middle of a change; its own event follows.
      }
    }

    #die() {
      this.#attempt += 1;
      // What was typed and not yet entered counts.
      this.shadowRoot.activeElement?.blur();
      const [calculator, instance] = [this.#calculator, this.#instance];
      this.#keep();
      this.#part();
      if (!calculator) return;
      // It may be the calculator itself that called this, in one of its events.
      queueMicrotask(() => {
        calculator.free();
        instances.give(instance);
      });
    }

    /** Takes everything alive out of the page. */
    #part() {
      living.delete(this);
      this.#calculator = this.#instance = null;
      this.#whole = false;
      for (const guest of guests) guest.leave(this);
      this.clearAway();
    }

    /** It broke: what the author wrote is shown, and a way back. */
    #fall(error) {
      if (!this.#calculator) return;
      if (this.#instance.early) {
        // What was asked of it is still to come: it begins again when it is there.
        this.#ready = this.#live();
        return;
      }
      const focused = this.shadowRoot.activeElement !== null;
      this.#part();
      const told = this.#say("stopped", "start_again");
      // Not on the button: the key that is down would press it.
      if (focused) told.focus();
      owner.tell(this, error).then((message) => this.#tell("error", { message }));
    }

    /** A sentence for readers below what the author put inside. */
    #say(sentence, offer) {
      const word = (name) => this.#told?.words?.[name] ?? words[name];
      const told = document.createElement("div");
      told.className = "broken";
      told.tabIndex = -1;
      const text = document.createElement("p");
      text.setAttribute("role", "alert");
      told.append(text);
      this.shadowRoot.append(told);
      text.textContent = word(sentence);
      if (!offer) return told;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tool";
      button.textContent = word(offer);
      button.addEventListener("click", () => { this.#ready = this.#live(); });
      told.append(button);
      return told;
    }

    /** The figures: a property, a script inside, an address, or our own. */
    async #document() {
      if (this.#figures) return this.#figures;
      // A script in the head may come before what stands inside.
      const page = this.ownerDocument;
      if (page.readyState === "loading") {
        await new Promise((done) => page.addEventListener("DOMContentLoaded", done, { once: true }));
      }
      const holder = inside.find(this);
      if (holder) return inside.read(holder);
      const src = this.getAttribute("src");
      if (src === null) return figures();
      if (!src) throw new Error("The attribute “src” is empty.");
      return fetched(src, this.ownerDocument.baseURI);
    }

    /** The file of the language that is spoken, if it was found. */
    #told = null;

    /** The file of a language: a property, or what lies beside the script; English needs none. */
    async #words(tag) {
      this.#told = this.#language ?? await this.#found(tag);
      return this.#told;
    }

    async #found(tag) {
      const named = typeof tag === "string" && /^[A-Za-z0-9-]+$/.test(tag) ? tag : "en";
      const primary = named.split("-")[0];
      // English is built in; only that of the United States writes otherwise.
      if (primary === "en") return named === "en-US" ? languages(named) : null;
      const found = (await languages(named)) ?? (named === primary ? null : await languages(primary));
      if (!found) console.info(`cost-calculator: languages/${primary}.json was not found; it speaks English.`);
      return found;
    }

    /** Before the page is left: what changed a moment ago stays in its address. */
    #settle = () => this.#calculator?.settle();

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: name !== "error", composed: true }));
    }

    #attend(ask) {
      try {
        return ask();
      } catch (error) {
        owner.tell(this, error).then((message) => this.#tell("error", { message }));
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

    set language(file) {
      this.#language = file;
      if (this.isConnected) this.#ready = this.#live();
    }

    /** Resolves once the element has come alive or said why it cannot; asking wakes it. */
    get ready() {
      this.wake();
      const promised = this.#ready;
      // It may have begun again meanwhile.
      return Promise.resolve(promised).then(() => (promised === this.#ready ? undefined : this.ready));
    }

    /**
     * Every input and metric as they are, or as they would be with `settings`.
     *
     * @param {Record<string, number | string>} [settings]
     */
    evaluate(settings) {
      return JSON.parse(this.#alive().evaluate(plain(settings ?? null)));
    }

    /** Sets inputs, as a reader would. */
    set(settings) {
      this.#alive().set(plain(settings));
    }

    /** Mean, median and 95% interval of every metric. */
    simulate(draws = 10000, seed = 1) {
      return JSON.parse(this.#alive().simulate(draws, seed));
    }

    /** A chart as SVG text. */
    toSVG(chart, width = 640) {
      return this.#alive().toSVG(chart, width);
    }

    /** The static form of the present state, as HTML: for mail, feeds and pages without scripts. */
    toHTML(form = {}) {
      return this.#alive().toHTML(plain({ home: this.getAttribute("page") ?? location.href, ...form }));
    }

    /** Reads the page's colours and type again, where the browser told of no change. */
    restyle() {
      this.#calculator?.restyle();
    }

    /** Shows a value in another element; see prose.js. */
    adopt(root, id) {
      try {
        return this.#calculator?.adopt(root, id) ?? null;
      } catch (error) {
        // It began again, and meets all that is in the page when it is alive.
        if (!this.#calculator) return null;
        throw error;
      }
    }

    dismiss(number) {
      this.#calculator?.dismiss(number);
    }

    /** Marks what a step points at that prose tells; says whether it was there to do so. */
    step(step, sets) {
      if (!this.#calculator) return false;
      try {
        this.#calculator.step(step, sets);
        return true;
      } catch (error) {
        if (!this.#calculator) return false;
        throw error;
      }
    }

    /** The present state, as a link holds it. */
    get link() {
      return this.#calculator?.link() ?? "";
    }

    #alive() {
      if (!this.#whole) throw new Error("The calculator is not ready: await its `ready`.");
      return this.#calculator;
    }
  }

  for (const name of NAMES) {
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

  customElements.define("cost-calculator", CostCalculator);
  defineProse({ Alive, guests, owner });
}
