//! The data of a chart as a table: what its marks show, exactly.

/// A table: one row a mark or a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings of its columns.
    pub head: Vec<String>,
    /// Its cells as people read them.
    pub rows: Vec<Vec<String>>,
    /// The numbers behind the cells, where there are any.
    pub exact: Vec<Vec<Option<f64>>>,
}

/// A cell: its words and its number.
pub(super) type Cell = (String, Option<f64>);

impl Table {
    pub(super) fn new(caption: &str, head: Vec<String>) -> Self {
        let caption = caption.to_owned();
        Self { caption, head, rows: Vec::new(), exact: Vec::new() }
    }

    pub(super) fn push(&mut self, cells: Vec<Cell>) {
        let (words, numbers) = cells.into_iter().unzip();
        self.rows.push(words);
        self.exact.push(numbers);
    }

    /// The table as comma-separated values, numbers at all their digits.
    ///
    /// ```
    /// use cost_calculator::chart::Table;
    /// let mut table = Table { head: vec!["Cup, large".into(), "£".into()], ..Table::default() };
    /// table.rows.push(vec!["tea".into(), "£1.50".into()]);
    /// table.exact.push(vec![None, Some(1.5)]);
    /// assert_eq!(table.to_csv(), "\"Cup, large\",£\r\ntea,1.5\r\n");
    /// ```
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut csv = String::new();
        line(&mut csv, self.head.iter().map(|h| quoted(h)));
        let no_numbers = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            let numbers = self.exact.get(i).unwrap_or(&no_numbers);
            let cell = |(at, words): (usize, &String)| match numbers.get(at) {
                Some(Some(number)) => number.to_string(),
                _ => quoted(words),
            };
            line(&mut csv, row.iter().enumerate().map(cell));
        }
        csv
    }

    /// The same with lines of words below, after an empty one: where it comes
    /// from and what was assumed.
    ///
    /// ```
    /// use cost_calculator::chart::Table;
    /// let table = Table { head: vec!["Cup".into()], ..Table::default() };
    /// assert_eq!(table.to_csv_with("tea.example"), "Cup\r\n\r\ntea.example\r\n");
    /// ```
    #[must_use]
    pub fn to_csv_with(&self, words: &str) -> String {
        let mut csv = self.to_csv();
        csv.push_str("\r\n");
        for words in words.lines() {
            line(&mut csv, std::iter::once(quoted(words)));
        }
        csv
    }
}

fn line(csv: &mut String, cells: impl Iterator<Item = String>) {
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            csv.push(',');
        }
        csv.push_str(&cell);
    }
    csv.push_str("\r\n");
}

fn quoted(text: &str) -> String {
    // A spreadsheet takes what begins with one of these for a formula.
    let guarded = match text.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{text}"),
        _ => text.to_owned(),
    };
    if guarded.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}
