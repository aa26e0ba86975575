//! One chart in the page: headline, picture, choices, table.

use super::tip::Tip;
use super::{choices, paper, terms};
use crate::chart::{self, Frame, Palette, Scene, Table, ViewOption};
use crate::error::Error;
use crate::model::Model;
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, clear, set_text, show, style, tell};
use crate::widget::sight::{Place, Sight};
use crate::widget::{Inner, State, canvas, motion};
use crate::words::Words;
use gloo::render::{AnimationFrame, request_animation_frame};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, HtmlDetailsElement};

/// One chart in the page.
#[derive(Debug)]
pub(crate) struct Figure {
    /// Its position in the document.
    pub(crate) chart: usize,
    pub(crate) figure: Element,
    headline: Element,
    subtitle: Element,
    options: Element,
    /// What has the focus and takes the pointer.
    pub(crate) plot: Element,
    place: Place,
    canvas: Option<HtmlCanvasElement>,
    /// What paper shows instead.
    paper: Element,
    /// The point that can be moved.
    grip: Element,
    pub(crate) tip: Tip,
    summary: Element,
    note: Element,
    details: Option<HtmlDetailsElement>,
    table: Element,
    pub(crate) drawn: RefCell<Drawn>,
    pub(crate) motion: motion::Motion,
}

/// What stands in the figure now.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    pub(crate) scene: Option<Scene>,
    palette: Option<Palette>,
    ratio: f64,
    /// Whether what belongs to it stands around it.
    told: bool,
    options: Vec<ViewOption>,
    table: Table,
}

/// Charts that rest are drawn for at least this many device pixels to a CSS
/// pixel.
const LEAST_RATIO: f64 = 2.0;

impl Figure {
    pub(crate) fn new(
        dom: &Dom,
        sight: &Sight,
        parent: &Element,
        model: &Model,
        chart: usize,
    ) -> Self {
        let words = model.words();
        let name = model.document().charts.get(chart).map_or("", |c| c.label.as_str());
        let figure = dom.add(parent, "figure", "chart");
        // Its headline is heard once, as the heading that it is.
        attr(&figure, "aria-label", name);
        attr(&figure, "part", "chart");
        let caption = dom.add(&figure, "figcaption", "");
        let headline = dom.add(&caption, "h3", "");
        let subtitle = dom.add(&caption, "p", "muted");
        let options = dom.add(&figure, "div", "options");
        let plot = dom.add(&figure, "div", "plot");
        for (name, value) in [
            ("tabindex", "0"),
            ("role", "group"),
            ("aria-roledescription", words.chart),
            ("aria-label", name),
            ("aria-describedby", &*format!("summary-{chart} keys-{chart}")),
        ] {
            attr(&plot, name, value);
        }
        act(&plot, Act::Plot, chart);
        let canvas = dom.add(&plot, "canvas", "");
        attr(&canvas, "aria-hidden", "true");
        let paper = dom.add(&plot, "div", "paper");
        let grip = dom.button(&plot, "grip", "");
        attr(&grip, "title", words.chart_grip);
        act(&grip, Act::Grip, chart);
        show(&grip, false);
        let tip = Tip::new(dom, &plot, chart, words);
        let summary = dom.add(&figure, "p", "sr");
        attr(&summary, "id", &format!("summary-{chart}"));
        let keys = dom.text(&figure, "p", "keys", words.chart_keys);
        attr(&keys, "id", &format!("keys-{chart}"));
        let note = dom.add(&figure, "p", "muted note");
        let foot = dom.add(&figure, "div", "chart-foot");
        let details = dom.add(&foot, "details", "table");
        let opener = dom.text(&details, "summary", "", words.show_table);
        act(&opener, Act::Table, chart);
        let table = dom.add(&dom.add(&details, "div", "scroll"), "table", "");
        if let Some(scroll) = table.parent_element() {
            attr(&scroll, "tabindex", "0");
            attr(&scroll, "role", "region");
            attr(&scroll, "aria-label", name);
        }
        exports(dom, &foot, words, name, chart);
        Self {
            chart,
            figure,
            headline,
            subtitle,
            options,
            place: sight.place(&plot),
            plot,
            canvas: canvas.dyn_into().ok(),
            paper,
            grip,
            tip,
            summary,
            note,
            details: details.dyn_into().ok(),
            table,
            drawn: RefCell::default(),
            motion: motion::Motion::default(),
        }
    }

