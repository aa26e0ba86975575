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

let fields = 0;

/** A labelled field, and perhaps a line of help. */
export function field(label, control, help) {
  const id = `field-${fields += 1}`;
  control.id = id;
  const told = help ? [el("small", { id: `${id}-help`, textContent: help })] : [];
  if (help) control.setAttribute("aria-describedby", `${id}-help`);
  return el("div", { className: "field" }, el("label", { htmlFor: id, textContent: label }), control, ...told);
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
