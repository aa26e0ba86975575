//! Lines over the periods or a count: a trend, or a ladder over the years.

use super::Scene;
use super::annotations;
use super::lines::{Chart, Curve, inks};
use super::series::{breaks, is_money};
use super::sheet::Sheet;
use super::steps::{Steps, Values};
use super::table::{Cell, Table};
use super::view::{Choice, View, ViewOption};
use crate::document::{Along, Annotation, Format, Line, Writing};
use crate::format::{Length, NumberFormat};
use crate::lean::gather::Gather as _;
use crate::lean::letters::capital;
use crate::lean::order;
use crate::words::fill;

/// What lines are drawn, and how.
pub(super) struct Spec<'a> {
    pub(super) lines: &'a [Line],
    pub(super) along: &'a Along,
    pub(super) annotations: &'a [Annotation],
    /// The base period, if they are drawn as an index.
    pub(super) index: Option<&'a str>,
    /// How values are written that are no index; by their unit, if absent.
    pub(super) writing: Option<Writing>,
    /// The label of the line whose change is the headline, where the document
    /// has none for this view.
    pub(super) main: Option<&'a str>,
}

pub(super) fn scene(mut sheet: Sheet<'_>, spec: &Spec<'_>, view: &View) -> Scene {
    let prices = prices(&mut sheet, spec, view);
    // What is computed goes with the reader; a ladder over the years is history.
    let all = match Steps::new(&sheet, spec.along, spec.writing.is_some()) {
        Ok(steps) => steps,
        Err(reason) => return sheet.empty(&reason),
    };
    let values = |l: &Line| all.values(&sheet, &l.formula, l.band, prices.as_deref());
    let lines: Vec<(&Line, Values)> = spec.lines.iter().map(|l| (l, values(l))).gather();
    let shown = |l: &Line| view.shows(&l.id, l.shown);
    let values =
        (spec.lines.iter()).map(|l| Choice::new(&l.id, &l.label, shown(l))).gather();
    if spec.lines.len() > 1 {
        let label = sheet.words.chart_lines.to_owned();
        sheet.scene.options.push(ViewOption { id: "lines", label, values, many: true });
    }
    let names = all.names.as_slice();
    let base = index(&mut sheet, spec, view, &lines);
    let inks = inks(spec.lines.iter().map(|l| l.tone));
    let mut curves = Vec::new();
    let mut left_out = Vec::new();
    let mut lacks: Option<String> = None;
    for ((line, (data, reason)), ink) in lines.into_iter().zip(inks) {
        if !shown(line) {
            continue;
        }
        lacks = lacks.or(reason);
        if data.iter().all(Option::is_none) {
            continue;
        }
        let factor = match &base {
            None => 1.0,
            Some(base) => {
                let at = names.iter().position(|p| p == base);
                let value = at.and_then(|i| Some(data.get(i)?.as_ref()?.value));
                match value.filter(|v| *v != 0.0) {
                    Some(value) => 100.0 / value,
                    None => {
                        left_out.push(line.label.clone());
                        continue;
                    }
                }
            }
        };
        let format =
            own_format(&sheet, line, spec.writing.filter(|_| spec.index.is_none()));
        let slot = sheet.model.slot(&line.formula);
        let fill = |text| sheet.model.fill(text, sheet.evaluation);
        let (label, note) = (fill(&line.label), fill(&line.note));
        curves.push((line, Curve { label, ink, data, factor, format, slot, note }));
    }
    left_out_note(&mut sheet, base.as_deref(), &left_out);
    // Only the periods in which something is shown.
    let has =
        |i: usize| curves.iter().any(|(_, c)| matches!(c.data.get(i), Some(Some(_))));
    let (first, last) = all.within;
    let mut known = (first..=last).filter(|i| has(*i));
    let Some(earliest) = known.next() else {
        let reason = sheet.words.chart_no_lines;
        return sheet.empty(lacks.as_deref().unwrap_or(reason));
    };
    let latest = known.next_back().unwrap_or(earliest);
    // A count goes as far as the reader has it.
    let (first, last) =
        if all.are_counted() { (first, last) } else { (earliest, latest) };
    let periods = names.get(first..=last).unwrap_or_default();
    let mut noted = Vec::new();
    for (line, curve) in &mut curves {
        curve.data = curve.data.drain(..).skip(first).take(periods.len()).gather();
        for note in breaks(&sheet, &line.formula, periods) {
            if !noted.contains(&note) {
                noted.push(note);
            }
        }
    }
    for note in noted.iter().chain(curves.iter().map(|(_, c)| &c.note)) {
        sheet.note(note);
    }
    if let Some(reason) = lacks {
        let words = fill(sheet.words.chart_void, &[("reason", &reason)]);
        sheet.note(&words);
    }
    let format = match (&base, curves.first()) {
        (Some(_), _) => sheet
            .model
            .writing_format(Writing { format: Format::Number, decimals: Some(0) }),
        (None, Some((_, c))) => c.format.clone(),
        _ => sheet.model.writing_format(Writing::default()),
    };
    // Round values need no decimals.
    let round = spec.writing.filter(|_| base.is_none());
    let ticks = round.map_or_else(
        || format.clone(),
        |w| sheet.model.writing_format(Writing { decimals: None, ..w }),
    );
    let along = all.along.get(first..=last).unwrap_or_default();
    let mut notes = annotations::placed(&sheet, spec.annotations, &all, first, &format);
    let curves: Vec<Curve> = curves.into_iter().map(|(_, c)| c).gather();
    let mut events = if all.are_counted() {
        annotations::crossings(&sheet, &curves, periods)
    } else {
        events(&sheet, periods)
    };
    let crossed = if all.are_counted() { events.clone() } else { Vec::new() };
    events.append(&mut notes.at);
    order::sort(&mut events, |(at, _)| *at);
    let chart = Chart {
        periods,
        along: (along, all.title.clone()),
        curves,
        format,
        ticks,
        index: base.is_some(),
        events,
        held: notes.held,
    };
    chart.draw(&mut sheet);
    sheet.scene.table = table(&sheet, &chart, base.as_deref(), &all.title);
    let mut sentences = chart.sentences(&sheet);
    sentences.extend(crossed.into_iter().map(|(_, said)| capital(&said)));
    sentences.append(&mut notes.said);
    if let Some(finding) = spec.main.and_then(|id| chart.sentence_of(&sheet, id)) {
        sheet.scene.headline = capital(&finding);
    }
    sheet.finish(&sentences)
}

