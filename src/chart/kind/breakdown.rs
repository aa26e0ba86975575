//! One measure by categories.

use super::Kind;
use crate::chart::bars::{self, Bar, Style};
use crate::chart::dumbbells::{self, End, Moment, Row};
use crate::chart::mark::Ink;
use crate::chart::sheet::Sheet;
use crate::chart::strip;
use crate::chart::table::Table;
use crate::chart::view::{Choice, View, ViewOption};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Breakdown, BreakdownMeasure, ByCategory, Format, Writing};
use crate::format::{Length, NumberFormat};
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::Model;
use crate::words::fill;

impl Kind for ByCategory {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let view = subject.view;

        let d = sheet.model.document();
        let known: Vec<&Breakdown> =
            self.breakdowns.iter().filter_map(|id| d.breakdown(id)).gather();
        let chosen = view.choice.min(known.len().saturating_sub(1));
        let Some(breakdown) = known.get(chosen).copied() else { return sheet.empty("") };
        if known.len() > 1 {
            let choice = |(i, b): (usize, &&Breakdown)| {
                Choice::new(&i.to_string(), &b.label, i == chosen)
            };
            let values = known.iter().enumerate().map(choice).gather();
            let label = sheet.words.chart_by;
            sheet.scene.options.push(ViewOption::one("choice", label, values));
        }
        let wanted = view.measure.as_deref().unwrap_or(&self.measure);
        let named = |id: &str| breakdown.measures.iter().find(|m| m.id == id);
        let measure =
            named(wanted).or_else(|| named(&self.measure)).or(breakdown.measures.first());
        let Some(measure) = measure else { return sheet.empty("") };
        let wanted = view.period.as_deref().unwrap_or(&self.period);
        let at = |period: &str| measure.values.iter().find(|(p, _)| p == period);
        let row = at(wanted).or_else(|| at(&self.period)).or(measure.values.last());
        let Some((period, values)) = row else { return sheet.empty("") };
        options(&mut sheet, breakdown, measure, period);
        let format = format(&sheet, measure);
        let mut rows: Vec<(usize, &String, Option<f64>)> = (breakdown.categories.iter())
            .zip(values)
            .enumerate()
            .map(|(i, (category, value))| (i, category, *value))
            .gather();
        if rows.iter().all(|(_, _, v)| v.is_none()) {
            let reason = sheet.words.chart_unpublished;
            return sheet.empty(reason);
        }
        // Many categories are looked through from the top; a few have an order of
        // their self.
        if rows.len() > NATURAL {
            order::sort(&mut rows, |row| -row.2.unwrap_or(f64::NEG_INFINITY));
        }
        let extremes = extremes(&rows);
        let original =
            chosen == 0 && measure.id == self.measure && *period == self.period;
        let since = since(measure, period);
        let named = match since {
            Some(_) => format!("{}, {period}", measure.label),
            None => measure.label.clone(),
        };
        let finding = finding(&sheet, &named, &format, extremes);
        if !original && let Some(finding) = &finding {
            sheet.scene.headline.clone_from(finding);
        }
        let both = since.map(|(first, _)| format!("{first}{}{period}", sheet.words.and));
        let when = both.as_deref().unwrap_or(period);
        let places = [measure.label.as_str(), breakdown.label.as_str(), when];
        let own_words = std::mem::take(&mut sheet.scene.subtitle);
        let told = Some(own_words.as_str()).filter(|w| original && !w.is_empty());
        let parts: Vec<&str> = places.into_iter().chain(told).gather();
        sheet.scene.subtitle = parts.join(" · ");
        sheet.note(&breakdown.note);
        let mut columns = vec![(period.as_str(), values)];
        match since {
            Some((first, before)) => {
                columns.insert(0, (first, before));
                let then =
                    |row: &(usize, &String, Option<f64>)| before.get(row.0).copied();
                let before: Vec<Option<f64>> =
                    rows.iter().map(|row| then(row).flatten()).gather();
                draw_both(
                    &mut sheet,
                    breakdown,
                    &rows,
                    &before,
                    &format,
                    [first, period],
                );
            }
            None if rows.len() > NATURAL && measure.unit == "share" => {
                draw_strip(
                    &mut sheet,
                    view,
                    (breakdown, measure),
                    &rows,
                    &format,
                    period,
                );
            }
            None => draw(&mut sheet, breakdown, &rows, &format, period),
        }
        let heads = columns.iter().map(|(p, _)| format!("{}, {p}", measure.label));
        let head = [breakdown.label.clone()].into_iter().chain(heads).gather();
        let mut table = Table::new(&sheet.scene.headline, head);
        for (at, category, _) in &rows {
            let cells = columns.iter().map(|(_, column)| {
                let value = column.get(*at).copied().flatten();
                (published(&sheet, &format, value), value)
            });
            table.push([((*category).clone(), None)].into_iter().chain(cells).gather());
        }
        sheet.scene.table = table;
        sheet.finish(&finding.into_iter().gather())
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        let last = self.breakdowns.len().saturating_sub(1);
        let breakdown = self.breakdowns.get(view.choice.min(last));
        breakdown.is_some_and(|b| b == name)
            || view.measure.as_ref().unwrap_or(&self.measure) == name
            || view.period.as_ref().unwrap_or(&self.period) == name
    }
}

