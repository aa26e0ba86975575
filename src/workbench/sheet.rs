//! A first document from a spreadsheet: named cells and labelled numbers become
//! inputs, labelled formulas metrics, figures under years series. What cannot
//! be taken is told with its cell.

use super::book::{Book, Lost, slug, year};
use super::cell::At;
use super::translate::translate;
use crate::document::Value as Plain;
use crate::model::Model;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a spreadsheet became.
#[derive(Debug)]
pub struct Draft {
    /// The document, to be gone on with: it knows no units yet.
    pub document: Value,
    /// What was left out, or is to be looked at.
    pub lost: Vec<Lost>,
}

impl Draft {
    /// `{"document", "lost": [{"cell", "what", "why"}]}`.
    #[must_use]
    pub fn json(&self) -> String {
        let lost = self.lost.iter();
        let lost = lost.map(|l| json!({"cell": l.cell, "what": l.what, "why": l.why}));
        json!({"document": self.document, "lost": lost.collect::<Vec<_>>()}).to_string()
    }
}

/// Reads a spreadsheet: xlsx, xls, xlsb or ods.
///
/// # Errors
/// If it cannot be read, or holds nothing to calculate with.
pub fn spreadsheet(bytes: &[u8], name: &str) -> Result<Draft, String> {
    let mut book = Book::read(bytes)?;
    let mut lost = book.series();
    lost.extend(book.name_cells());
    let (metrics, left) = book.formulas();
    lost.extend(left);
    if metrics.is_empty() && book.inputs().is_empty() && book.series.is_empty() {
        return Err(format!(
            "“{name}” holds no number or formula with a label to the left of it."
        ));
    }
    let document = book.document(name, &metrics);
    lost.extend(book.compare(&document, &metrics));
    lost.sort_by(|a, b| a.cell.cmp(&b.cell));
    Ok(Draft { document, lost })
}

/// A metric: where it came from, its name, its formula.
type Metric = (At, String, String);

impl Book {
    /// Takes what stands under years, or beside them, as series.
    fn series(&mut self) -> Vec<Lost> {
        let mut lost = Vec::new();
        for down in [false, true] {
            let turned = |at: &At| {
                if down { (at.column, at.row) } else { (at.row, at.column) }
            };
            let mut lines: BTreeMap<(String, u32), Vec<At>> = BTreeMap::new();
            for (at, cell) in &self.cells {
                if !self.points.contains_key(at)
                    && !self.headings.contains(at)
                    && year(cell).is_some()
                {
                    let (line, _) = turned(at);
                    lines.entry((at.sheet.clone(), line)).or_default().push(at.clone());
                }
            }
            for headings in lines.into_values().filter(|h| h.len() >= 2) {
                if headings.iter().all(|h| !self.points.contains_key(h)) {
                    lost.extend(self.under(&headings, down));
                }
            }
        }
        self.periods.sort();
        lost
    }

    /// The series under (or beside) a line of years.
    fn under(&mut self, headings: &[At], down: bool) -> Vec<Lost> {
        let mut lost = Vec::new();
        let mut found = false;
        for step in 1_u32.. {
            let cell_of = |heading: &At| match down {
                false => At { row: heading.row + step, ..heading.clone() },
                true => At { column: heading.column + step, ..heading.clone() },
            };
            let row: Vec<(String, At)> = headings
                .iter()
                .filter_map(|h| Some((year(self.cells.get(h)?)?, cell_of(h))))
                .filter(|(_, at)| self.number(at).is_some())
                .collect();
            let Some((_, first)) = row.first().filter(|_| row.len() >= 2) else { break };
            let label = match (down, headings.first()) {
                (false, _) => self.label(first),
                (true, Some(top)) => {
                    let above =
                        top.row.checked_sub(1).map(|r| At { row: r, ..first.clone() });
                    above.and_then(|a| self.cells.get(&a)?.text.clone())
                }
                _ => None,
            };
            let Some(label) = label else {
                lost.push(self.lost(first, "a row of figures has no label"));
                continue;
            };
            let id = self.id(&label);
            let mut points = Map::new();
            for (period, at) in row {
                if self.cells.get(&at).is_some_and(|c| c.formula.is_some()) {
                    lost.push(self.lost(
                        &at,
                        "its figure was taken and not its formula: it stands in a series",
                    ));
                }
                points.insert(period.clone(), json!(self.number(&at)));
                if !self.periods.contains(&period) {
                    self.periods.push(period.clone());
                }
                self.points.insert(at, format!("{id}[{period}]"));
            }
            self.series.push((id, label, points));
            found = true;
        }
        if found {
            self.headings.extend(headings.iter().cloned());
        }
        lost
    }

