//! A spreadsheet as it was read: its cells, and what each of them became.

use super::cell::At;
use super::translate::Cells;
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

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

/// What stands in a cell.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) number: Option<f64>,
    pub(super) text: Option<String>,
    pub(super) formula: Option<String>,
    /// Something that is neither number nor text.
    pub(super) other: Option<&'static str>,
}

/// The cells, and what became of them.
#[derive(Default)]
pub(super) struct Book {
    pub(super) cells: BTreeMap<At, Cell>,
    /// Names that the spreadsheet gives to single cells, in small letters.
    pub(super) given: BTreeMap<String, At>,
    /// The name and the label of what each cell became.
    pub(super) names: BTreeMap<At, (String, String)>,
    pub(super) periods: Vec<String>,
    /// By name: label, and figures by period.
    pub(super) series: Vec<(String, String, Map<String, Value>)>,
    /// Cells of series, as a formula names them.
    pub(super) points: BTreeMap<At, String>,
    /// Headings of years.
    pub(super) headings: BTreeSet<At>,
}

/// More cells than these are no calculator.
const MOST: usize = 20_000;

impl Book {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
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

    pub(super) fn number(&self, at: &At) -> Option<f64> {
        self.cells.get(at).and_then(|c| c.number)
    }

    /// The nearest text to the left in the row, or above in the column.
    pub(super) fn label(&self, at: &At) -> Option<String> {
        let text = |at: At| self.cells.get(&at).and_then(|c| c.text.clone());
        let left =
            (0..at.column).rev().find_map(|column| text(At { column, ..at.clone() }));
        let label =
            left.or_else(|| text(At { row: at.row.checked_sub(1)?, ..at.clone() }))?;
        Some(label.trim_end_matches([':', ' ', '=']).to_owned())
    }

    pub(super) fn lost(&self, at: &At, why: &str) -> Lost {
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
    pub(super) fn id(&self, words: &str) -> String {
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
pub(super) fn year(cell: &Cell) -> Option<String> {
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

/// A name from words: small letters and digits, the rest `between`.
pub(super) fn slug(words: &str, between: char) -> String {
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
