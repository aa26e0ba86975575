// const values = view(costCalculator({preset: "…"}));
import {FileAttachment} from "observablehq:stdlib";

/** A calculator whose value is what it works out: `values.metrics.cost_per_recovery.value`. */
export function costCalculator(attributes = {}) {
  const address = FileAttachment("../cost-calculator.js").href;
  if (![...document.scripts].some((script) => script.src === address)) {
    document.head.append(Object.assign(document.createElement("script"), {src: address}));
  }
  const calculator = document.createElement("cost-calculator");
  for (const [name, value] of Object.entries(attributes)) calculator.setAttribute(name, value);
  let alive = false;
  Object.defineProperty(calculator, "value", {get: () => (alive ? calculator.evaluate() : undefined)});
  const tell = () => {
    alive = true;
    calculator.dispatchEvent(new Event("input"));
  };
  calculator.addEventListener("ready", tell);
  calculator.addEventListener("change", tell);
  return calculator;
}
