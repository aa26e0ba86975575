//! How likely each of several options is to be worth most, by what a unit of
//! effect is worth; and what it would be worth to know more.

use super::Kind;
use crate::chart::axis::{self, Up};
use crate::chart::chances::{self, Chances};
use crate::chart::clip::Plot;
use crate::chart::compared::{self, Compared};
use crate::chart::decollide::apart;
use crate::chart::information::{DRAWS, Known, behind};
use crate::chart::lines::inks;
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::places::Places;
use crate::chart::scale::{Domain, Scale};
use crate::chart::shapes;
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::worlds;
use crate::chart::{Hit, Scene, Subject, View};
use crate::decision::Options;
use crate::document::{Acceptability, DecisionOption};
use crate::format::Length;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::Model;
use crate::simulation::Simulation;
use crate::words::fill;

impl Kind for Acceptability {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let view = subject.view;
        let compared = Compared::new(&mut sheet, &self.decision, view);
        sheet.reading(view);
        let Some(compared) = compared else {
            return sheet.empty("");
        };
        let Some(simulation) = subject.simulation else {
            let reason = sheet.words.chart_not_simulated;
            return sheet.empty(reason);
        };
        let Some(curves) = Curves::new(&sheet, &compared, simulation) else {
            let lacks = compared.options().map(|(i, _)| compared.lacks(&sheet, i));
            let reason = lacks.into_iter().find(|r| !r.is_empty());
            let reason = reason.unwrap_or_else(|| sheet.words.not_real.to_owned());
            return sheet.empty(&reason);
        };
        let mut told = curves.now(&mut sheet, &compared);
        sheet.y += sheet.size;
        curves.draw(&mut sheet, &compared, view.analyst);
        told.extend(curves.on_average(&mut sheet, &compared));
        if view.analyst {
            told.extend(curves.information(&mut sheet, &compared, simulation));
        }
        sheet.scene.table = curves.table(&sheet, &compared, view.analyst);
        sheet.finish(&told)
    }

    fn draws(&self, model: &Model, view: &View) -> Vec<Slot> {
        let mut slots = compared::draws(model, &self.decision);
        if view.analyst {
            slots.extend(behind(model, &slots));
        }
        slots
    }

    fn is_drawn(&self, model: &Model, view: &View, name: &str) -> bool {
        view.analyst && name == "analyst"
            || compared::is_drawn(model, &self.decision, view, name)
    }

    fn seen(&self, model: &Model, view: &View) -> Option<(&str, usize)> {
        compared::seen(model, &self.decision, view)
    }
}

struct Curves {
    options: Options,
    inks: Vec<Ink>,
    /// The range of the input that values a unit of effect, and whether its scale
    /// is logarithmic.
    range: Domain,
    log: bool,
    /// The values at which the curves are drawn, evenly along the scale.
    values: Vec<f64>,
    /// By option, then by value.
    chances: Vec<Vec<f64>>,
    /// By option now.
    now: Vec<f64>,
    /// From which value to which which option is worth most on average.
    spans: Vec<(usize, f64, f64)>,
}

impl Curves {
    fn new(
        sheet: &Sheet<'_>,
        compared: &Compared<'_>,
        simulation: &Simulation,
    ) -> Option<Self> {
        let model = sheet.model;
        let input = model.range(model.as_input(compared.value)?, sheet.evaluation);
        let range = Domain::of([input.min, input.max])?;
        let options = compared.in_worlds(model, simulation, DRAWS)?;
        let values = chances::values(range, input.log);
        let shares = options.acceptability(&[compared.worth]);
        Some(Self {
            inks: inks(compared.options().map(|(_, o)| o.tone)),
            chances: options.acceptability(&values),
            now: shares.iter().filter_map(|c| c.first().copied()).gather(),
            spans: options.best_by_value(range.low(), range.high()),
            options,
            range,
            log: input.log,
            values,
        })
    }

    fn ink(&self, option: usize) -> Ink {
        self.inks.get(option).copied().unwrap_or(Ink::Text)
    }

