//! A first document from a spreadsheet: named cells and labelled numbers become
//! inputs, labelled formulas metrics, figures under years series. What cannot
//! be taken is told with its cell.

use super::cell::At;
use super::translate::{Cells, translate};
use crate::document::Value as Plain;
use crate::model::Model;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// What a spreadsheet became.
#[derive(Debug)]
pub struct Draft {
    /// The document, to be gone on with: it knows no units yet.
    pub document: Value,
    /// What was left out, or is to be looked at.
    pub lost: Vec<Lost>,
}

/// A cell that was left out or is to be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// As people name it: `Prices!B2`.
    pub cell: String,
    /// What stands in it.
    pub what: String,
    /// Why.
    pub why: String,
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

/// More cells than these are no calculator.
const MOST: usize = 20_000;

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

/// What stands in a cell.
#[derive(Default)]
struct Cell {
    number: Option<f64>,
    text: Option<String>,
    formula: Option<String>,
    /// Something that is neither number nor text.
    other: Option<&'static str>,
}

/// A metric: where it came from, its name, its formula.
type Metric = (At, String, String);

#[derive(Default)]
struct Book {
    cells: BTreeMap<At, Cell>,
    /// Names that the spreadsheet gives to single cells, in small letters.
    given: BTreeMap<String, At>,
    /// The name and the label of what each cell became.
    names: BTreeMap<At, (String, String)>,
    periods: Vec<String>,
    /// By name: label, and figures by period.
    series: Vec<(String, String, Map<String, Value>)>,
    /// Cells of series, as a formula names them.
    points: BTreeMap<At, String>,
    /// Headings of years.
    headings: BTreeSet<At>,
}

impl Book {
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut file = open_workbook_auto_from_rs(Cursor::new(bytes))
            .map_err(|_| "This is no spreadsheet that can be read: xlsx, xls, xlsb or ods is needed.".to_owned())?;
        let mut book = Self::default();
        for sheet in file.sheet_names() {
            let at = |row: u32, column: u32| At { sheet: sheet.clone(), row, column };
            if let Ok(range) = file.worksheet_range(&sheet) {
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, data) in range.used_cells() {
                    book.put(at(top + place(row), left + place(column)), data);
                }
            }
            if let Ok(range) = file.worksheet_formula(&sheet) {
                let (top, left) = range.start().unwrap_or_default();
                for (row, column, formula) in range.used_cells() {
                    let at = at(top + place(row), left + place(column));
                    book.cells.entry(at).or_default().formula = Some(formula.clone());
                }
            }
            if book.cells.len() > MOST {
                return Err(format!("It has more than {MOST} cells: take a part of it."));
            }
        }
        for (name, target) in file.defined_names() {
            if let Some(at) = target_of(target) {
                book.given.insert(name.to_lowercase(), at);
            }
        }
        Ok(book)
    }

    fn put(&mut self, at: At, data: &Data) {
        let cell = self.cells.entry(at).or_default();
        match data {
            #[expect(clippy::cast_precision_loss, reason = "figures are doubles here")]
            Data::Int(n) => cell.number = Some(*n as f64),
            Data::Float(n) => cell.number = Some(*n),
            Data::Bool(b) => cell.number = Some(f64::from(u8::from(*b))),
            Data::String(t) if !t.trim().is_empty() => {
                cell.text = Some(t.trim().to_owned());
            }
            Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
                cell.other = Some("it holds a date or a duration");
            }
            Data::Error(_) => cell.other = Some("it holds an error"),
            Data::String(_) | Data::Empty => {}
        }
    }

    fn number(&self, at: &At) -> Option<f64> {
        self.cells.get(at).and_then(|c| c.number)
    }

    /// The nearest text to the left in the row, or above in the column.
    fn label(&self, at: &At) -> Option<String> {
        let text = |at: At| self.cells.get(&at).and_then(|c| c.text.clone());
        let left =
            (0..at.column).rev().find_map(|column| text(At { column, ..at.clone() }));
        let label =
            left.or_else(|| text(At { row: at.row.checked_sub(1)?, ..at.clone() }))?;
        Some(label.trim_end_matches([':', ' ', '=']).to_owned())
    }

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

    fn lost(&self, at: &At, why: &str) -> Lost {
        let cell = self.cells.get(at);
        let what = cell.and_then(|c| {
            let formula = c.formula.as_ref().map(|f| {
                format!("={}", f.trim_start_matches("of:").trim_start_matches('='))
            });
            formula.or_else(|| c.number.map(|n| n.to_string())).or_else(|| c.text.clone())
        });
        Lost { cell: at.shown(), what: what.unwrap_or_default(), why: why.to_owned() }
    }

    /// A name that is not taken.
    fn id(&self, words: &str) -> String {
        let plain = slug(words, '_');
        let taken = |id: &str| {
            self.names.values().any(|(n, _)| n == id)
                || self.series.iter().any(|(n, _, _)| n == id)
        };
        let mut id = plain.clone();
        let mut next = 2;
        while taken(&id) {
            id = format!("{plain}_{next}");
            next += 1;
        }
        id
    }
}