    /// Measures the plot; cheap while nothing in the page has changed. Tells
    /// whether its width is another than before.
    pub(crate) fn remeasure(&self) -> bool {
        self.place.remeasure()
    }

    /// Draws the picture where it differs from what stands there. What is said
    /// around it follows by [`tell`](Self::tell): to set a canvas its type makes the
    /// browser lay out what has changed in the page before.
    pub(crate) fn draw(&self, inner: &Inner, state: &State, palette: &Palette) {
        let width = self.place.width();
        // What is out of sight follows when the reader has stopped.
        let waits = inner.pace.moving() || !inner.whole.get();
        if waits && !self.place.in_view() {
            return;
        }
        let Some(scene) = self.scene(inner, state, width) else { return };
        let Ok(mut drawn) = self.drawn.try_borrow_mut() else { return };
        let ratio = inner.ratio(LEAST_RATIO);
        let alike = drawn.palette.as_ref() == Some(palette)
            && drawn.ratio.to_bits() == ratio.to_bits();
        if alike && drawn.scene.as_ref() == Some(&scene) || !(width > 0.0) {
            return;
        }
        let before = drawn.scene.take();
        if inner.pace.moving() || !motion::welcome() {
            // What the canvas shows is what was drawn, unless it was on its way there.
            let shown = before.filter(|_| !self.motion.stop() && alike);
            if let Some(canvas) = &self.canvas {
                let measure = &inner.parts.charts.measure;
                let shown = shown.as_ref();
                self.complain(canvas::repaint(
                    canvas, shown, &scene, measure, palette, ratio,
                ));
            }
        } else {
            let next = || self.next(inner);
            let way = before.and_then(|b| self.motion.start(b, &scene, next));
            if way.is_none() {
                self.motion.stop();
            }
            self.paint(way.as_ref().unwrap_or(&scene), palette, ratio);
        }
        drawn.scene = Some(scene);
        drawn.palette = Some(palette.clone());
        drawn.ratio = ratio;
        drawn.told = false;
    }

    /// Says around the picture what belongs to it.
    pub(crate) fn tell(&self, inner: &Inner) {
        {
            let Ok(mut guard) = self.drawn.try_borrow_mut() else { return };
            let drawn = &mut *guard;
            let Some(scene) = drawn.scene.as_ref().filter(|_| !drawn.told) else {
                return;
            };
            self.caption(inner, scene);
            choices::offer(
                &inner.dom,
                &self.options,
                self.chart,
                &mut drawn.options,
                &scene.options,
            );
            self.tip.hide();
            show(&self.grip, scene.grip.is_some());
            if let Some(grip) = &scene.grip {
                attr(&self.grip, "aria-label", &grip.label);
                style(&self.grip, "left", &format!("{}px", grip.at.0));
                style(&self.grip, "top", &format!("{}px", grip.at.1));
            }
            drawn.told = true;
        }
        if self.details.as_ref().is_some_and(HtmlDetailsElement::open) {
            self.tabulate(inner);
        }
    }

    /// Readies the chart for paper, whether or not it is in view.
    pub(crate) fn print(&self, inner: &Inner, state: &State) {
        let Some(scene) = self.scene(inner, state, paper::WIDTH) else { return };
        self.caption(inner, &scene);
        if let Ok(mut drawn) = self.drawn.try_borrow_mut() {
            self.write_table(inner, &mut drawn.table, &scene.table);
        }
        paper::draw(&self.paper, &scene, inner.parts.charts.palette().family);
        // Its words may be later than what the canvas shows.
        self.forget();
    }

    /// Writes what is said around the picture.
    fn caption(&self, inner: &Inner, scene: &Scene) {
        set_text(&self.headline, &scene.headline);
        tell(&self.subtitle, &scene.subtitle);
        set_text(&self.summary, &scene.summary);
        terms::tell(&inner.dom, &self.note, &inner.model, &scene.note);
    }

    /// What stands there was painted in colours or letters that are no more.
    pub(crate) fn forget(&self) {
        if let Ok(mut drawn) = self.drawn.try_borrow_mut() {
            drawn.palette = None;
        }
    }

