//! The static form: what the calculator says where nothing of it runs. HTML
//! without style and script, for readers of feeds and mail, for pages that take
//! no script, and for those that wait for it.

use crate::chart::{self, Frame, Palette, Scene, TableMeasure, View, escaped};
use crate::document::Chart;
use crate::error::Error;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::link::{self, fragment};
use crate::model::{Evaluation, Fill, Model, Scenario, Span};
use crate::narrative;
use crate::simulation::{DRAWS, SEED, Simulation, Summaries};
use crate::words::Direction;

/// The size of type in a picture, in CSS pixels.
const TEXT: f64 = 14.0;

/// The width of charts in the text, unless another is asked for, in CSS pixels.
pub const WIDTH: f64 = 560.0;

/// How the static form is written.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// The width of its charts, in CSS pixels.
    pub width: f64,
    /// The colours of its charts.
    pub palette: Palette,
    /// Where the pictures of its charts lie, with `{chart}` in place of a
    /// chart's id: for readers that show no SVG within the text. Nothing if they
    /// stand in the text.
    pub pictures: &'a str,
    /// The address at which the calculator lives; nothing if it is not told.
    pub home: &'a str,
}

/// The static form of a state: title, sentence, values and front charts, and
/// where it comes from.
///
/// It uses only what those who clean HTML leave alone: headings, paragraphs, a
/// table, figures, links. With [`Form::pictures`] its charts are images; their
/// text tells what they show, for those who load none.
///
/// # Errors
/// If a chart cannot be drawn.
///
/// ```
/// # use cost_calculator::{document::Value, Model, chart::Palette, statics::{Form, WIDTH, html}};
/// # let value: Value = serde_json::from_str(r#"{"format": 1, "id": "tea", "version": "1",
/// #   "title": "Tea", "units": {"cup": {"one": "cup", "many": "cups"}},
/// #   "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
/// #   "inputs": [{"id": "cups", "label": "Cups", "unit": "cup", "group": "all", "value": 2,
/// #      "min": 0, "max": 9, "step": 1, "format": "count"}], "metrics": [],
/// #   "sentence": [{"text": "We drank {cups} cups."}]}"#).unwrap();
/// let model = Model::load(&value).unwrap();
/// let evaluation = model.evaluate(&model.scenario());
/// let home = "https://tea.example/";
/// let form = Form { width: WIDTH, palette: Palette::light(), pictures: "", home };
/// let html = html(&model, &evaluation, &form)?;
/// assert!(html.contains("<p>We drank 2 cups.</p>"));
/// assert!(html.contains(r#"<a href="https://tea.example/">"#));
/// # Ok::<(), cost_calculator::Error>(())
/// ```
pub fn html(model: &Model, e: &Evaluation, form: &Form<'_>) -> Result<String, Error> {
    let d = model.document();
    let title = escaped(&d.title);
    let sentence = escaped(&narrative::sentence(model, e));
    let mut html = format!("\n<h2>{title}</h2>\n<p>{sentence}</p>\n{}", values(model, e));
    for chart in d.front.iter().filter_map(|id| d.chart(id)) {
        let scene = picture(model, e, chart, form.width);
        let shown = if form.pictures.is_empty() {
            scene.to_svg(&form.palette)?
        } else {
            image(&scene, &form.pictures.replace("{chart}", &chart.id))
        };
        html.push_str(&format!("<figure>\n{shown}\n</figure>\n"));
    }
    html.push_str(&origin(model, e, form.home));
    Ok(directed(model, html))
}

/// The least of it: the sentence, the values and where they come from, without
/// heading and charts. That much is kept wherever markup is cleaned.
#[must_use]
pub fn plain(model: &Model, e: &Evaluation, home: &str) -> String {
    let sentence = escaped(&narrative::sentence(model, e));
    let (values, origin) = (values(model, e), origin(model, e, home));
    directed(model, format!("<p>{sentence}</p>\n{values}{origin}"))
}

/// In the direction of its language, where that is not what pages mostly have.
fn directed(model: &Model, html: String) -> String {
    let language = &model.document().language;
    match Direction::of(language) {
        Direction::Rightwards => html,
        Direction::Leftwards => {
            let language = escaped(language);
            format!("<div lang=\"{language}\" dir=\"rtl\">\n{html}</div>\n")
        }
    }
}

