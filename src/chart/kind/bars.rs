//! Categories or steps, each in its parts.

use super::Kind;
use crate::chart::annotations;
use crate::chart::columns::{Columns, Layer};
use crate::chart::key;
use crate::chart::lines::inks;
use crate::chart::mark::Ink;
use crate::chart::sheet::Sheet;
use crate::chart::stacks::{self, Span, Stack};
use crate::chart::steps::Steps;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Bars, Row, Writing};
use crate::format::{Length, NumberFormat};
use crate::lean::gather::Gather as _;
use crate::model::Evaluation;
use crate::words::fill;

impl Kind for Bars {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        for part in &self.parts {
            sheet.note(&part.note);
        }
        if self.rows.is_empty() {
            self.columns(sheet)
        } else {
            self.stacks(sheet, &subject.chart.label)
        }
    }
}

/// A row with its values.
struct Measured {
    label: String,
    /// By part: its value, if the row has that part.
    parts: Vec<Option<f64>>,
    total: Option<f64>,
    before: Option<f64>,
    reason: String,
}

impl Bars {
    /// A bar for each row.
    fn stacks(&self, mut sheet: Sheet<'_>, what: &str) -> Scene {
        let format = sheet.model.writing_format(self.writing);
        let inks = inks(self.parts.iter().map(|p| p.tone));
        let rows: Vec<Measured> =
            self.rows.iter().map(|r| self.measured(&sheet, r)).gather();
        if rows.iter().all(|r| r.parts.iter().all(Option::is_none)) {
            let reason = rows.into_iter().map(|r| r.reason).find(|r| !r.is_empty());
            return sheet.empty(&reason.unwrap_or_default());
        }
        let labels: Vec<String> = (self.parts.iter())
            .map(|p| sheet.model.fill(&p.label, sheet.evaluation))
            .gather();
        let mut notes = annotations::held(&sheet, &self.annotations, &format);
        let mut bars = Vec::new();
        // By bar: its row, and the parts that it shows.
        let mut shown: Vec<(usize, Vec<usize>)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            if self.grouped {
                let parts = row.parts.iter().enumerate();
                let has = |(i, _): &(usize, &Option<f64>)| self.has(at, *i);
                for (n, (i, value)) in parts.filter(has).enumerate() {
                    let heading = if n == 0 { row.label.clone() } else { String::new() };
                    let label = labels.get(i).cloned().unwrap_or_default();
                    let ink = inks.get(i).copied().unwrap_or(Ink::Accent);
                    let span = value.map(|to| Span { from: 0.0, to, ink });
                    bars.push(Stack {
                        heading,
                        label,
                        value: format.write_or_dash(*value, Length::Short),
                        spans: span.into_iter().gather(),
                        reason: row.reason.clone(),
                        ..Stack::default()
                    });
                    shown.push((at, vec![i]));
                }
            } else {
                let (bar, parts) = stacked(&sheet, row, &inks, &format);
                bars.push(bar);
                shown.push((at, parts));
            }
        }
        if !self.grouped && self.parts.len() > 1 {
            let colours = labels.iter().cloned().zip(inks.iter().copied()).gather();
            key::draw(&mut sheet, &colours);
        }
        let places = stacks::draw(&mut sheet, &bars, &notes.held);
        for ((at, parts), places) in shown.iter().zip(places) {
            let Some(row) = rows.get(*at) else { continue };
            for (part, place) in parts.iter().zip(places) {
                self.point(&mut sheet, row, (*at, *part), &labels, &format, place);
            }
        }
        sheet.scene.table = self.table(&sheet, what, &labels, &rows, &format);
        let sums = !self.grouped && self.parts.len() > 1;
        let told = |row: &Measured| told(&sheet, row, &labels, &format, sums);
        let mut sentences: Vec<String> = rows.iter().map(told).gather();
        sentences.append(&mut notes.said);
        sheet.finish(&sentences)
    }

    /// Whether a row has a part.
    fn has(&self, row: usize, part: usize) -> bool {
        let id = self.parts.get(part).map(|p| p.id.as_str());
        let row = self.rows.get(row);
        row.is_some_and(|r| r.values.iter().any(|(of, _)| Some(of.as_str()) == id))
    }

    fn measured(&self, sheet: &Sheet<'_>, row: &Row) -> Measured {
        let mut reason = String::new();
        let mut values = |e: &Evaluation| {
            let mut value = |id: &str| {
                let (_, formula) = row.values.iter().find(|(of, _)| of == id)?;
                let found = sheet.model.value_of(formula, e);
                Some(found.map_err(|why| reason = why).ok())
            };
            let parts = self.parts.iter().map(|p| value(&p.id)).gather();
            let known = parts.iter().flatten().copied();
            let total: Option<f64> = known.sum();
            (parts.into_iter().map(Option::flatten).gather(), total)
        };
        let before = sheet.pinned.and_then(|e| values(e).1);
        let (parts, total) = values(sheet.evaluation);
        if total.is_some() {
            reason = String::new();
        }
        let label = sheet.model.fill(&row.label, sheet.evaluation);
        Measured { label, parts, total, before, reason }
    }

    fn point(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Measured,
        (at, part): (usize, usize),
        labels: &[String],
        format: &NumberFormat,
        (x, y, width, height): stacks::Place,
    ) {
        let value = row.parts.get(part).copied().flatten();
        let label = labels.get(part).map_or("", String::as_str);
        let formula = self.rows.get(at).and_then(|r| {
            let id = &self.parts.get(part)?.id;
            r.values.iter().find(|(of, _)| of == id).map(|(_, f)| f)
        });
        let total = row.total.filter(|_| !self.grouped && self.parts.len() > 1);
        let total = total.map(|t| {
            let places = [
                ("label", sheet.words.chart_total),
                ("value", &format.write(t, Length::Exact)),
            ];
            fill(sheet.words.chart_point, &places)
        });
        let period = Some(sheet.period()).filter(|p| !p.is_empty());
        let reason =
            Some(row.reason.clone()).filter(|r| !r.is_empty() && value.is_none());
        let detail: Vec<String> = [row.label.clone()]
            .into_iter()
            .chain(total)
            .chain(reason)
            .chain(period)
            .gather();
        let hit = Hit {
            x,
            y,
            width,
            height,
            row: at,
            series: part,
            label: label.to_owned(),
            value: format.write_or_dash(value, Length::Exact),
            detail: detail.join(" · "),
            slot: formula.and_then(|f| sheet.model.slot(f)),
            present: true,
            ..Hit::default()
        };
        sheet.hit(hit);
    }

    fn table(
        &self,
        sheet: &Sheet<'_>,
        what: &str,
        labels: &[String],
        rows: &[Measured],
        format: &NumberFormat,
    ) -> Table {
        let sums = !self.grouped && self.parts.len() > 1;
        let mut head = vec![what.to_owned()];
        head.extend(labels.iter().cloned());
        if sums {
            head.push(sheet.words.chart_total.to_owned());
        }
        if sheet.pinned.is_some() {
            head.push(sheet.words.chart_before.to_owned());
        }
        let mut table = Table::new(&sheet.scene.headline, head);
        let cell =
            |v: Option<f64>| -> Cell { (format.write_or_dash(v, Length::Exact), v) };
        for row in rows {
            let mut cells: Vec<Cell> = vec![(row.label.clone(), None)];
            cells.extend(row.parts.iter().map(|v| cell(*v)));
            if sums {
                cells.push(cell(row.total));
            }
            if sheet.pinned.is_some() {
                cells.push(cell(row.before));
            }
            table.push(cells);
        }
        table
    }

    /// A column for each step.
    fn columns(&self, mut sheet: Sheet<'_>) -> Scene {
        let steps = match Steps::new(&sheet, &self.along, true) {
            Ok(steps) => steps,
            Err(reason) => return sheet.empty(&reason),
        };
        let format = sheet.model.writing_format(self.writing);
        let round = Writing { decimals: None, ..self.writing };
        let ticks = sheet.model.writing_format(round);
        let (first, last) = steps.within;
        let mut lacks: Option<String> = None;
        let mut layers = Vec::new();
        for (part, ink) in self.parts.iter().zip(inks(self.parts.iter().map(|p| p.tone)))
        {
            let (data, reason) = steps.values(&sheet, &part.formula, false, None);
            lacks = lacks.or(reason);
            let within = data.into_iter().skip(first).take(last + 1 - first);
            layers.push(Layer {
                label: sheet.model.fill(&part.label, sheet.evaluation),
                ink,
                values: within.map(|d| d.map(|d| d.value)).gather(),
                slot: sheet.model.slot(&part.formula),
                note: sheet.model.fill(&part.note, sheet.evaluation),
            });
        }
        if layers.iter().all(|l| l.values.iter().all(Option::is_none)) {
            let reason = sheet.words.chart_no_lines;
            return sheet.empty(lacks.as_deref().unwrap_or(reason));
        }
        if let Some(reason) = lacks {
            let words = fill(sheet.words.chart_void, &[("reason", &reason)]);
            sheet.note(&words);
        }
        let mut notes =
            annotations::placed(&sheet, &self.annotations, &steps, first, &format);
        crate::lean::order::sort(&mut notes.at, |(at, _)| *at);
        let within = |names: &'_ [String]| names.get(first..=last).map(<[_]>::to_vec);
        let names = within(&steps.names).unwrap_or_default();
        let along = within(&steps.along).unwrap_or_default();
        let columns = Columns {
            steps: (&names, &along),
            title: &steps.title,
            layers,
            grouped: self.grouped,
            format,
            ticks,
            events: notes.at,
            held: notes.held,
        };
        columns.draw(&mut sheet);
        sheet.scene.table = columns.table(&sheet);
        let mut sentences = columns.sentences(&sheet);
        sentences.append(&mut notes.said);
        sheet.finish(&sentences)
    }
}

