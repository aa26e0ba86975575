//! The only place that knows `JsValue`: what the page's script can call.

use crate::chart::{Palette, escaped};
use crate::document::{Value, learn};
use crate::error::Error;
use crate::export;
use crate::link;
use crate::model::{Evaluation, Model, Scenario};
use crate::simulation::{MOST_DRAWS, Summaries};
use crate::statics::{self, Form, WIDTH};
use crate::widget::{Action, Options, Widget, preset_of, set_by_id, start};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

/// Half the size of the standard allocator, and nothing here runs in threads.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A calculator in a page: what stands behind `<cost-calculator>`.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Calculator {
    widget: Widget,
}

#[wasm_bindgen]
impl Calculator {
    /// Builds a calculator inside a shadow root. `figures` is the parsed
    /// document; `options` may hold `preset`, `state`, `view`, `locale`, `link`,
    /// `kept`, and in `words` the parsed file of a language. What of `state` is not taken is put
    /// into its `told`.
    ///
    /// # Errors
    /// Everything that is wrong with the document, in one message.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        root: &ShadowRoot,
        figures: JsValue,
        options: &JsValue,
    ) -> Result<Self, JsError> {
        let document = read(figures)?;
        let option = |name: &str| option(options, name);
        learned(options)?;
        let given = options;
        let options = Options {
            preset: option("preset"),
            state: option("state"),
            view: option("view"),
            language: option("locale"),
            link: option("link"),
            kept: option("kept"),
        };
        let widget = Widget::new(host, root, &document, &options).map_err(told)?;
        let not_taken = JsValue::from_str(&widget.told);
        let _ = js_sys::Reflect::set(given, &JsValue::from_str("told"), &not_taken);
        Ok(Self { widget })
    }

    /// Every input and metric as they are now, as JSON text; with `settings`
    /// (an object of input ids and numbers, and perhaps `period`), as they
    /// would be.
    ///
    /// # Errors
    /// For a setting that the document does not know.
    pub fn evaluate(&self, settings: &JsValue) -> Result<String, JsError> {
        let scenario = self.with(settings)?;
        let model = &self.widget.inner.model;
        Ok(export::json(model, &model.evaluate(&scenario)))
    }

    /// Sets inputs (an object of ids and numbers, and perhaps `period`) as a
    /// reader would.
    ///
    /// # Errors
    /// For a setting that the document does not know.
    pub fn set(&self, settings: &JsValue) -> Result<(), JsError> {
        let scenario = self.with(settings)?;
        self.widget.inner.act(Action::Open(Box::new(scenario)));
        Ok(())
    }

    /// Puts on a preset, by its id.
    ///
    /// # Errors
    /// If the document has no such preset.
    pub fn preset(&self, id: &str) -> Result<(), JsError> {
        let inner = &self.widget.inner;
        inner.act(Action::Preset(preset_of(&inner.model, id).map_err(told)?));
        Ok(())
    }

    /// Opens the tab of a question or a chart, by its id. A chart that is always in
    /// view has none.
    ///
    /// # Errors
    /// If the document has neither.
    pub fn view(&self, id: &str) -> Result<(), JsError> {
        self.widget.inner.open_view(id).map_err(told)
    }

    /// Reads the colours and the type of the page again, and draws what differs.
    pub fn restyle(&self) {
        self.widget.inner.restyle();
    }

    /// All parts of the WebAssembly are there: what had to wait is done.
    pub fn complete(&self) {
        self.widget.inner.complete();
    }

    /// Keeps the present state in the address now, before the page is left.
    pub fn settle(&self) {
        self.widget.inner.write_address();
    }

    /// Mean, median and 95% interval of every metric over so many draws of the
    /// uncertain inputs, as JSON text.
    ///
    /// # Errors
    /// While the calculator is being changed, and for more than 10 million draws.
    pub fn simulate(&self, draws: u32, seed: u32) -> Result<String, JsError> {
        let inner = &self.widget.inner;
        let state = inner.state.try_borrow().map_err(|_| busy())?;
        simulated(&inner.model, &state.evaluation, draws, seed)
    }

    /// A chart as SVG, by its id, as it is now.
    ///
    /// # Errors
    /// If the document has no such chart.
    #[wasm_bindgen(js_name = toSVG)]
    pub fn to_svg(&self, id: &str, width: f64) -> Result<String, JsError> {
        self.widget.inner.svg(id, width).map_err(told)
    }

    /// The static form of the present state, with its charts as they first meet
    /// a reader; `options` as for [`render`].
    ///
    /// # Errors
    /// If a chart cannot be drawn.
    #[wasm_bindgen(js_name = toHTML)]
    pub fn to_html(&self, options: &JsValue) -> Result<String, JsError> {
        let inner = &self.widget.inner;
        let state = inner.state.try_borrow().map_err(|_| busy())?;
        let name = &inner.address.name;
        written(&inner.model, name, &inner.base, &state.evaluation, options)
    }

    /// The present state as a link holds it.
    pub fn link(&self) -> Result<String, JsError> {
        let inner = &self.widget.inner;
        let state = inner.state.try_borrow().map_err(|_| busy())?;
        Ok(inner.link(&state))
    }

    /// The scenario kept to compare with, in the same way, if there is one.
    pub fn kept(&self) -> Result<Option<String>, JsError> {
        let inner = &self.widget.inner;
        let state = inner.state.try_borrow().map_err(|_| busy())?;
        let kept = state.kept.as_ref();
        Ok(kept.map(|e| link::write(&inner.model, &inner.base, e)))
    }

    /// Shows an input or a result in the shadow root of another element;
    /// gives the number for [`Calculator::dismiss`].
    ///
    /// # Errors
    /// If the document has nothing of that name.
    pub fn adopt(&self, root: &ShadowRoot, id: &str) -> Result<u32, JsError> {
        self.widget.inner.adopt(root, id).map_err(told)
    }

    /// Does what a step of the story does that prose of the page tells, counted from
    /// 1: what it points at is marked, and what it sets is set if it is to. With 0
    /// nothing is marked any more.
    ///
    /// # Errors
    /// If the document has no such step.
    pub fn step(&self, step: u32, sets: bool) -> Result<(), JsError> {
        let at = step.checked_sub(1).map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        self.widget.inner.prose_step(at, sets).map_err(told)
    }

    /// Ends what [`Calculator::adopt`] began.
    pub fn dismiss(&self, number: u32) {
        self.widget.inner.guests.dismiss(number);
    }
}

