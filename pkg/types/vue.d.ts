// The elements in templates of Vue: `import "cost-calculator/vue"`.

import type { DefineComponent } from "vue";
import type { CostCalculatorAttributes, CostInputAttributes, CostStepAttributes, CostValueAttributes } from "../cost-calculator.js";

export * from "../cost-calculator.js";

interface Events {
  onReady?: (event: CustomEvent<null>) => void;
  onInput?: (event: Event) => void;
  onChange?: (event: Event) => void;
  onError?: (event: CustomEvent<{ message: string }>) => void;
}

declare module "vue" {
  interface GlobalComponents {
    "cost-calculator": DefineComponent<CostCalculatorAttributes & Events>;
    "cost-value": DefineComponent<CostValueAttributes>;
    "cost-input": DefineComponent<CostInputAttributes>;
    "cost-step": DefineComponent<CostStepAttributes>;
  }
}