    /// How likely each option is to be worth most at what a unit is worth now.
    fn now(&self, sheet: &mut Sheet<'_>, compared: &Compared<'_>) -> Vec<String> {
        let worth = compared.worth;
        let title = compared.said(sheet, sheet.words.chart_most_at, worth, "");
        sheet.heading(&title);
        let then = then(sheet, compared);
        let best = self.options.frontier(&[worth]).first().and_then(|f| f.arm);
        let words = sheet.words.chart_average_at;
        let average = best.map(|b| compared.said(sheet, words, worth, compared.label(b)));
        let mut told: Vec<String> = average.into_iter().gather();
        for (i, option) in compared.options() {
            let chance = self.now.get(i).copied().unwrap_or(f64::NAN);
            let mut frequency = worlds::in_words(sheet.words, chance);
            let before = then.as_ref().and_then(|t| t.get(i));
            let before = before.map(|p| worlds::in_words(sheet.words, *p));
            if let Some(before) = before.filter(|b| *b != frequency) {
                let was = fill(sheet.words.was, &[("value", &before)]);
                frequency = format!("{frequency} ({was})");
            }
            sheet.y += 0.5 * sheet.size;
            let inks = (self.ink(i), self.ink(i));
            let name = if beside(sheet) {
                option.label.clone()
            } else {
                format!("{} {}", compared::number(i), option.label)
            };
            worlds::row_in(sheet, &name, &frequency, chance, inks);
            told.push(fill(
                sheet.words.chart_point,
                &[("label", &option.label), ("value", &frequency)],
            ));
        }
        told
    }

    fn draw(&self, sheet: &mut Sheet<'_>, compared: &Compared<'_>, analyst: bool) {
        let size = sheet.size;
        let w = sheet.words;
        sheet.heading(if analyst { w.chart_ceac } else { w.chart_most_chance });
        sheet.y += 0.7 * size;
        let ticks = chances::ticks(sheet, analyst);
        let beside = beside(sheet);
        let room = if beside { 0.3 * sheet.width } else { 0.5 * size };
        // Where numbers stand at the curves, these tell them apart.
        let shaped = beside && self.chances.len() > shapes::FEW;
        let before = if shaped { 1.2 * size } else { 0.0 };
        let wide = room - 1.1 * size - before;
        let names = |(_, o): (usize, &DecisionOption)| sheet.lines(&o.label, wide);
        let names: Vec<Vec<String>> =
            if beside { compared.options().map(names).gather() } else { Vec::new() };
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let needed = names.iter().map(Vec::len).sum::<usize>() as f64 * sheet.line();
        let height = (0.36 * sheet.width).clamp(13.0 * size, 20.0 * size).max(needed);
        let plot = Plot {
            left: axis::gutter(sheet, &ticks).min(0.5 * sheet.width),
            top: sheet.y,
            right: sheet.width - room,
            bottom: sheet.y + height,
        };
        let Some(on) = Chances::new(plot, self.range, self.log) else { return };
        Up { plot, scale: on.y, ticks: &ticks }.draw(sheet);
        if self.range.holds(compared.worth) {
            on.now(sheet, compared.worth);
        }
        let line = |c: &Vec<f64>| on.points(&self.values, c);
        let lines: Vec<Vec<(f64, f64)>> = self.chances.iter().map(line).gather();
        for (i, points) in lines.iter().enumerate() {
            let (points, ink) = (points.clone(), self.ink(i));
            sheet.put(Mark::Path { points, width: 1.6, dashed: false, ink });
        }
        for (option, from, to) in &self.spans {
            let (left, right) = (on.at(*from, 0.0).0, on.at(*to, 0.0).0);
            let part = Plot { left, right, ..plot };
            let points = lines.get(*option).into_iter().flatten();
            let ink = self.ink(*option);
            for points in part.clip(&points.map(|p| Some(*p)).gather()) {
                sheet.put(Mark::Path { points, width: 4.0, dashed: false, ink });
            }
        }
        if shaped {
            self.shapes(sheet, &lines);
        }
        for (i, p) in self.now.iter().enumerate() {
            if self.range.holds(compared.worth) {
                let ((x, y), ink) = (on.at(compared.worth, *p), self.ink(i));
                if shaped {
                    shapes::put(sheet, (x, y), ink);
                } else {
                    sheet.put(Mark::Circle { x, y, radius: 4.0, hollow: false, ink });
                }
            }
        }
        if beside {
            self.names(sheet, &names, &lines, (plot, before));
        } else {
            self.numbers(sheet, compared, &lines, plot);
        }
        self.hits(sheet, compared, &on);
        on.foot(sheet, compared.value);
        sheet.note(if analyst { w.chart_thick_analyst } else { w.chart_thick });
    }

