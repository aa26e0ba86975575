/** An id of a document: of an input, a metric, a preset or a chart. */
export type Id = string;

/** One input of an evaluation. */
export interface InputValue {
  /** In plain numbers, a share as a fraction, a choice as a position; null if there is none. */
  value: number | null;
  unit: string;
}

/** One metric of an evaluation. */
export interface MetricValue {
  /** Null if there is none. */
  value: number | null;
  /** Why there is none, in words. */
  reason: string | null;
  unit: string;
  /** As a reader sees it: `£2,830`. */
  text: string;
}

/** Every value of a scenario. */
export interface Evaluation {
  inputs: Record<Id, InputValue>;
  metrics: Record<Id, MetricValue>;
}

/** One metric over many draws of the uncertain inputs. */
export interface Summary {
  mean: number | null;
  median: number | null;
  /** The ends of the middle 95%. */
  p2_5: number | null;
  p97_5: number | null;
  /** In what share of the draws it has a value. */
  share_with_value: number;
  /** The standard error of the mean that comes from the number of draws. */
  monte_carlo_error: number;
}

/**
 * What is set: numbers for inputs, ids of options for choices, and perhaps
 * `period`.
 */
export type Settings = Record<Id, number | string>;

/** `<cost-calculator>` */
export class CostCalculatorElement extends HTMLElement {
  /** The address of a document; the one that comes with the calculator without. */
  src: string;
  /** The id of the preset to start from. */
  preset: string;
  /** The id of the chart whose tab is open. */
  view: string;
  /** The language of the interface. */
  locale: string;
  /** The document itself, instead of `src`. */
  figures: object | null;
  /** The words and number forms of another language, as its file has them. */
  language: object | null;
  /** Resolves once the calculator is there, or has said why it cannot be. */
  readonly ready: Promise<void>;
  /** The present state, as a link holds it. */
  readonly link: string;
  /** Every value, now or as it would be. Throws for an id that the document lacks. */
  evaluate(settings?: Settings): Evaluation;
  /** Sets inputs, as a reader would. Throws for an id that the document lacks. */
  set(settings: Settings): void;
  /** Every metric over draws of the uncertain inputs: 10,000 unless told. Throws for more draws than
   * find room: 33 million divided by the number of metrics. */
  simulate(draws?: number, seed?: number): { metrics: Record<Id, Summary> };
  /** A chart as SVG, as it is now. Throws for an id that the document lacks. */
  toSVG(chart: Id, width?: number): string;
}

/**
 * `<cost-value metric="…">` and `<cost-input name="…">`: a value in the prose of
 * the page, of the calculator whose id `for` names, or of the next one.
 */
export class CostFigureElement extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "cost-calculator": CostCalculatorElement;
    "cost-value": CostFigureElement;
    "cost-input": CostFigureElement;
  }
}
