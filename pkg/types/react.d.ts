// The elements in JSX of React 19: `import "cost-calculator/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type {
  CostCalculatorAttributes, CostCalculatorElement, CostFigureElement, CostInputAttributes, CostStepAttributes,
  CostValueAttributes,
} from "../cost-calculator.js";

export * from "../cost-calculator.js";

type Props<Element, Attributes> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Attributes> & Attributes;

interface Events {
  onready?: (event: CustomEvent<null>) => void;
  oninput?: (event: Event) => void;
  onchange?: (event: Event) => void;
  onerror?: (event: CustomEvent<{ message: string }>) => void;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "cost-calculator": Props<CostCalculatorElement, CostCalculatorAttributes & Events>;
      "cost-value": Props<CostFigureElement, CostValueAttributes>;
      "cost-input": Props<CostFigureElement, CostInputAttributes>;
      "cost-step": Props<HTMLElement, CostStepAttributes>;
    }
  }
}