impl Calculator {
    /// The present scenario with settings: ids and numbers, and perhaps
    /// `period`.
    fn with(&self, settings: &JsValue) -> Result<Scenario, JsError> {
        let inner = &self.widget.inner;
        let state = inner.state.try_borrow().map_err(|_| busy())?;
        set(&inner.model, state.history.present.clone(), settings)
    }
}

/// What [`Calculator::simulate`] gives, of any scenario.
fn simulated(
    model: &Model,
    e: &Evaluation,
    draws: u32,
    seed: u32,
) -> Result<String, JsError> {
    let draws = usize::try_from(draws.max(1)).unwrap_or(usize::MAX);
    if draws > MOST_DRAWS {
        let told = format!("At most {MOST_DRAWS} draws are made, not {draws}.");
        return Err(JsError::new(&told));
    }
    let worlds = Summaries::run(model, e, draws, seed);
    Ok(export::simulation_json(model, e, &worlds))
}

/// The static form of a document, without a page: for servers. `options` may
/// hold `state` (a link, or settings as for [`Calculator::set`]), `settings` upon
/// that, `preset`, `locale`, `words`, and for the form itself `width`, `theme`, `pictures` and
/// `home`, or `charts` as false for one without. With `as` it is JSON text
/// instead: `values` as [`Calculator::evaluate`] gives, or `draws`, from `seed`,
/// as [`Calculator::simulate`] does.
///
/// # Errors
/// Everything that is wrong with the document, in one message; a setting that it
/// does not know.
#[wasm_bindgen]
pub fn render(figures: JsValue, options: &JsValue) -> Result<String, JsError> {
    let document = read(figures)?;
    learned(options)?;
    let mut model = Model::load(&document).map_err(told)?;
    if let Some(language) = option(options, "locale") {
        model.speak(&language);
    }
    let start = start(&model, option(options, "preset").as_deref()).map_err(told)?;
    let state = get(options, "state");
    let (scenario, complaints) = match state.as_string() {
        Some(state) => link::open(&model, &start, &state),
        None => (set(&model, start.clone(), &state)?, Vec::new()),
    };
    let e = model.evaluate(&set(&model, scenario, &get(options, "settings"))?);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast keeps to the bounds"
    )]
    let whole = |name: &str| get(options, name).as_f64().map(|n| n as u32);
    match option(options, "as").as_deref() {
        Some("values") => return Ok(export::json(&model, &e)),
        Some("draws") => {
            let (draws, seed) = (whole("draws"), whole("seed"));
            return simulated(&model, &e, draws.unwrap_or(10_000), seed.unwrap_or(1));
        }
        _ => {}
    }
    let html = written(&model, &model.document().id, &start, &e, options)?;
    if complaints.is_empty() {
        return Ok(html);
    }
    Ok(format!("{html}<p>{}</p>\n", escaped(&complaints.join(" "))))
}

