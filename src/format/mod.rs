//! Numbers as people read them, and as people type them.
//!
//! `£2,830`, `1.83m`, `37%`, `64 in 100`, `10p`: the same text natively and
//! in every browser, because none of it is left to the browser.

mod amount;
mod counted;
mod date;
mod days;
mod digits;
mod entry;
mod locale;
mod typed;

pub use counted::Counted;
pub use date::{from_iso, iso, months, years};
pub(crate) use digits::rounded;
pub use entry::{Entry, EntryError};
pub use locale::Locale;
pub(crate) use locale::{DATE, MONTH, MONTHS, PLURALS};

/// The kind of quantity that is written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// A plain number.
    #[default]
    Plain,
    /// A number of people or things.
    Count,
    /// A share, as a percentage.
    Percent,
    /// An amount of money.
    Money,
    /// A share, as so many in a hundred.
    PerHundred,
    /// A day of the calendar.
    Date,
}

/// How many digits are written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Length {
    /// As few as read well: three that matter.
    Short,
    /// All that a reader can have a use for.
    Exact,
}

/// How the values of one quantity are written and read.
///
/// ```
/// use cost_calculator::format::{Length, NumberFormat, Style};
/// let money = NumberFormat::new(Style::Money, None, "£", "p", "en-GB");
/// assert_eq!(money.write(2830.07, Length::Short), "£2,830");
/// assert_eq!(money.write(9e8, Length::Short), "£900m");
/// assert_eq!(money.write(9e8, Length::Exact), "£900,000,000");
/// assert_eq!(money.write(0.0951, Length::Short), "10p");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct NumberFormat {
    style: Style,
    decimals: Option<u8>,
    /// Digits behind the point of a hundredth of the currency.
    fine: u8,
    symbol: String,
    minor: String,
    /// What is written behind it.
    unit: Option<Counted>,
    /// What else people may type behind it.
    known: Vec<String>,
    locale: &'static Locale,
}

impl NumberFormat {
    /// A format for a style, with the decimals of its short form if the
    /// author fixed them, the symbols of its currency and of a hundredth of
    /// it, and the language whose customs it follows.
    #[must_use]
    pub fn new(
        style: Style,
        decimals: Option<u8>,
        symbol: &str,
        minor: &str,
        language: &str,
    ) -> Self {
        let (symbol, minor) = (symbol.to_owned(), minor.to_owned());
        let locale = Locale::of(language);
        let fine = decimals.unwrap_or(0).saturating_sub(2);
        let (unit, known) = (None, Vec::new());
        Self { style, decimals, fine, symbol, minor, unit, known, locale }
    }

    /// The same, which tells values apart that are such a step from each other,
    /// where that is less than a hundredth of the currency.
    ///
    /// ```
    /// use cost_calculator::format::{Length, NumberFormat, Style};
    /// let money = NumberFormat::new(Style::Money, None, "£", "p", "en-GB");
    /// assert_eq!(money.clone().stepping(0.01).write(0.24, Length::Short), "24p");
    /// assert_eq!(money.stepping(0.005).write(0.245, Length::Short), "24.5p");
    /// ```
    #[must_use]
    pub fn stepping(self, step: f64) -> Self {
        if step > 0.0 && step < 0.01 {
            Self { fine: self.fine.max(digits::decimals_for(step * 100.0, 1)), ..self }
        } else {
            self
        }
    }

    /// The same with a unit behind it.
    ///
    /// ```
    /// use cost_calculator::format::{Counted, Entry, Length, NumberFormat, Style};
    /// let years = Counted { one: "year".into(), many: "years".into(), forms: Vec::new() };
    /// let plain = NumberFormat::new(Style::Plain, None, "", "", "en-GB");
    /// let format = plain.with_unit(Some(years));
    /// assert_eq!(format.write(7.2, Length::Short), "7.2\u{a0}years");
    /// assert_eq!(format.write(1.0, Length::Short), "1\u{a0}year");
    /// assert_eq!(format.read("5 to 7 years"), Ok(Entry::Range(5.0, 7.0)));
    /// assert_eq!(format.bare().write(7.2, Length::Short), "7.2");
    /// ```
    #[must_use]
    pub fn with_unit(self, unit: Option<Counted>) -> Self {
        Self { unit, ..self }
    }

    /// The same without a unit.
    #[must_use]
    pub fn bare(self) -> Self {
        self.with_unit(None)
    }

