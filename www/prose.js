// Values of a calculator in the prose of the page.

import { nearness } from "./near.js";

/**
 * Defines the elements.
 *
 * @param {object} parts
 * @param {Function} parts.Alive the class to extend
 * @param {Set<object>} parts.guests takes the values that are in the page now
 * @param {object} parts.owner whom to tell what is wrong
 */
export function defineProse({ Alive, guests, owner }) {
  /** By calculator, the step that is being read. */
  const reading = new WeakMap();

  /** The calculator that an element of the prose belongs to. */
  const find = (element) => {
    const page = element.getRootNode();
    const name = element.getAttribute("for");
    if (name) return page.getElementById(name);
    const all = [...page.querySelectorAll("cost-calculator")];
    const follows = (other) =>
      element.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    return all.find(follows) ?? all.at(-1);
  };

  /**
   * A value of the calculator that `for` names, or of the next one. The text
   * inside stands until it comes alive.
   */
  class CostFigure extends Alive {
    static observedAttributes = ["metric", "name", "for", "theme"];
    #calculator = null;
    #number = null;

    connectedCallback() {
      guests.add(this);
      this.meet();
      // Who reads a value needs its calculator, wherever that is.
      nearness(this).near.then(() => find(this)?.wake?.());
    }

    disconnectedCallback() {
      guests.delete(this);
      if (this.#calculator) this.leave(this.#calculator);
    }

    attributeChangedCallback(name) {
      if (name === "theme") return this.dress();
      if (this.#calculator) this.leave(this.#calculator);
      if (this.isConnected) this.meet();
      return undefined;
    }

    /** Comes alive if its calculator is. */
    meet() {
      if (this.#calculator) return;
      const calculator = find(this);
      const id = this.getAttribute("metric") ?? this.getAttribute("name") ?? "";
      try {
        const number = calculator?.adopt?.(this.shadowRoot, id) ?? null;
        if (number === null) return;
        this.#calculator = calculator;
        this.#number = number;
        this.showContent(false);
        this.dress();
      } catch (error) {
        owner.tell(this, error);
      }
    }

    /** Shows its text again. */
    leave(calculator) {
      if (this.#calculator !== calculator) return;
      this.#calculator = null;
      calculator.dismiss(this.#number);
      this.clearAway();
    }

    /** Takes the theme of its calculator, unless it has one of its own. */
    dress() {
      const theme = this.#calculator?.getAttribute("theme") ?? "";
      const fixed = !this.hasAttribute("theme") && /^(light|dark)$/.test(theme);
      const frame = this.shadowRoot.querySelector(".guest");
      if (frame) frame.style.colorScheme = fixed ? theme : "";
    }
  }

  /**
   * A step of the story, told by the prose inside: while it is in the middle of the
   * window, its calculator marks what the step points at. What the step sets is set when
   * it is first read, and is the reader's from then on.
   */
  class CostStep extends HTMLElement {
    static observedAttributes = ["step", "for"];
    #observer = null;
    #calculator = null;
    #read = false;
    #done = false;

    connectedCallback() {
      guests.add(this);
      // It holds paragraphs.
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      nearness(this).near.then(() => find(this)?.wake?.());
      if (!globalThis.IntersectionObserver) return;
      this.#observer = new IntersectionObserver((seen) => {
        this.#read = seen.at(-1).isIntersecting;
        this.meet();
      }, { rootMargin: "-40% 0px -40% 0px" });
      this.#observer.observe(this);
    }

    disconnectedCallback() {
      guests.delete(this);
      this.#observer?.disconnect();
      this.#read = false;
      this.meet();
    }

    attributeChangedCallback() {
      if (this.#calculator) this.#end();
      this.#done = false;
      if (this.isConnected) this.meet();
    }

    /** Marks its step if it is being read and its calculator is alive. */
    meet() {
      if (!this.#read) return this.#end();
      const calculator = find(this);
      const step = Number(this.getAttribute("step"));
      if (this.#calculator || !calculator?.step) return undefined;
      try {
        if (!Number.isInteger(step) || step < 1) throw new Error("The attribute “step” must be a number from 1.");
        if (!calculator.step(step, !this.#done)) return undefined;
        this.#calculator = calculator;
        this.#done = true;
        reading.set(calculator, this);
      } catch (error) {
        owner.tell(this, error);
      }
      return undefined;
    }

    /** Its calculator has gone. */
    leave(calculator) {
      if (this.#calculator === calculator) this.#calculator = null;
    }

    dress() {}

    #end() {
      const calculator = this.#calculator;
      this.#calculator = null;
      // Another one may have begun meanwhile.
      if (calculator && reading.get(calculator) === this) {
        reading.delete(calculator);
        calculator.step(0, false);
      }
    }
  }

  customElements.define("cost-step", CostStep);
  customElements.define("cost-value", class CostValue extends CostFigure {});
  customElements.define("cost-input", class CostInput extends CostFigure {});
}