    /// Paints what was drawn last once more, or what lies between another
    /// scene and it.
    pub(crate) fn paint_again(&self, inner: &Inner, from: Option<(Scene, f64)>) {
        let Ok(drawn) = self.drawn.try_borrow() else { return };
        let Some(scene) = &drawn.scene else { return };
        let palette = inner.parts.charts.palette();
        match from.and_then(|(from, share)| from.between(scene, share)) {
            Some(between) => self.paint(&between, &palette, drawn.ratio),
            None => self.paint(scene, &palette, drawn.ratio),
        }
    }

    /// The next picture of a transition, when the browser is ready for it.
    fn next(&self, inner: &Inner) -> AnimationFrame {
        let (me, chart) = (inner.me.clone(), self.chart);
        request_animation_frame(move |now| {
            if let Some(inner) = me.upgrade() {
                inner.parts.charts.with(chart, |figure| figure.step(&inner, now));
            }
        })
    }

    fn step(&self, inner: &Inner, now: f64) {
        if let Some(step) = self.motion.step(now, || self.next(inner)) {
            self.paint_again(inner, step);
        }
    }

    /// The scene of the present state at a width.
    pub(crate) fn scene(
        &self,
        inner: &Inner,
        state: &State,
        width: f64,
    ) -> Option<Scene> {
        let subject = state.subject(&inner.model, self.chart)?;
        let measure = &inner.parts.charts.measure;
        Some(chart::scene(&subject, &Frame { width, text: TEXT, measure }))
    }

    fn paint(&self, scene: &Scene, palette: &Palette, ratio: f64) {
        let Some(canvas) = &self.canvas else { return };
        self.complain(canvas::paint(canvas, scene, palette, ratio));
    }

    fn complain(&self, painted: Result<(), Error>) {
        if let Err(error) = painted {
            set_text(&self.note, &error.to_string());
        }
    }

    /// Writes the table; only when somebody looks at it.
    pub(crate) fn tabulate(&self, inner: &Inner) {
        let Ok(mut drawn) = self.drawn.try_borrow_mut() else { return };
        let Drawn { scene: Some(scene), table, .. } = &mut *drawn else { return };
        self.write_table(inner, table, &scene.table);
    }

    /// Writes a table, unless it stands there.
    fn write_table(&self, inner: &Inner, standing: &mut Table, table: &Table) {
        if standing != table {
            write_table(&inner.dom, &self.table, table);
            standing.clone_from(table);
        }
    }
}

/// The size of type in charts: what the narrowest phone can read.
pub(crate) const TEXT: f64 = 13.0;

fn exports(dom: &Dom, foot: &Element, words: &Words, name: &str, chart: usize) {
    let group = dom.add(foot, "span", "exports");
    for (what, label) in [
        (Act::Svg, words.download_svg),
        (Act::Png, words.download_png),
        (Act::Csv, words.download_table),
    ] {
        let button = dom.button(&group, "link", label);
        attr(&button, "aria-label", &format!("{label}: {name}"));
        act(&button, what, chart);
    }
}

/// Writes a table: the first column are row headings.
#[inline(never)]
pub(crate) fn write_table(dom: &Dom, table: &Element, data: &Table) {
    clear(table);
    dom.text(table, "caption", "sr", &data.caption);
    let head = dom.add(&dom.add(table, "thead", ""), "tr", "");
    for heading in &data.head {
        // A corner heads nothing.
        if heading.is_empty() {
            dom.add(&head, "td", "");
            continue;
        }
        let cell = dom.text(&head, "th", "", heading);
        attr(&cell, "scope", "col");
    }
    let body = dom.add(table, "tbody", "");
    for row in &data.rows {
        let line = dom.add(&body, "tr", "");
        for (i, text) in row.iter().enumerate() {
            let cell = dom.text(&line, if i == 0 { "th" } else { "td" }, "", text);
            if i == 0 {
                attr(&cell, "scope", "row");
            }
        }
    }
}

impl Inner {
    /// Fills a table that is about to be looked at.
    pub(crate) fn open_table(&self, chart: usize) {
        self.parts.charts.with(chart, |figure| figure.tabulate(self));
    }
}
