//! What each fuzz target tries, and what must hold whatever it is given.
//!
//! The same bodies run under cargo-fuzz (`cargo xtask fuzz`), and for a bounded
//! number of times in every test run, from the same corpus.

use cost_calculator::chart::{Frame, Palette, Subject, TableMeasure, View, scene};
use cost_calculator::distribution::Distribution;
use cost_calculator::document::{Family, Value};
use cost_calculator::format::{Entry, Length, NumberFormat, Style};
use cost_calculator::model::{Evaluation, Scenario};
use cost_calculator::simulation::{Simulation, Summaries};
use cost_calculator::{Model, export, link};
use std::sync::OnceLock;

/// A target: its name, and what it does with any bytes.
pub(crate) type Body = fn(&[u8]);

/// All of them.
pub(crate) const BODIES: [(&str, Body); 6] = [
    ("document", document),
    ("formula", formula),
    ("link", opened_link),
    ("entry", entry),
    ("distribution", distribution),
    ("scene", drawn),
];

const SMALL: &str = include_str!("../../www/maison.json");

/// Bytes as a source of choices; zeros when they are used up.
struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn below(&mut self, n: usize) -> usize {
        let two = usize::from(self.byte()) << 8 | usize::from(self.byte());
        two % n.max(1)
    }

    /// Any double: every pattern of bits, or a number that people use.
    fn number(&mut self) -> f64 {
        if self.byte().is_multiple_of(2) {
            f64::from_bits((0..8).fold(0, |bits, _| bits << 8 | u64::from(self.byte())))
        } else {
            let places = i32::from(self.byte() % 20) - 10;
            (f64::from(self.byte()) - 100.0) * 10_f64.powi(places)
        }
    }

    fn text(&mut self) -> String {
        let length = self.below(24).min(self.0.len());
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    const fn any_left(&self) -> bool {
        !self.0.is_empty()
    }
}

fn small() -> &'static Value {
    static VALUE: OnceLock<Value> = OnceLock::new();
    VALUE.get_or_init(|| {
        serde_json::from_str(SMALL).expect("the bundled document is JSON")
    })
}

/// A text is JSON or not; JSON is a document or is told what is wrong; a
/// document can be evaluated, drawn and taken away.
fn document(data: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<Value>(data) {
        load(&value);
    }
    // Few texts are nearly documents: so one that is, with some values replaced.
    let mut choices = Choices(data);
    let mut value = small().clone();
    while choices.any_left() {
        let at = choices.below(600);
        let other = match choices.byte() % 7 {
            0 => Value::Null,
            1 => Value::Bool(true),
            2 => Value::Number(choices.number()),
            3 => Value::Text(choices.text()),
            4 => Value::List(Vec::new()),
            5 => Value::Map(Vec::new()),
            _ => nth(&mut small().clone(), &mut choices.below(600)).clone(),
        };
        *nth(&mut value, &mut { at }) = other;
    }
    load(&value);
}

/// The value at a position, counted through the whole tree; the last one
/// reached where there are fewer.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> &'a mut Value {
    let size = size(value);
    if *left == 0 || size == 1 {
        return value;
    }
    *left = (*left - 1) % (size - 1);
    let children: Vec<&mut Value> = match value {
        Value::List(items) => items.iter_mut().collect(),
        Value::Map(members) => members.iter_mut().map(|(_, v)| v).collect(),
        _ => Vec::new(),
    };
    for child in children {
        let of_child = self::size(child);
        if *left < of_child {
            return nth(child, left);
        }
        *left -= of_child;
    }
    unreachable!("the position is below the size")
}

fn size(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Map(members) => 1 + members.iter().map(|(_, v)| size(v)).sum::<usize>(),
        _ => 1,
    }
}

fn load(value: &Value) {
    match Model::load(value) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(model) => {
            let e = model.evaluate(&model.scenario());
            whole(&model, &e);
            let _ = model.self_test();
        }
    }
}

