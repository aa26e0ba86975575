// The elements in markup of Svelte: `import "cost-calculator/svelte"`.

import type { HTMLAttributes } from "svelte/elements";
import type {
  CostCalculatorAttributes, CostCalculatorElement, CostFigureElement, CostInputAttributes, CostStepAttributes,
  CostValueAttributes,
} from "../cost-calculator.js";

export * from "../cost-calculator.js";

type Props<Element extends EventTarget, Attributes> = Omit<HTMLAttributes<Element>, keyof Attributes> & Attributes;

interface Events {
  onready?: (event: CustomEvent<null>) => void;
  oninput?: (event: Event) => void;
  onchange?: (event: Event) => void;
  onerror?: (event: CustomEvent<{ message: string }>) => void;
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "cost-calculator": Props<CostCalculatorElement, CostCalculatorAttributes & Events>;
    "cost-value": Props<CostFigureElement, CostValueAttributes>;
    "cost-input": Props<CostFigureElement, CostInputAttributes>;
    "cost-step": Props<HTMLElement, CostStepAttributes>;
  }
}