/// Where it comes from and where it lives; nothing if that is not told.
fn origin(model: &Model, e: &Evaluation, home: &str) -> String {
    if home.is_empty() {
        return String::new();
    }
    let origin = escaped(&narrative::origin(model, e)).replace('\n', "<br>\n");
    let page = escaped(home.split('#').next().unwrap_or_default());
    format!("<p>{origin}<br>\n<a href=\"{}\">{page}</a></p>\n", escaped(home))
}

/// The address of a calculator in a page, with its state behind it where that is
/// not the one the page begins with. `name` is the element's id, or the
/// document's.
#[must_use]
pub fn home(
    page: &str,
    name: &str,
    model: &Model,
    start: &Scenario,
    e: &Evaluation,
) -> String {
    if page.is_empty() || *start == e.scenario {
        return page.to_owned();
    }
    let state = fragment::with("", name, &link::write(model, start, e));
    let page = page.split('#').next().unwrap_or_default();
    format!("{page}{}", state.unwrap_or_default())
}

/// A chart as it first meets a reader, with its headline and note and where it
/// comes from, in all as wide as said in CSS pixels.
#[must_use]
pub fn picture(model: &Model, e: &Evaluation, chart: &Chart, width: f64) -> Scene {
    let worlds = Simulation::run(model, e, DRAWS, SEED);
    let at = |width| {
        let subject = chart::Subject {
            model,
            evaluation: e,
            chart,
            view: &View::default(),
            pinned: None,
            simulation: Some(&worlds),
        };
        chart::scene(&subject, &Frame { width, text: TEXT, measure: &TableMeasure })
    };
    let empty = Scene { width, ..Scene::default() };
    let margins = empty.titled("", TEXT, &TableMeasure).width - width;
    let scene = at(width - margins);
    scene.titled(&scene.origin(model, e), TEXT, &TableMeasure)
}

/// The card of a state, as [`chart::card`] draws it; `home` is the address that
/// stands on it, or nothing.
#[must_use]
pub fn card(model: &Model, e: &Evaluation, home: &str) -> Scene {
    let worlds = Summaries::run(model, e, DRAWS, SEED);
    let answers = &model.document().answers;
    let summary = |i: usize| worlds.summary(model.slot(&answers.get(i)?.metric)?);
    chart::card(model, e, &summary, home, &TableMeasure)
}

/// A picture that lies elsewhere, with what it shows in words.
fn image(scene: &Scene, address: &str) -> String {
    let (address, words) =
        (escaped(address), format!("{} {}", scene.headline, scene.summary));
    format!(
        "<img src=\"{address}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
        escaped(words.trim()),
        libm::ceil(scene.width),
        libm::ceil(scene.height)
    )
}

/// Every value that the sentence and the answers show, with what it is, in the
/// words in which it first stands there: one number is written one way.
fn values(model: &Model, e: &Evaluation) -> String {
    let d = model.document();
    let mut slots: Vec<(Slot, Fill)> = Vec::new();
    let mut show = |slot: Slot, fill: Fill| {
        if !slots.iter().any(|(s, _)| s.0 == slot.0) {
            slots.push((slot, fill));
        }
    };
    for clause in &d.sentence {
        for span in model.spans(&clause.text) {
            if let Span::Value(slot, fill) = span {
                // A unit that the sentence says itself is not said in the table.
                let exact = matches!(fill, Fill::Exact);
                show(slot, if exact { Fill::Exact } else { Fill::Short });
            }
        }
    }
    let answers = model.answers(e).into_iter();
    let answers = answers.filter_map(|(_, a)| model.slot(&a.metric));
    answers.for_each(|slot| show(slot, Fill::Short));
    let rows = slots.into_iter().map(|(slot, fill)| {
        let value = match e.value(slot) {
            Ok(v) => model.text(slot, v, fill),
            Err(reason) => format!("– ({reason})"),
        };
        let (label, value) = (escaped(model.label(slot, e)), escaped(&value));
        format!("<tr><th scope=\"row\">{label}</th><td>{value}</td></tr>\n")
    });
    // Where there is no other, it tells nothing.
    let caption = if d.periods.len() > 1 {
        format!("<caption>{}</caption>\n", escaped(model.period_name(e)))
    } else {
        String::new()
    };
    format!("<table>\n{caption}<tbody>\n{}</tbody>\n</table>\n", rows.gather().concat())
}