    /// Gives names to numbers and formulas that have a label or a name.
    fn name_cells(&mut self) -> Vec<Lost> {
        let mut lost = Vec::new();
        let all: Vec<At> = self.cells.keys().cloned().collect();
        for at in all {
            let Some(cell) = self.cells.get(&at) else { continue };
            if self.points.contains_key(&at) || self.headings.contains(&at) {
                continue;
            }
            if let Some(other) = cell.other {
                lost.push(self.lost(&at, other));
                continue;
            }
            if cell.number.is_none() {
                if cell.formula.is_some() {
                    lost.push(self.lost(&at, "its formula gives no number"));
                }
                continue;
            }
            let given =
                self.given.iter().find(|(_, a)| **a == at).map(|(n, _)| n.clone());
            match (given, self.label(&at)) {
                (None, None) => lost.push(
                    self.lost(&at, "it has no label to the left of it and no name"),
                ),
                (given, label) => {
                    let label = label.or_else(|| given.clone()).unwrap_or_default();
                    let id = self.id(given.as_ref().unwrap_or(&label));
                    self.names.insert(at, (id, label));
                }
            }
        }
        lost
    }

    /// Translates every formula; those that name what was left out go too.
    fn formulas(&mut self) -> (Vec<Metric>, Vec<Lost>) {
        let mut lost = Vec::new();
        loop {
            let mut metrics = Vec::new();
            let mut gone = Vec::new();
            for (at, (id, _)) in &self.names {
                let Some(formula) = self.cells.get(at).and_then(|c| c.formula.as_ref())
                else {
                    continue;
                };
                match translate(formula, &at.sheet, self) {
                    Ok(formula) => metrics.push((at.clone(), id.clone(), formula)),
                    Err(why) => gone.push((at.clone(), why)),
                }
            }
            if gone.is_empty() {
                return (metrics, lost);
            }
            for (at, why) in gone {
                lost.push(self.lost(&at, &why));
                self.names.remove(&at);
            }
        }
    }

    /// Numbers without a formula.
    fn inputs(&self) -> Vec<(&At, &str, &str, f64)> {
        let named = self.names.iter();
        let input = named.filter_map(|(at, (id, label))| {
            let cell = self.cells.get(at)?;
            let number = cell.number.filter(|_| cell.formula.is_none())?;
            Some((at, id.as_str(), label.as_str(), number))
        });
        input.collect()
    }

