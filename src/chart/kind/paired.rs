//! The same people at two moments: a row a period, a dot for each moment.

use super::Kind;
use crate::chart::dumbbells::{self, End, Moment, Row};
use crate::chart::mark::Ink;
use crate::chart::series::{Datum, Periods, breaks};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Line, Paired, Tone};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::words::fill;

impl Kind for Paired {
    fn scene<'a>(&'a self, _: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let (start, end) = (&self.start, &self.end);

        let all = Periods::new(&sheet, false);
        let lines = [start, end].map(|l| all.line(&sheet, &l.formula, false, None));
        let [before, after] = &lines;
        let names = &sheet.model.document().periods;
        let rows: Vec<(&String, Option<&Datum>, Option<&Datum>)> =
            (names.iter().enumerate())
                .map(|(i, p)| (p, figure(before, i), figure(after, i)))
                .filter(|(_, a, b)| a.is_some() || b.is_some())
                .gather();
        let format = sheet.model.writing_format(self.writing);
        if rows.is_empty() {
            let reason = sheet.words.chart_no_lines;
            return sheet.empty(reason);
        }
        let periods: Vec<String> = rows.iter().map(|(p, ..)| (*p).clone()).gather();
        for line in [start, end] {
            for note in breaks(&sheet, &line.formula, &periods) {
                sheet.note(&note);
            }
        }
        let moment = |(line, plain): (&Line, Ink)| Moment {
            label: sheet.model.fill(&line.label, sheet.evaluation),
            ink: ink(line.tone, plain),
        };
        let moments = [(start, Ink::Muted), (end, Ink::Accent)].map(moment);
        let end_of = |d: &Datum| End { value: d.value, firm: d.firm };
        let drawn: Vec<Row<'_>> = (rows.iter())
            .map(|(p, a, b)| Row { label: p, ends: [a.map(end_of), b.map(end_of)] })
            .gather();
        let dots = dumbbells::draw(&mut sheet, &moments, &drawn, &format, Ink::Muted);
        for dot in dots {
            let Some((period, a, b)) = rows.get(dot.row) else { continue };
            let (line, datum) = if dot.series == 0 { (start, a) } else { (end, b) };
            let Some(datum) = datum else { continue };
            let detail = [period.as_str(), datum.detail.as_str()];
            let detail: Vec<&str> = detail.into_iter().filter(|d| !d.is_empty()).gather();
            let hit = Hit {
                label: sheet.model.fill(&line.label, sheet.evaluation),
                value: format.write(dot.value, Length::Exact),
                detail: detail.join(" · "),
                slot: sheet.model.slot(&line.formula),
                sources: datum.sources.clone(),
                ..Hit::default()
            };
            dot.hit(&mut sheet, hit);
        }
        let mut table = Table::new(
            &sheet.scene.headline,
            vec![sheet.words.period.to_owned(), start.label.clone(), end.label.clone()],
        );
        for (period, a, b) in &rows {
            let cell = |d: Option<&Datum>| -> Cell {
                let value = d.map(|d| d.value);
                (format.write_or_dash(value, Length::Exact), value)
            };
            table.push(vec![((*period).clone(), None), cell(*a), cell(*b)]);
        }
        sheet.scene.table = table;
        let told = |(p, a, b): &(&String, Option<&Datum>, Option<&Datum>)| {
            let write = |d: &Datum| format.write(d.value, Length::Short);
            let places = [
                ("period", p.as_str()),
                ("start", &start.label),
                ("from", &write((*a)?)),
                ("end", &end.label),
                ("to", &write((*b)?)),
            ];
            Some(fill(sheet.words.chart_pair, &places))
        };
        let sentences: Vec<String> = rows.iter().filter_map(told).gather();
        sheet.finish(&sentences)
    }
}

fn figure(line: &[Option<Datum>], at: usize) -> Option<&Datum> {
    line.get(at)?.as_ref()
}

fn ink(tone: Tone, plain: Ink) -> Ink {
    match tone {
        Tone::Plain => plain,
        Tone::Accent => Ink::Accent,
        Tone::Warm => Ink::Warm,
        Tone::Muted => Ink::Muted,
    }
}