/// Up to so many categories stand in the order of the document.
const NATURAL: usize = 10;

type Extreme<'a> = Option<(&'a str, f64)>;

fn extremes<'a>(rows: &[(usize, &'a String, Option<f64>)]) -> [Extreme<'a>; 2] {
    let known = || rows.iter().filter_map(|(_, c, v)| Some((c.as_str(), (*v)?)));
    let low = known().min_by(|a, b| a.1.total_cmp(&b.1));
    [low, known().max_by(|a, b| a.1.total_cmp(&b.1))]
}

/// From the lowest to the highest, in words.
fn finding(
    sheet: &Sheet<'_>,
    measure: &str,
    format: &NumberFormat,
    [low, high]: [Extreme<'_>; 2],
) -> Option<String> {
    let ((least, low), (most, high)) = (low?, high?);
    let places = [
        ("label", measure),
        ("low", &format.write(low, Length::Short)),
        ("least", least),
        ("high", &format.write(high, Length::Short)),
        ("most", most),
    ];
    Some(fill(sheet.words.chart_extremes, &places))
}

fn options(
    sheet: &mut Sheet<'_>,
    b: &Breakdown,
    measure: &BreakdownMeasure,
    period: &str,
) {
    if b.measures.len() > 1 {
        let choice =
            |m: &BreakdownMeasure| Choice::new(&m.id, &m.label, m.id == measure.id);
        let values = b.measures.iter().map(choice).gather();
        let label = sheet.words.chart_measure;
        sheet.scene.options.push(ViewOption::one("measure", label, values));
    }
    if measure.values.len() > 1 {
        let values =
            measure.values.iter().map(|(p, _)| Choice::new(p, p, p == period)).gather();
        let label = sheet.words.period;
        sheet.scene.options.push(ViewOption::one("period", label, values));
    }
}

/// How a measure is written, by its unit.
fn format(sheet: &Sheet<'_>, measure: &BreakdownMeasure) -> NumberFormat {
    let units = &sheet.model.document().units;
    let money = |u: &&crate::document::BaseUnit| !u.symbol.is_empty();
    let first = measure.unit.split([' ', '/', '*', '^']).next();
    let (format, decimals) = match measure.unit.as_str() {
        // As precisely as it was published.
        "share" => (Format::Percent, Some(u8::from(!whole_percents(measure)))),
        "number" => (Format::Number, None),
        _ if units.iter().filter(money).any(|u| first == Some(u.id.as_str())) => {
            (Format::Money, None)
        }
        _ => (Format::Count, None),
    };
    sheet.model.writing_format(Writing { format, decimals })
}

fn whole_percents(measure: &BreakdownMeasure) -> bool {
    let whole = |v: &f64| (v * 100.0 - libm::round(v * 100.0)).abs() < 1e-9;
    measure.values.iter().flat_map(|(_, row)| row).flatten().all(whole)
}

/// The first period of a measure of shares, beside which a later one is shown.
fn since<'a>(
    measure: &'a BreakdownMeasure,
    period: &str,
) -> Option<(&'a str, &'a Vec<Option<f64>>)> {
    let (first, values) = measure.values.first()?;
    (measure.unit == "share" && first != period).then_some((first, values))
}

/// A value, or that it was not published.
fn published(sheet: &Sheet<'_>, format: &NumberFormat, value: Option<f64>) -> String {
    value.map_or_else(
        || sheet.words.chart_unpublished.to_owned(),
        |v| format.write(v, Length::Exact),
    )
}

/// A period, how its figures came about, and who published them.
fn detail(sheet: &Sheet<'_>, breakdown: &Breakdown, period: &str) -> String {
    let source = sheet.model.document().source(&breakdown.source);
    let source =
        source.map(|s| format!("{}, {}", s.title, s.publisher)).unwrap_or_default();
    let status = sheet.words.status(breakdown.status.word());
    let parts = [period, status, &source].into_iter().filter(|d| !d.is_empty());
    let parts: Vec<&str> = parts.gather();
    parts.join(" · ")
}