    /// Names at the ends of the lines, each as near to its own as the others let
    /// it.
    fn names(
        &self,
        sheet: &mut Sheet<'_>,
        words: &[Vec<String>],
        lines: &[Vec<(f64, f64)>],
        (plot, before): (Plot, f64),
    ) {
        let left = plot.right + 1.1 * sheet.size;
        let line = sheet.line();
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let heights: Vec<f64> = words.iter().map(|w| w.len() as f64 * line).gather();
        let ends = lines.iter().map(|l| l.last().copied());
        let ends: Vec<(f64, f64)> = ends.map(Option::unwrap_or_default).gather();
        let wanted: Vec<f64> = ends.iter().map(|e| e.1).gather();
        let half = 0.5 * line;
        let middles = apart(&wanted, &heights, plot.top - half, plot.bottom + half);
        for (i, middle) in middles.iter().enumerate() {
            let (Some(words), Some(end), Some(height)) =
                (words.get(i), ends.get(i), heights.get(i))
            else {
                continue;
            };
            if (middle - end.1).abs() > 0.4 * sheet.size {
                let points = vec![(end.0 + 4.0, end.1), (left - 4.0, *middle)];
                let ink = Ink::Faint;
                sheet.put(Mark::Path { points, width: 1.0, dashed: false, ink });
            }
            let mut y = middle - 0.5 * height + half;
            if before > 0.0 {
                shapes::put(sheet, (left + 0.4 * sheet.size, y), self.ink(i));
            }
            for words in words {
                sheet.text(words, left + before, y, Anchor::Start, self.ink(i));
                y += line;
            }
        }
    }

    /// The shape of each curve at some places of it.
    #[inline(never)]
    fn shapes(&self, sheet: &mut Sheet<'_>, lines: &[Vec<(f64, f64)>]) {
        let every = shapes::every(self.values.len());
        for (i, (line, chances)) in lines.iter().zip(&self.chances).enumerate() {
            let places = line.iter().zip(chances).skip(i % every).step_by(every);
            // Low down all of them run together.
            for (at, _) in places.filter(|(_, p)| **p >= 0.03) {
                shapes::put(sheet, *at, self.ink(i));
            }
        }
    }

    /// Numbers where each curve is highest: the rows above have the names.
    fn numbers(
        &self,
        sheet: &mut Sheet<'_>,
        compared: &Compared<'_>,
        lines: &[Vec<(f64, f64)>],
        plot: Plot,
    ) {
        let now = Scale::new(self.range, plot.left, plot.right, self.log);
        let now = now.at(compared.worth);
        let mut places = Places::new(plot);
        for line in lines {
            places.keep_off(line, 2.0);
        }
        if self.range.holds(compared.worth) {
            places.keep_off(&[(now, plot.top), (now, plot.bottom)], 2.0);
        }
        for (i, line) in lines.iter().enumerate() {
            let mut highest = line.clone();
            order::sort(&mut highest, |p| p.1);
            // Low down all of them run together.
            let low = plot.bottom - 0.12 * (plot.bottom - plot.top);
            let mut high = highest.into_iter().filter(|p| p.1 < low);
            let number = compared::number(i);
            let _ = high.find(|at| places.beside(sheet, &number, *at, self.ink(i)));
        }
    }

