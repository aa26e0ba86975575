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
      nearness(this).near.then(() => this.#find()?.wake?.());
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
      const calculator = this.#find();
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

  customElements.define("cost-value", class CostValue extends CostFigure {});
  customElements.define("cost-input", class CostInput extends CostFigure {});
}