/// A bar of several parts, and which they are.
fn stacked(
    sheet: &Sheet<'_>,
    row: &Measured,
    inks: &[Ink],
    format: &NumberFormat,
) -> (Stack, Vec<usize>) {
    let value = format.write_or_dash(row.total, Length::Short);
    let was = row.before.map(|b| format.write(b, Length::Short));
    let was = was.filter(|was| *was != value);
    let aside = was.as_ref().map(|b| fill(sheet.words.was, &[("value", b)]));
    let (mut below, mut above) = (0.0, 0.0);
    let (mut spans, mut parts) = (Vec::new(), Vec::new());
    // Without one of its parts a bar would be too short.
    let whole = row.parts.iter().enumerate().filter(|_| row.total.is_some());
    for (i, value) in whole {
        let Some(value) = value else { continue };
        let end = if *value < 0.0 { &mut below } else { &mut above };
        let from = std::mem::replace(end, *end + value);
        let ink = inks.get(i).copied().unwrap_or(Ink::Accent);
        spans.push(Span { from, to: *end, ink });
        parts.push(i);
    }
    if parts.is_empty() {
        parts.push(0);
    }
    let bar = Stack {
        label: row.label.clone(),
        aside: aside.unwrap_or_default(),
        value,
        spans,
        total: row.total.filter(|_| below < 0.0 && above > 0.0),
        before: was.and(row.before).map(|b| (0.0, b)),
        reason: row.reason.clone(),
        ..Stack::default()
    };
    (bar, parts)
}

/// A row in a sentence: what it comes to, and its parts.
fn told(
    sheet: &Sheet<'_>,
    row: &Measured,
    labels: &[String],
    format: &NumberFormat,
    sums: bool,
) -> String {
    let point = |label: &str, value: &str| {
        fill(sheet.words.chart_point, &[("label", label), ("value", value)])
    };
    let part = |(label, value): (&String, &Option<f64>)| {
        Some(point(label, &format.write((*value)?, Length::Short)))
    };
    let parts = labels.iter().zip(&row.parts).filter_map(part).gather().join("; ");
    let words = match row.total {
        None => row.reason.clone(),
        Some(total) if sums => {
            format!("{} ({parts})", format.write(total, Length::Short))
        }
        Some(total) if row.parts.len() == 1 => format.write(total, Length::Short),
        Some(_) => parts,
    };
    point(&row.label, &words)
}
