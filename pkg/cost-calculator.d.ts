/** An id of a document: of an input, a metric, a preset, a question or a chart. */
export type Id = string;

/** One input of an evaluation. */
export interface InputValue {
  /** In plain numbers, a share as a fraction, a choice as a position; null if there is none. */
  value: number | null;
  unit: string;
  /** Of the figure that is there, or `yours` where it was set. */
  status: string;
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
 * What is set: numbers for inputs, ids of options for choices, dates as “2026-03-01”, and perhaps
 * `period`.
 */
export type Settings = Record<Id, number | string>;

/** How the static form is written. */
export interface Form {
  /** The width of its charts, in CSS pixels: 560 unless told. */
  width?: number;
  /** The colours of its charts: light unless told. */
  theme?: "light" | "dark";
  /** Where pictures of its charts lie, with `{chart}` in place of a chart's id; without it they are SVG within the text. */
  pictures?: string;
  /** The address at which the calculator lives, told below; the element's own page unless told. */
  home?: string;
  /** False for words and a table alone. */
  charts?: boolean;
}

/** How a document is rendered without a page. */
export interface RenderOptions extends Form {
  /** The id of the preset to start from. */
  preset?: Id;
  /** The language of the interface and its numbers. */
  locale?: string;
  /** The file of that language. */
  language?: object;
}

/**
 * The static form of a document as HTML: title, sentence, table and charts. It runs on
 * servers too. Rejects for a document with mistakes, and for a setting that it does not know.
 *
 * @param document the one that comes with the calculator, if null
 * @param state settings, or the text that `link` gives
 */
export function render(document?: object | null, state?: Settings | string | null, options?: RenderOptions): Promise<string>;

/** How a document is worked out without a page. */
export interface ScenarioOptions {
  /** The id of the preset to start from. */
  preset?: Id;
  /** The language of texts. */
  locale?: string;
  /** The file of that language. */
  language?: object;
  /** Settings upon the state. */
  settings?: Settings;
}

/** Every value of a document in a state, as the element’s `evaluate` gives them. It runs on servers too. */
export function evaluate(document?: object | null, state?: Settings | string | null, options?: ScenarioOptions): Promise<Evaluation>;

/** Every metric over draws of the uncertain inputs: 10,000 from seed 1 unless told. It runs on servers too. */
export function simulate(
  document?: object | null, state?: Settings | string | null,
  options?: ScenarioOptions & { draws?: number; seed?: number },
): Promise<{ metrics: Record<Id, Summary> }>;

/** The attributes of `<cost-calculator>`, as templates of frameworks write them. */
export interface CostCalculatorAttributes {
  src?: string;
  preset?: Id;
  state?: string;
  view?: Id;
  page?: string;
  locale?: string;
  theme?: "light" | "dark";
  links?: boolean | "";
  parameters?: boolean | "" | "src";
  "announce-height"?: boolean | "";
  "announce-state"?: boolean | "";
  figures?: object | null;
  language?: object | null;
}

/** The attributes of `<cost-value>`. */
export interface CostValueAttributes {
  metric?: Id;
  for?: string;
  theme?: "light" | "dark";
}

/** The attributes of `<cost-input>`. */
export interface CostInputAttributes {
  name?: Id;
  for?: string;
  theme?: "light" | "dark";
}

/** The attributes of `<cost-step>`. */
export interface CostStepAttributes {
  /** Which step of the story its prose tells, from 1. */
  step?: number | string;
  for?: string;
}

/** `<cost-calculator>` */
export interface CostCalculatorElement extends HTMLElement {
  /** The address of a document; the one that comes with the calculator without. */
  src: string;
  /** The id of the preset to start from. */
  preset: string;
  /** The state to begin with, as `link` gives it. */
  state: string;
  /** The id of the question or chart that is open. */
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
  /** Every metric over draws of the uncertain inputs: 10,000 unless told. Throws for more
   * than 10 million draws. */
  simulate(draws?: number, seed?: number): { metrics: Record<Id, Summary> };
  /** A chart as SVG, as it is now. Throws for an id that the document lacks. */
  toSVG(chart: Id, width?: number): string;
  /** The static form of the present state. Throws while the calculator is not there. */
  toHTML(form?: Form): string;
}

/**
 * `<cost-value metric="…">` and `<cost-input name="…">`: a value in the prose of
 * the page, of the calculator whose id `for` names, or of the next one.
 */
export interface CostFigureElement extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "cost-calculator": CostCalculatorElement;
    "cost-step": HTMLElement;
    "cost-value": CostFigureElement;
    "cost-input": CostFigureElement;
  }
}