/// Every value is finite or has a reason, every picture has finite places, and
/// what is taken away is well formed.
fn whole(model: &Model, e: &Evaluation) {
    for at in 0..model.document().metrics.len() {
        match e.value(model.metric_slot(at)) {
            Ok(value) => assert!(value.is_finite()),
            Err(reason) => assert!(!reason.is_empty()),
        }
    }
    let json = export::json(model, e);
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    let worlds = Simulation::run(model, e, 16, 1);
    let json = export::simulation_json(model, e, &Summaries::run(model, e, 16, 1));
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{json}");
    for chart in &model.document().charts {
        picture(model, e, &worlds, &chart.id, &View::default(), 360.0);
    }
}

fn picture(
    model: &Model,
    e: &Evaluation,
    worlds: &Simulation,
    chart: &str,
    view: &View,
    width: f64,
) {
    let Some(chart) = model.document().chart(chart) else { return };
    let subject = Subject {
        model,
        evaluation: e,
        chart,
        view,
        pinned: None,
        simulation: Some(worlds),
    };
    let scene = scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure });
    for mark in &scene.marks {
        let (left, top, right, bottom) = mark.bounds(&TableMeasure);
        assert!([left, top, right, bottom].iter().all(|v| v.is_finite()), "{mark:?}");
    }
    let svg = scene.to_svg(&Palette::dark()).expect("a scene is a picture");
    assert!(!svg.contains("NaN") && !svg.contains("inf\""));
}

/// A document with a bit of everything that a formula can name.
const TINY: &str = r#"{"format": 1, "id": "tea", "version": "1", "title": "Tea",
    "units": {"GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
              "cup": {"one": "cup", "many": "cups"}, "year": {"one": "year", "many": "years"}},
    "periods": ["then", "now"], "default_period": "now",
    "sources": {"shop": {"title": "Prices", "publisher": "The shop"}},
    "series": {"price": {"label": "Price", "unit": "GBP / cup", "geography": "here",
               "source": "shop", "status": "published", "points": {"then": 2, "now": 3}}},
    "groups": [{"id": "all", "label": "All"}],
    "inputs": [
      {"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 8,
       "min": 0, "max": 9, "step": 1, "format": "count"},
      {"id": "share", "label": "Share", "unit": "share", "group": "all", "value": 0.5,
       "min": 0, "max": 1, "step": 0.1, "format": "percent"},
      {"id": "years", "label": "Years", "unit": "year", "group": "all", "value": 2,
       "min": 1, "max": 9, "step": 1, "format": "number"}],
    "metrics": [{"id": "told", "label": "Told", "unit": "number", "group": "all",
                 "formula": "FORMULA", "format": "number"}]}"#;

/// Any text in the place of a formula is told of, or has a value or a reason.
fn formula(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let written = serde_json::Value::from(text).to_string();
    let value: Value = serde_json::from_str(&TINY.replace("\"FORMULA\"", &written))
        .expect("only the formula is anything");
    match Model::load(&value) {
        Ok(model) => {
            let e = model.evaluate(&model.scenario());
            if let Ok(value) = e.value(model.metric_slot(0)) {
                assert!(value.is_finite());
            }
        }
        Err(error) => assert!(error.to_string().contains("told"), "{error}"),
    }
}

thread_local! {
    static MODEL: &'static Model = Box::leak(Box::new(
        Model::load(small()).expect("the bundled document is right"),
    ));
}

/// Any text opens as a link; what it opens as, written and opened again, is
/// the same scenario.
fn opened_link(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let model = MODEL.with(|m| *m);
    let start = model.scenario();
    let (scenario, _) = link::open(model, &start, &text);
    let e = model.evaluate(&scenario);
    whole(model, &e);
    let (again, complaints) = link::open(model, &start, &link::write(model, &start, &e));
    assert_eq!(again, scenario);
    assert!(complaints.is_empty(), "{complaints:?}");
}

