//! One line of what was measured, and all of them as a table.

use serde_json::{Value, json};

/// What a ratio must be.
#[derive(Clone, Copy)]
pub(super) enum Bound {
    /// Ours over theirs at most this.
    AtMost(f64),
    /// Theirs over ours at least this: so many times as fast.
    TimesAsFast(f64),
    /// Ours at most this, whatever theirs.
    Below(f64),
    /// Only told.
    None,
}

/// One thing, measured of ours and of another.
pub(super) struct Row {
    what: String,
    unit: &'static str,
    ours: f64,
    other: String,
    theirs: f64,
    bound: Bound,
}

impl Row {
    pub(super) fn new(
        what: &str,
        unit: &'static str,
        ours: f64,
        other: &str,
        theirs: f64,
        bound: Bound,
    ) -> Self {
        Self { what: what.into(), unit, ours, other: other.into(), theirs, bound }
    }

    /// Ours alone, without another.
    pub(super) fn alone(what: &str, unit: &'static str, ours: f64, bound: Bound) -> Self {
        Self::new(what, unit, ours, "", f64::NAN, bound)
    }

    fn ratio(&self) -> f64 {
        match self.bound {
            Bound::TimesAsFast(_) => self.theirs / self.ours,
            _ => self.ours / self.theirs,
        }
    }

    /// Whether its bound is kept, if it has one. What was not measured keeps none.
    fn met(&self) -> Option<bool> {
        match self.bound {
            Bound::AtMost(most) => Some(self.ratio() <= most),
            Bound::TimesAsFast(least) => Some(self.ratio() >= least),
            Bound::Below(most) => Some(self.ours <= most),
            Bound::None => None,
        }
    }

    /// What is to be said where its bound is not kept.
    pub(super) fn unmet(&self) -> Option<String> {
        let [what, ours, other, _, ratio, asked, _] = self.cells();
        let against = if other.is_empty() { other } else { format!(" against {other}") };
        let told = if ratio.is_empty() { ours } else { ratio };
        let (met, least) = (self.met()?, asked);
        (!met).then(|| format!("{what}{against}: {told}, not {least}."))
    }

    pub(super) fn json(&self) -> Value {
        let bound = match self.bound {
            Bound::AtMost(most) => json!({ "at_most": most }),
            Bound::TimesAsFast(least) => json!({ "times_as_fast": least }),
            Bound::Below(most) => json!({ "ours_at_most": most }),
            Bound::None => Value::Null,
        };
        // What is not a number is null there.
        json!({
            "what": self.what, "unit": self.unit, "ours": self.ours,
            "against": self.other, "theirs": self.theirs, "ratio": self.ratio(),
            "bound": bound, "met": self.met(),
        })
    }

    fn cells(&self) -> [String; 7] {
        let number = |value: f64| match value {
            v if v.is_nan() => String::new(),
            v if v.abs() >= 100.0 => format!("{v:.0} {}", self.unit),
            v if v.abs() >= 1.0 => format!("{v:.1} {}", self.unit),
            v => format!("{v:.3} {}", self.unit),
        };
        let ratio = Some(self.ratio()).filter(|r| !r.is_nan());
        let asked = match self.bound {
            Bound::AtMost(most) => format!("at most {most}"),
            Bound::TimesAsFast(least) => format!("at least {least} as fast"),
            Bound::Below(most) => format!("at most {most} {}", self.unit),
            Bound::None => String::new(),
        };
        let met = self.met().map_or("", |met| if met { "met" } else { "not met" });
        [
            self.what.clone(),
            number(self.ours),
            self.other.clone(),
            number(self.theirs),
            ratio.map_or_else(String::new, |r| format!("{r:.2}")),
            asked,
            met.to_owned(),
        ]
    }
}

const HEAD: [&str; 7] = ["What", "Ours", "Against", "Theirs", "Ratio", "Asked", ""];

/// As a table of Markdown.
pub(super) fn markdown(rows: &[Row], machine: &Value) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut text = format!("{}\n\n", told(machine));
    text += &line(&HEAD.map(str::to_owned));
    text += "|---|--:|---|--:|--:|---|---|\n";
    // The same thing beside several others is one line.
    for same in rows.chunk_by(|a, b| a.what == b.what) {
        let all: Vec<_> = same.iter().map(Row::cells).collect();
        let column = |at: usize| {
            let told = all.iter().filter_map(|cells| cells.get(at).cloned());
            told.collect::<Vec<_>>()
        };
        let cells = (0..HEAD.len()).map(|at| match at {
            0 | 1 => column(at).into_iter().next().unwrap_or_default(),
            _ if column(at).iter().all(String::is_empty) => String::new(),
            _ => column(at).join("<br>"),
        });
        text += &line(&cells.collect::<Vec<_>>());
    }
    text
}

/// As lines for a terminal.
pub(super) fn text(rows: &[Row], machine: &Value) -> String {
    let mut all = vec![HEAD.map(str::to_owned)];
    all.extend(rows.iter().map(Row::cells));
    let mut widths = [0; 7];
    for cells in &all {
        for (width, cell) in widths.iter_mut().zip(cells) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = format!("{}\n\n", told(machine));
    for cells in &all {
        let padded = cells.iter().zip(widths).map(|(cell, w)| format!("{cell:w$}"));
        text += padded.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    text
}

/// On what it was measured.
fn told(machine: &Value) -> String {
    let word = |key: &str| match machine.get(key) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let at = |place: usize| {
        let load = machine.get("load").and_then(|load| load.get(place)?.as_f64());
        load.unwrap_or(f64::NAN)
    };
    format!(
        "{}, {} processors; {:.1} programs wanted one when it began, {:.1} when it ended.",
        word("browser"),
        word("processors"),
        at(0),
        at(1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_kept_or_told() {
        let row = |bound| Row::new("A frame", "ms", 2.0, "Others", 4.0, bound);
        assert_eq!(row(Bound::AtMost(0.5)).met(), Some(true));
        assert_eq!(row(Bound::AtMost(0.4)).met(), Some(false));
        assert_eq!(row(Bound::TimesAsFast(2.0)).met(), Some(true));
        assert_eq!(row(Bound::TimesAsFast(2.5)).met(), Some(false));
        assert_eq!(row(Bound::None).unmet(), None);
        let told = row(Bound::AtMost(0.4)).unmet();
        assert_eq!(
            told.as_deref(),
            Some("A frame against Others: 0.50, not at most 0.4.")
        );
    }

    #[test]
    fn what_was_not_measured_keeps_no_bound() {
        let row = Row::new("A frame", "ms", f64::NAN, "Others", 4.0, Bound::AtMost(9.0));
        assert_eq!(row.met(), Some(false));
        let alone = Row::alone("Memory", "MB", f64::NAN, Bound::Below(9.0));
        assert_eq!(alone.met(), Some(false));
    }
}