/// The static form as the page's script asks for it.
fn written(
    model: &Model,
    name: &str,
    start: &Scenario,
    e: &Evaluation,
    options: &JsValue,
) -> Result<String, JsError> {
    let text = |name: &str| option(options, name).unwrap_or_default();
    let home = statics::home(&text("home"), name, model, start, e);
    if get(options, "charts").as_bool() == Some(false) {
        return Ok(statics::plain(model, e, &home));
    }
    let width = get(options, "width").as_f64().filter(|w| (100.0..=10_000.0).contains(w));
    let dark = text("theme") == "dark";
    let form = Form {
        width: width.unwrap_or(WIDTH),
        palette: if dark { Palette::dark() } else { Palette::light() },
        pictures: &text("pictures"),
        home: &home,
    };
    statics::html(model, e, &form).map_err(told)
}

/// A scenario with settings: ids and values, and perhaps `period`.
fn set(
    model: &Model,
    mut scenario: Scenario,
    settings: &JsValue,
) -> Result<Scenario, JsError> {
    let settings = entries(settings)?;
    // Ranges that go by other inputs last.
    let moves = |(id, _): &&(String, Value)| {
        model.input(id).is_some_and(|i| model.has_moving_range(i))
    };
    let first = settings.iter().filter(|s| !moves(s));
    for (id, value) in first.chain(settings.iter().filter(moves)) {
        let (number, text) = match value {
            Value::Number(n) => (Some(*n), None),
            Value::Text(t) => (None, Some(t.as_str())),
            _ => (None, None),
        };
        set_by_id(model, &mut scenario, id, number, text).map_err(told)?;
    }
    Ok(scenario)
}

fn get(options: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(options, &JsValue::from_str(name)).unwrap_or_default()
}

fn option(options: &JsValue, name: &str) -> Option<String> {
    get(options, name).as_string().filter(|s| !s.is_empty())
}

/// Learns the language that is handed over in `words`.
fn learned(options: &JsValue) -> Result<(), JsError> {
    let words = read(get(options, "words"))?;
    if words != Value::Null {
        learn(&words).map_err(|e| JsError::new(&e.to_string()))?;
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err gives")]
fn told(error: Error) -> JsError {
    JsError::new(&error.to_string())
}

fn busy() -> JsError {
    JsError::new("The calculator is being changed; ask again in its event.")
}

/// What a script hands over; it sees to it first that this is plain data.
fn read(value: JsValue) -> Result<Value, JsError> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|_| JsError::new("This cannot be read."))
}

/// What a script sets, the period first: it brings figures of its own.
fn entries(settings: &JsValue) -> Result<Vec<(String, Value)>, JsError> {
    let mut entries = match read(settings.clone())? {
        Value::Null => Vec::new(),
        Value::Map(entries) => entries,
        _ => {
            return Err(JsError::new(
                "The settings cannot be read: an object is needed, of ids and values.",
            ));
        }
    };
    if let Some(at) = entries.iter().position(|(id, _)| id == "period") {
        entries.swap(0, at);
    }
    Ok(entries)
}
