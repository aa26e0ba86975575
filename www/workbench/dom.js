// Elements of the page in few words.

/**
 * An element with properties and children; `on` are its listeners.
 *
 * @param {string} name
 * @param {object} [properties]
 * @param {...(Node | string)} children
 */
export function el(name, { on = {}, attributes = {}, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children);
  return element;
}

export const $ = (id) => document.getElementById(id);

export const button = (text, press, properties = {}) =>
  el("button", { type: "button", textContent: text, on: { click: press }, ...properties });

/** What is said of something, in sentences. */
export const told = (remarks, id = "") => el("ul", { id, className: remarks.some((r) => r.level === "error") ? "wrong" : "looks" },
  ...remarks.map((r) => el("li", { textContent: r.words })));

let fields = 0;

/**
 * A labelled field, and perhaps a line of help; `remarks` are said of what stands
 * in it, and `more` stands behind it.
 *
 * @param {{ level: string, words: string }[]} [given.remarks]
 */
export function field(label, control, help, { remarks = [], more = [] } = {}) {
  const id = `field-${fields += 1}`;
  control.id = id;
  const lines = [
    ...(help ? [el("small", { id: `${id}-help`, textContent: help })] : []),
    ...(remarks.length ? [told(remarks, `${id}-told`)] : []),
  ];
  if (remarks.some((r) => r.level === "error")) control.setAttribute("aria-invalid", "true");
  if (lines.length) control.setAttribute("aria-describedby", lines.map((line) => line.id).reverse().join(" "));
  return el("div", { className: "field" }, el("label", { htmlFor: id, textContent: label }), control, ...more, ...lines.reverse());
}

/** A choice of words, or of pairs of value and word. */
export const select = (options, value, properties = {}) => {
  const made = options.map((o) => (Array.isArray(o) ? new Option(o[1], o[0]) : new Option(o, o)));
  const control = el("select", properties, ...made);
  control.value = value ?? options[0]?.[0] ?? "";
  return control;
};

/** Gives a file to whoever sits here. */
export function download(name, text, type = "text/plain") {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A name that formulas can use, from words. */
export function nameOf(words, taken = []) {
  const plain = words.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
    .replace(/ß/g, "ss").replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 40) || "figure";
  let name = plain;
  for (let n = 2; taken.includes(name); n += 1) name = `${plain}_${n}`;
  return name;
}
