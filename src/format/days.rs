//! Days of the calendar that people know, along an axis.

use super::Locale;
use super::date::{day, number, write};
use crate::lean::gather::Gather as _;
use crate::words::fill;

/// From one round day to the next.
#[derive(Copy, Clone)]
enum Step {
    Days(i32),
    /// So many Mondays.
    Weeks(i32),
    Months(i64),
}

/// Weeks by which a month is not divided would stand beside those that are.
const STEPS: [Step; 8] = [
    Step::Days(1),
    Step::Days(2),
    Step::Weeks(1),
    Step::Weeks(2),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
];
/// The years from one tick to the next where there are many.
const YEARS: [i64; 9] = [2, 5, 10, 20, 50, 100, 200, 500, 1000];

impl Step {
    /// How long it is, in days.
    fn length(self) -> f64 {
        match self {
            Self::Days(days) => f64::from(days),
            Self::Weeks(weeks) => 7.0 * f64::from(weeks),
            #[expect(clippy::cast_precision_loss, reason = "a few thousand months")]
            Self::Months(months) => months as f64 * (365.2425 / 12.0),
        }
    }

    /// The round days between two.
    fn within(self, low: f64, high: f64) -> Vec<f64> {
        // The first of January 1970 was a Thursday.
        let days = |from: f64, length: f64| -> Vec<f64> {
            let first = libm::ceil((low - from) / length);
            let days = (0..100).map(|i| from + (first + f64::from(i)) * length);
            days.take_while(|d| *d <= high).filter(|d| day(*d).is_some()).gather()
        };
        match self {
            Self::Days(_) => days(0.0, self.length()),
            Self::Weeks(_) => days(4.0, self.length()),
            Self::Months(months) => {
                let Some((year, month, _)) = day(low) else { return Vec::new() };
                let from = (12 * year + month - 1).div_euclid(months) * months;
                let firsts = (0..100).filter_map(|i| {
                    let at = from + i * months;
                    number((at.div_euclid(12), at.rem_euclid(12) + 1, 1))
                });
                firsts.filter(|d| low <= *d && *d <= high).gather()
            }
        }
    }

    /// A round day in the words of a language: a year, a month of it, or the day.
    fn words(self, at: f64, locale: &Locale) -> String {
        let Self::Months(months) = self else { return write(at, locale) };
        let (year, month, _) = day(at).unwrap_or_default();
        if months % 12 == 0 {
            return year.to_string();
        }
        let name = usize::try_from(month - 1).ok().and_then(|m| locale.months.get(m));
        let month = name.copied().unwrap_or_default();
        fill(locale.month, &[("month", month), ("y", &*year.to_string())])
    }
}

/// Round days between two, about as many as wanted, with their words: days and Mondays
/// where they are near each other, else the first of months, quarters, halves of a
/// year, years, or tens of years.
#[inline(never)]
pub(super) fn round(
    low: f64,
    high: f64,
    wanted: usize,
    locale: &Locale,
) -> Vec<(f64, String)> {
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let rough = (high - low) / wanted.max(1) as f64;
    let years = YEARS.into_iter().map(|years| Step::Months(12 * years));
    let steps: Vec<Step> = STEPS.into_iter().chain(years).gather();
    let first = steps.iter().position(|s| s.length() >= rough * 0.999);
    let first = first.unwrap_or(steps.len() - 1);
    // One round day tells nothing of how far it is to another.
    let tried = steps.iter().take(first + 1).rev();
    let found = tried.map(|step| (*step, step.within(low, high)));
    let found = found.into_iter().find(|(_, days)| days.len() > 1);
    let Some((step, days)) = found else { return Vec::new() };
    days.into_iter().map(|at| (at, step.words(at, locale))).gather()
}