    fn hits(&self, sheet: &mut Sheet<'_>, compared: &Compared<'_>, on: &Chances) {
        let share = sheet.model.percent_format(Some(1));
        for (series, option) in compared.options() {
            let chances = self.chances.get(series).map(Vec::as_slice);
            let all = self.values.iter().zip(chances.unwrap_or_default());
            for (row, (value, p)) in all.enumerate() {
                let words = sheet.words.chart_most_at;
                let at = compared.said(sheet, words, *value, "");
                let frequency = worlds::in_words(sheet.words, *p);
                let hit = Hit {
                    row,
                    series,
                    label: option.label.clone(),
                    value: share.write(*p, Length::Short),
                    detail: format!("{at} · {frequency}"),
                    slot: Some(compared.value),
                    ..Hit::default()
                };
                on.hit(sheet, (*value, *p), hit);
            }
        }
    }

    /// From which value to which each option is worth most on average.
    fn on_average(&self, sheet: &mut Sheet<'_>, compared: &Compared<'_>) -> Vec<String> {
        let said = |(option, from, to): &(usize, f64, f64)| {
            let (from, to) = (compared.price(sheet, *from), compared.price(sheet, *to));
            let places = [
                ("label", compared.label(*option)),
                ("from", &from),
                ("to", &to),
                ("unit", compared.unit),
            ];
            fill(sheet.words.chart_average_from, &places)
        };
        let told: Vec<String> = self.spans.iter().map(said).gather();
        sheet.y += 0.4 * sheet.size;
        for sentence in &told {
            sheet.paragraph(&format!("{sentence}."), Ink::Text);
        }
        told
    }

    fn information(
        &self,
        sheet: &mut Sheet<'_>,
        compared: &Compared<'_>,
        simulation: &Simulation,
    ) -> Vec<String> {
        let w = sheet.words;
        let population = compared.decision.population.as_ref();
        let words = match population {
            Some(_) => [w.chart_evpi, w.chart_evppi],
            None => [w.chart_evpi_here, w.chart_evppi_here],
        };
        let known = Known {
            options: &self.options,
            worth: compared.worth,
            population,
            money: &compared.costs.format,
            words,
        };
        known.write(sheet, simulation, Vec::new())
    }

    fn table(&self, sheet: &Sheet<'_>, compared: &Compared<'_>, analyst: bool) -> Table {
        let w = sheet.words;
        let mut head =
            vec![sheet.model.label(compared.value, sheet.evaluation).to_owned()];
        head.extend(compared.options().map(|(_, o)| o.label.clone()));
        head.push(w.chart_most_mean.to_owned());
        let perfect = if analyst { self.options.evpi(&self.values) } else { Vec::new() };
        if analyst {
            head.push(w.chart_perfect.to_owned());
        }
        let mut table = Table::new(&sheet.scene.headline, head);
        let share = sheet.model.percent_format(Some(1));
        let price = sheet.model.number_format(compared.value);
        for (row, value) in self.values.iter().enumerate() {
            let mut cells: Vec<Cell> =
                vec![(price.write(*value, Length::Short), Some(*value))];
            for chances in &self.chances {
                let p = chances.get(row).copied();
                cells.push((share.write_or_dash(p, Length::Exact), p));
            }
            let best = self.spans.iter().rev().find(|(_, from, _)| from <= value);
            let best = best.or_else(|| self.spans.first());
            let label = best.map_or("–", |(i, ..)| compared.label(*i));
            cells.push((label.to_owned(), None));
            cells.extend(
                perfect
                    .get(row)
                    .map(|v| (compared.costs.format.write(*v, Length::Short), Some(*v))),
            );
            table.push(cells);
        }
        table
    }
}

/// Whether there is room for names beside the curves.
fn beside(sheet: &Sheet<'_>) -> bool {
    sheet.width >= 36.0 * sheet.size
}

/// The same in the scenario kept to compare with, if that is another.
fn then(sheet: &Sheet<'_>, compared: &Compared<'_>) -> Option<Vec<f64>> {
    let wanted = compared::draws(sheet.model, &compared.decision.id);
    let (kept, worlds) = chances::kept(sheet, &wanted)?;
    let options = compared.in_worlds(sheet.model, &worlds, DRAWS)?;
    let worth = kept.value(compared.value).ok()?;
    let shares = options.acceptability(&[worth]);
    Some(shares.iter().filter_map(|c| c.first().copied()).gather())
}