/// How the values of a line are written: as the chart says, or by its unit.
fn own_format(sheet: &Sheet<'_>, line: &Line, writing: Option<Writing>) -> NumberFormat {
    if let Some(writing) = writing {
        return sheet.model.writing_format(writing);
    }
    if let Some(slot) = sheet.model.slot(&line.formula) {
        return sheet.model.number_format(slot);
    }
    let expression = sheet.model.formula(&line.formula);
    let money = expression.is_some_and(|e| is_money(sheet, e));
    let plain =
        expression.is_none_or(|e| *e.unit() == crate::formula::Unit::DIMENSIONLESS);
    let format = match (money, plain) {
        (true, _) => Format::Money,
        (false, true) => Format::Number,
        (false, false) => Format::Count,
    };
    sheet.model.writing_format(Writing { format, decimals: None })
}

/// The base period, and the choice of it.
fn index(
    sheet: &mut Sheet<'_>,
    spec: &Spec<'_>,
    view: &View,
    lines: &[(&Line, Values)],
) -> Option<String> {
    let own = spec.index?;
    let names = &sheet.model.document().periods;
    let has =
        |i: usize| lines.iter().any(|(_, (d, _))| matches!(d.get(i), Some(Some(_))));
    let possible: Vec<&String> =
        names.iter().enumerate().filter(|(i, _)| has(*i)).map(|(_, p)| p).gather();
    let wanted = view.index.as_deref().filter(|w| possible.iter().any(|p| p == w));
    let base = wanted.unwrap_or(own).to_owned();
    let values = possible.iter().map(|p| Choice::new(p, p, **p == base)).gather();
    let label = sheet.words.chart_base;
    sheet.scene.options.push(ViewOption::one("index", label, values));
    let words = fill(sheet.words.chart_index, &[("period", &base)]);
    add_to_subtitle(sheet, &words);
    Some(base)
}