    fn document(&self, name: &str, metrics: &[Metric]) -> Value {
        let title = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let periods = if self.periods.is_empty() {
            vec!["now".to_owned()]
        } else {
            self.periods.clone()
        };
        let inputs: Vec<Value> = self
            .inputs()
            .into_iter()
            .map(|(_, id, label, n)| input(id, label, n))
            .collect();
        let made: Vec<Value> = metrics
            .iter()
            .map(|(at, id, formula)| {
                let label = self.names.get(at).map_or(id.as_str(), |n| n.1.as_str());
                json!({"id": id, "label": label, "unit": "number", "group": "results", "formula": formula, "format": "number"})
            })
            .collect();
        let series: Map<String, Value> = self
            .series
            .iter()
            .map(|(id, label, points)| {
                let told = json!({"label": label, "unit": "number", "source": "spreadsheet", "status": "assumption", "points": points});
                (id.clone(), told)
            })
            .collect();
        // What no other formula needs is what it was made for.
        let last: Vec<&Metric> = metrics
            .iter()
            .filter(|(_, id, _)| {
                !metrics.iter().any(|(_, _, f)| names_in(f).any(|n| n == id))
            })
            .collect();
        let label = |m: &Metric| {
            self.names.get(&m.0).map_or_else(|| m.1.clone(), |n| n.1.clone())
        };
        let answers: Vec<Value> = last
            .iter()
            .rev()
            .take(4)
            .rev()
            .map(|m| json!({"metric": m.1, "label": label(m)}))
            .collect();
        let sentence: Vec<Value> = last
            .last()
            .map(|m| json!({"text": format!("{}: *{{{}}}*.", label(m), m.1)}))
            .into_iter()
            .collect();
        let lines: Vec<Value> = self
            .series
            .iter()
            .map(|(id, label, _)| json!({"label": label, "formula": id}))
            .collect();
        let charts: Vec<Value> = (!lines.is_empty() && periods.len() > 1)
            .then(|| json!({"id": "years", "label": "Year by year", "kind": "trend", "headlines": [{"text": "Year by year"}], "lines": lines}))
            .into_iter()
            .collect();
        let front: Vec<&str> = if charts.is_empty() { vec![] } else { vec!["years"] };
        json!({
            "$schema": "document.schema.json", "format": 1, "id": slug(title, '-'), "version": "1", "title": title,
            "units": {}, "periods": periods, "default_period": periods.last(),
            "sources": {"spreadsheet": {"title": name, "publisher": "Say who made it"}},
            "series": series,
            "groups": [{"id": "inputs", "label": "What is assumed"}, {"id": "results", "label": "What follows"}],
            "inputs": inputs, "metrics": made, "sentence": sentence, "answers": answers,
            "charts": charts, "front": front,
        })
    }

    /// Where what comes out is not what stands in the spreadsheet.
    fn compare(&self, document: &Value, metrics: &[Metric]) -> Vec<Lost> {
        let Ok(plain) = serde_json::from_str::<Plain>(&document.to_string()) else {
            return Vec::new();
        };
        let Ok(model) = Model::load(&plain) else { return Vec::new() };
        let e = model.evaluate(&model.scenario());
        let differs = |(at, id, _): &Metric| {
            let there = self.number(at)?;
            let told = match model.slot(id).map(|slot| e.value(slot)) {
                Some(Ok(here)) if (here - there).abs() <= 1e-9 * there.abs().max(1.0) => {
                    return None;
                }
                Some(Ok(here)) => format!("it gives {here} here and {there} there"),
                Some(Err(why)) => {
                    format!("it has no value here ({why}) and {there} there")
                }
                None => return None,
            };
            Some(self.lost(at, &format!("it was taken, but {told}: look at it")))
        };
        metrics.iter().filter_map(differs).collect()
    }
}

/// An input with a range that a reader may find sensible.
fn input(id: &str, label: &str, value: f64) -> Value {
    let share = value > 0.0 && value < 1.0;
    let far = if value.abs() > 0.0 { round_up(value.abs() * 3.0) } else { 1.0 };
    let max = if share { 1.0 } else { far };
    let min = if value < 0.0 { -far } else { 0.0 };
    json!({
        "id": id, "label": label, "unit": "number", "group": "inputs", "value": value, "format": "number",
        "min": min, "max": if value < 0.0 { far } else { max }, "step": if share { 0.01 } else { round_up(value.abs() / 100.0).max(far / 1000.0) },
        "status": "assumption", "source": "spreadsheet",
    })
}

/// The next of 1, 2, 5, 10, 20, …
fn round_up(value: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(value.max(f64::MIN_POSITIVE))));
    let found =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|c| *c >= value);
    // Without what a power leaves behind the last digit.
    let text = format!("{:.12}", found.unwrap_or(value));
    text.parse().unwrap_or(value)
}

/// The names in a formula.
fn names_in(formula: &str) -> impl Iterator<Item = &str> {
    formula
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|n| !n.is_empty())
}
