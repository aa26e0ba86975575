
// The browser's side of the widget: see widget.py.

const ATTRIBUTES = ["preset", "state", "view", "theme", "locale"];

const full = (data) => (Object.keys(data ?? {}).length ? data : null);

async function render({ model, el }) {
  const calculator = document.createElement("cost-calculator");
  for (const name of ATTRIBUTES) {
    if (model.get(name)) calculator.setAttribute(name, model.get(name));
  }
  calculator.figures = full(model.get("document"));
  calculator.language = full(model.get("language"));

  /** What is so now, for Python. */
  function tell() {
    model.set({ values: calculator.evaluate(), state: calculator.link, error: "" });
    model.save_changes();
  }

  /** What Python has set. */
  function take() {
    const settings = full(model.get("_settings"));
    if (!settings || !calculator.link) return;
    calculator.set(settings);
    model.set("_settings", {});
    tell();
  }

  calculator.addEventListener("change", tell);
  calculator.addEventListener("error", ({ detail }) => {
    model.set("error", detail.message);
    model.save_changes();
  });
  model.on("change:_settings", take);
  el.append(calculator);
  await calculator.ready;
  if (calculator.link) {
    tell();
    take();
  }
  return () => model.off("change:_settings", take);
}

export default { render };