/// Two periods beside each other.
fn draw_both(
    sheet: &mut Sheet<'_>,
    breakdown: &Breakdown,
    rows: &[(usize, &String, Option<f64>)],
    before: &[Option<f64>],
    format: &NumberFormat,
    periods: [&str; 2],
) {
    let end = |value: f64| End { value, firm: true };
    let drawn: Vec<Row<'_>> = (rows.iter().zip(before))
        .map(|((_, category, now), then)| Row {
            label: category,
            ends: [then.map(end), now.map(end)],
        })
        .gather();
    let [then, now] = periods;
    let moments = [(then, Ink::Muted), (now, Ink::Accent)]
        .map(|(label, ink)| Moment { label: label.to_owned(), ink });
    for dot in dumbbells::draw(sheet, &moments, &drawn, format, Ink::Text) {
        let label = rows.get(dot.row).map_or("", |row| row.1);
        let period = if dot.series == 0 { then } else { now };
        let hit = Hit {
            label: label.to_owned(),
            value: format.write(dot.value, Length::Exact),
            detail: detail(sheet, breakdown, period),
            sources: vec![breakdown.source.clone()],
            ..Hit::default()
        };
        dot.hit(sheet, hit);
    }
}

/// Many on one axis, among which a reader looks for one.
fn draw_strip(
    sheet: &mut Sheet<'_>,
    view: &View,
    (breakdown, measure): (&Breakdown, &BreakdownMeasure),
    rows: &[(usize, &String, Option<f64>)],
    format: &NumberFormat,
    period: &str,
) {
    let is_own = |category: &String| view.own.as_ref() == Some(category);
    let categories: Vec<Choice> =
        (breakdown.categories.iter()).map(|c| Choice::new(c, c, is_own(c))).gather();
    let none = Choice::new("", "–", !categories.iter().any(|c| c.chosen));
    let values = [none].into_iter().chain(categories).gather();
    sheet.scene.options.push(ViewOption::one("own", sheet.words.chart_own, values));
    let told = |label: &str, value: f64| {
        let value = format.write(value, Length::Short);
        fill(sheet.words.chart_point, &[("label", label), ("value", &value)])
    };
    let own = rows.iter().position(|row| is_own(row.1));
    let own = own.and_then(|at| {
        let (_, category, value) = rows.get(at)?;
        Some((at, told(category, (*value)?)))
    });
    let whole = measure.whole.as_ref().and_then(|id| {
        let value = sheet.model.document().series(id)?.at(period)?.value;
        // As its own series has it, whatever the categories are rounded to.
        let words = sheet.model.percent_format(Some(1)).write(value, Length::Short);
        Some((value, fill(sheet.words.chart_together, &[("value", &words)])))
    });
    if let Some((_, words)) = &own {
        let beside = whole.as_ref().map(|(_, w)| w.as_str());
        let parts: Vec<&str> = [words.as_str()].into_iter().chain(beside).gather();
        sheet.scene.headline = parts.join(" · ");
    }
    let values: Vec<Option<f64>> = rows.iter().map(|row| row.2).gather();
    let radius = strip::RADIUS * sheet.size;
    let detail = detail(sheet, breakdown, period);
    let own = own.as_ref().map(|(at, words)| (*at, words.as_str()));
    let whole = whole.as_ref().map(|(value, words)| (*value, words.as_str()));
    for dot in strip::draw(sheet, &values, own, whole, format) {
        let Some((_, category, value)) = rows.get(dot.at) else { continue };
        sheet.hit(Hit {
            x: dot.x - radius,
            y: dot.y - radius,
            width: 2.0 * radius,
            height: 2.0 * radius,
            row: dot.at,
            label: (*category).clone(),
            value: published(sheet, format, *value),
            detail: detail.clone(),
            sources: vec![breakdown.source.clone()],
            ..Hit::default()
        });
    }
}

fn draw(
    sheet: &mut Sheet<'_>,
    breakdown: &Breakdown,
    rows: &[(usize, &String, Option<f64>)],
    format: &NumberFormat,
    period: &str,
) {
    let most = rows.iter().filter_map(|r| r.2).fold(0.0, f64::max);
    let bar = |(_, category, value): &(usize, &String, Option<f64>)| Bar {
        label: (*category).clone(),
        aside: String::new(),
        value: format.write_or_dash(*value, Length::Short),
        length: value.map(|v| if most > 0.0 { v / most } else { 0.0 }),
        before: None,
        ink: Ink::AccentTint(74),
        reason: sheet.words.chart_unpublished.to_owned(),
    };
    let bars: Vec<Bar> = rows.iter().map(bar).gather();
    let style = if rows.len() > NATURAL { Style::Dense } else { Style::Beside };
    let bands = bars::draw(sheet, &bars, style);
    let detail = detail(sheet, breakdown, period);
    for (row, ((_, category, value), (top, bottom))) in rows.iter().zip(bands).enumerate()
    {
        let hit = Hit {
            row,
            label: (*category).clone(),
            value: published(sheet, format, *value),
            detail: detail.clone(),
            sources: vec![breakdown.source.clone()],
            ..Hit::default()
        };
        sheet.band_hit((top, bottom), hit);
    }
}