    /// The same, which also reads these words behind a number.
    #[must_use]
    pub fn reading<'a>(self, words: impl Iterator<Item = &'a str>) -> Self {
        // What may multiply is not the short name of a unit that nobody sees.
        let multiplies =
            |w: &&str| self.locale.multiples.iter().any(|(name, _)| name == w);
        Self { known: counted::sought(words.filter(|w| !multiplies(w))), ..self }
    }

    /// A text without the unit at its end.
    fn without_unit<'a>(&self, text: &'a str) -> &'a str {
        let rest = match &self.unit {
            Some(unit) => counted::without(text, &counted::sought(unit.words())),
            None => text,
        };
        if rest.len() < text.len() { rest } else { counted::without(text, &self.known) }
    }

    /// Whether its values are shares, written as so many of a hundred.
    #[must_use]
    pub const fn is_percent(&self) -> bool {
        matches!(self.style, Style::Percent | Style::PerHundred)
    }

    /// The customs it follows.
    #[must_use]
    pub const fn locale(&self) -> &'static Locale {
        self.locale
    }

    /// A value in words that fit a sentence. What is no number is a dash.
    #[must_use]
    pub fn write(&self, value: f64, length: Length) -> String {
        if !value.is_finite() {
            return "–".to_owned();
        }
        if self.style == Style::Date {
            return date::write(value, self.locale);
        }
        let size = value.abs();
        let text = self.sized(size, length);
        let signed = value < 0.0 && !self.is_nothing(&text);
        let text = match &self.unit {
            Some(unit) => unit.behind(&text, size, self.locale),
            None => text,
        };
        if signed { format!("−{text}") } else { text }
    }

    /// Of dates the round days between two, about as many as wanted, with their words.
    ///
    /// ```
    /// use cost_calculator::format::{NumberFormat, Style, from_iso, iso};
    /// let date = NumberFormat::new(Style::Date, None, "", "", "en-GB");
    /// let day = |text| from_iso(text).unwrap();
    /// let found = date.round_days(day("2025-11-20"), day("2026-08-03"), 4).unwrap();
    /// let found: Vec<_> = found.iter().map(|(at, words)| (iso(*at), &**words)).collect();
    /// assert_eq!(found[0], ("2026-01-01".to_owned(), "January 2026"));
    /// assert_eq!(found[2], ("2026-07-01".to_owned(), "July 2026"));
    /// let number = NumberFormat::new(Style::Plain, None, "", "", "en-GB");
    /// assert_eq!(number.round_days(1.0, 9.0, 4), None);
    /// ```
    #[must_use]
    pub fn round_days(
        &self,
        low: f64,
        high: f64,
        wanted: usize,
    ) -> Option<Vec<(f64, String)>> {
        let date = self.style == Style::Date;
        date.then(|| days::round(low, high, wanted, self.locale))
    }

    /// The same for a value that there may not be: then a dash.
    #[must_use]
    pub fn write_or_dash(&self, value: Option<f64>, length: Length) -> String {
        self.write(value.unwrap_or(f64::NAN), length)
    }

    /// Reads what somebody typed into a field of this format.
    ///
    /// # Errors
    /// What is wrong with it.
    ///
    /// ```
    /// use cost_calculator::format::{Entry, NumberFormat, Style};
    /// let share = NumberFormat::new(Style::Percent, None, "", "", "en-GB");
    /// assert_eq!(share.read("31.9%"), Ok(Entry::Value(0.319)));
    /// assert_eq!(share.read("25 to 40%"), Ok(Entry::Range(0.25, 0.4)));
    /// assert_eq!(share.read("3 in 10"), Ok(Entry::Value(0.3)));
    /// assert!(share.read("about half").is_err());
    /// ```
    pub fn read(&self, text: &str) -> Result<Entry, EntryError> {
        if self.style == Style::Date {
            return date::read(text, self.locale);
        }
        typed::read(text, self, 1.0)
    }

    /// Reads what somebody typed over a text that was shown, for a field with
    /// bounds: a number without a unit is in the unit shown, where that is
    /// plain.
    ///
    /// # Errors
    /// Why it is no entry, or both things that it may mean.
    ///
    /// ```
    /// use cost_calculator::format::{Entry, NumberFormat, Style};
    /// let money = NumberFormat::new(Style::Money, None, "£", "p", "en-GB");
    /// let bounds = (0.0, 2e9);
    /// assert_eq!(money.read_over("950", "£900m", bounds), Ok(Entry::Value(9.5e8)));
    /// assert_eq!(money.read_over("1.2bn", "£900m", bounds), Ok(Entry::Value(1.2e9)));
    /// assert!(money.read_over("1500", "£900m", bounds).is_err());
    /// ```
    pub fn read_over(
        &self,
        text: &str,
        shown: &str,
        bounds: (f64, f64),
    ) -> Result<Entry, EntryError> {
        if self.style == Style::Date {
            return date::read(text, self.locale);
        }
        typed::read_over(text, shown, bounds, self)
    }
}

/// A number that is a position in a list.
///
/// ```
/// use cost_calculator::format::whole;
/// assert_eq!(whole(2.0), Some(2));
/// assert_eq!(whole(2.5), None);
/// assert_eq!(whole(-1.0), None);
/// ```
#[must_use]
pub fn whole(value: f64) -> Option<usize> {
    #[expect(clippy::float_cmp, reason = "whole or not is exact")]
    let whole = (0.0..1e9).contains(&value) && libm::trunc(value) == value;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be whole and small"
    )]
    whole.then_some(value as usize)
}