impl Cells for Book {
    fn name(&self, at: &At) -> Result<String, String> {
        if let Some(point) = self.points.get(at) {
            return Ok(point.clone());
        }
        if let (true, Some(year)) = (self.headings.contains(at), self.number(at)) {
            return Ok(year.to_string());
        }
        match (self.names.get(at), self.cells.get(at)) {
            (Some((id, _)), _) => Ok(id.clone()),
            // An empty cell counts as nought.
            (None, None) => Ok("0".to_owned()),
            (None, Some(cell)) if cell.text.is_some() => {
                Err(format!("it names {}, which holds a text", at.shown()))
            }
            (None, Some(_)) => {
                Err(format!("it names {}, which was left out", at.shown()))
            }
        }
    }

    fn named(&self, name: &str) -> Option<At> {
        self.given.get(&name.to_lowercase()).cloned()
    }

    fn is_empty(&self, at: &At) -> bool {
        self.cells.get(at).is_none_or(|c| c.number.is_none() && c.formula.is_none())
    }
}

fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX / 2)
}

/// The cell of a name: `Prices!$B$2`, `$Prices.$B$2`.
fn target_of(text: &str) -> Option<At> {
    let text =
        text.trim_start_matches("of:").trim_start_matches('=').trim_matches(['[', ']']);
    let (sheet, cell) = text.rsplit_once(['!', '.'])?;
    let sheet = sheet.trim_start_matches('$').trim_matches('\'').replace("''", "'");
    (!cell.contains(':')).then(|| At::parse(&sheet, cell)).flatten()
}

/// The year in a heading.
fn year(cell: &Cell) -> Option<String> {
    if cell.formula.is_some() {
        return None;
    }
    if let Some(n) = cell.number {
        let whole = (1900.0..=2150.0).contains(&n) && libm::trunc(n) >= n;
        return whole.then(|| n.to_string());
    }
    let text = cell.text.as_ref()?;
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(4..).filter(|_| digits == 4)?;
    let fiscal = rest
        .strip_prefix(['/', '-'])
        .is_some_and(|r| !r.is_empty() && r.chars().all(|c| c.is_ascii_digit()));
    (rest.is_empty() || fiscal).then(|| text.clone())
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

/// A name from words: small letters and digits, the rest `between`.
fn slug(words: &str, between: char) -> String {
    let mut name = String::new();
    for c in words.chars() {
        let plain = match c.to_lowercase().next().unwrap_or(c) {
            'à' | 'á' | 'â' | 'ä' | 'å' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            'ß' => 's',
            c => c,
        };
        if plain.is_ascii_alphanumeric() {
            name.push(plain);
        } else if !name.is_empty() && !name.ends_with(between) {
            name.push(between);
        }
    }
    let name = name.trim_end_matches(between);
    let name: String = name.chars().take(40).collect();
    let name = name.trim_end_matches(between);
    match name.chars().next() {
        Some(c) if c.is_ascii_lowercase() => name.to_owned(),
        Some(_) => format!("n{between}{name}"),
        None => "cell".to_owned(),
    }
}