/// Any text is an entry of finite numbers in their order, or is told of; and
/// any number is written without a doubt.
fn entry(data: &[u8]) {
    let mut choices = Choices(data);
    let styles =
        [Style::Plain, Style::Count, Style::Percent, Style::Money, Style::PerHundred];
    let style = styles[choices.below(styles.len())];
    let language = ["en-GB", "fr", "de"][choices.below(3)];
    let value = choices.number();
    let format = NumberFormat::new(style, None, "£", "p", language);
    for length in [Length::Short, Length::Exact] {
        let text = format.write(value, length);
        assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        assert_eq!(text == "–", !value.is_finite(), "{value} as {text}");
    }
    let text = String::from_utf8_lossy(choices.0);
    match format.read(&text) {
        Ok(Entry::Range(low, high)) => assert!(low.is_finite() && high.is_finite()),
        Ok(Entry::Value(value)) => assert!(value.is_finite()),
        Err(_) => {}
    }
}

/// Any parameters make a distribution or are refused; one that is made has
/// quantiles that rise and lie in its support.
fn distribution(data: &[u8]) {
    let mut choices = Choices(data);
    let kind = choices.below(9);
    let (a, b, c) = (choices.number(), choices.number(), choices.number());
    let family = [Family::Normal, Family::Lognormal, Family::Beta, Family::Gamma]
        [choices.below(4)];
    let made = match kind {
        0 => Distribution::uniform(a, b),
        1 => Distribution::triangular(a, b, c),
        2 => Distribution::pert(a, b, c),
        3 => Distribution::normal(a, b, c, choices.number()),
        4 => Distribution::lognormal(a, b),
        5 => Distribution::beta(a, b),
        6 => Distribution::gamma(a, b),
        7 => Distribution::by_mean_sd(family, a, b),
        _ => Distribution::from_interval95(family, a, b),
    };
    let Ok(made) = made else { return };
    let mut before = f64::NEG_INFINITY;
    for p in [0.0, 1e-9, 0.025, 0.5, 0.975, 1.0 - 1e-9, 1.0] {
        let quantile = made.quantile(p);
        assert!(!quantile.is_nan(), "{made:?} at {p}");
        assert!(quantile >= before, "{made:?} at {p}: {quantile} after {before}");
        before = quantile;
    }
    let mut drawn = [0.0; 3];
    let sampler = made.sampler();
    let from = if sampler.takes_scores() { [-2.0, 0.0, 2.0] } else { [0.02, 0.5, 0.98] };
    sampler.fill(&from, &mut drawn);
    assert!(drawn.iter().all(|d| !d.is_nan()), "{made:?}: {drawn:?}");
}

/// Any values of the inputs, any choices and any width give a picture.
fn drawn(data: &[u8]) {
    let mut choices = Choices(data);
    let model = MODEL.with(|m| *m);
    let d = model.document();
    let mut scenario: Scenario = model.scenario_at(choices.below(d.periods.len()));
    let mut view = View::default();
    let chart = d.charts.get(choices.below(d.charts.len())).map_or("", |c| &c.id);
    let width = f64::from(choices.byte()).mul_add(6.0, 200.0);
    while choices.any_left() {
        let at = choices.below(d.inputs.len());
        let Some(input) = d.inputs.get(at) else { break };
        let within = input.min.number()
            + (input.max.number() - input.min.number()) * f64::from(choices.byte())
                / 255.0;
        scenario.put(at, Some(within));
        let options =
            ["choice", "metric", "measure", "period", "index", "lines", "years"];
        view.choose(options[choices.below(options.len())], &choices.text());
    }
    let e = model.evaluate(&scenario);
    let worlds = Simulation::run(model, &e, 16, 1);
    picture(model, &e, &worlds, chart, &view, width);
}

/// Runs one of them by its name.
#[allow(dead_code, reason = "the fuzz targets call it, the bounded run does not")]
pub(crate) fn run(name: &str, data: &[u8]) {
    for (known, body) in BODIES {
        if known == name {
            body(data);
        }
    }
}