/// The period in whose prices money is shown, and the choice of it.
fn prices(sheet: &mut Sheet<'_>, spec: &Spec<'_>, view: &View) -> Option<String> {
    let prices = sheet.model.document().prices.as_ref()?;
    let money =
        |l: &Line| sheet.model.formula(&l.formula).is_some_and(|e| is_money(sheet, e));
    if !spec.lines.iter().any(money) {
        return None;
    }
    let wanted = view.constant_prices.as_ref();
    let chosen = (prices.bases.iter())
        .find(|b| wanted.is_some_and(|w| b.id == *w || b.period.as_ref() == Some(w)))
        .or(prices.bases.first())?;
    let values =
        prices.bases.iter().map(|b| Choice::new(&b.id, &b.label, b.id == chosen.id));
    let option = ViewOption::one("constant_prices", &prices.label, values.gather());
    sheet.scene.options.push(option);
    add_to_subtitle(sheet, &chosen.label);
    chosen.period.clone()
}

fn add_to_subtitle(sheet: &mut Sheet<'_>, words: &str) {
    let subtitle = &mut sheet.scene.subtitle;
    if !subtitle.is_empty() {
        subtitle.push_str(" · ");
    }
    subtitle.push_str(words);
}

fn left_out_note(sheet: &mut Sheet<'_>, base: Option<&str>, left_out: &[String]) {
    let Some(base) = base.filter(|_| !left_out.is_empty()) else { return };
    let labels = left_out.join(", ");
    let note = fill(sheet.words.chart_left_out, &[("period", base), ("labels", &labels)]);
    sheet.note(&note);
}

fn events(sheet: &Sheet<'_>, periods: &[String]) -> Vec<(f64, String)> {
    #[expect(clippy::cast_precision_loss, reason = "a few periods")]
    let at = |e: &crate::document::Event| {
        Some((periods.iter().position(|p| *p == e.at)? as f64, e.label.clone()))
    };
    sheet.model.document().events.iter().filter_map(at).gather()
}

fn table(sheet: &Sheet<'_>, chart: &Chart<'_>, base: Option<&str>, steps: &str) -> Table {
    let steps = if steps.is_empty() { sheet.words.period } else { steps };
    let mut head = vec![steps.to_owned()];
    for c in &chart.curves {
        head.push(c.label.clone());
        if let Some(base) = base {
            let index = fill(sheet.words.chart_index, &[("period", base)]);
            head.push(format!("{}, {index}", c.label));
        }
        if c.has_band() {
            let percent = sheet.model.percent_format(Some(1));
            for end in [0.025, 0.975] {
                let end = percent.write(end, Length::Short);
                head.push(format!("{}, {end}", c.label));
            }
        }
    }
    let mut table = Table::new(&sheet.scene.headline, head);
    for (i, period) in chart.periods.iter().enumerate() {
        let mut row: Vec<Cell> = vec![(period.clone(), None)];
        for c in &chart.curves {
            let value = c.data.get(i).and_then(Option::as_ref).map(|d| d.value);
            let cell = |v: Option<f64>, format: &NumberFormat| -> Cell {
                (format.write_or_dash(v, Length::Exact), v)
            };
            row.push(cell(value, &c.format));
            if base.is_some() {
                row.push(cell(value.map(|v| v * c.factor), &chart.format));
            }
            if c.has_band() {
                let band = c.data.get(i).and_then(|d| d.as_ref()?.band);
                row.push(cell(band.map(|b| b.0), &c.format));
                row.push(cell(band.map(|b| b.1), &c.format));
            }
        }
        table.push(row);
    }
    table
}
