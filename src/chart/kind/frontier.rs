//! Several options by what they cost and do, and which are worth considering.

use super::Kind;
use crate::chart::axis::{self, Up};
use crate::chart::clip::Plot;
use crate::chart::compared::{self, Compared, number};
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::places::Places;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::Sheet;
use crate::chart::table::{Cell, Table};
use crate::chart::{Hit, Scene, Subject, View};
use crate::document::Frontier;
use crate::format::Length;
use crate::formula::Expression;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::{Model, Standing, Weighing};
use crate::words::fill;

impl Kind for Frontier {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let made = Compared::new(&mut sheet, &self.decision, subject.view);
        let Some(compared) = made else {
            return sheet.empty("");
        };
        let found = &compared.found;
        let first = compared.options().map(|(i, _)| i).find(|i| !found.knows(*i));
        let any = compared.options().any(|(i, _)| found.knows(i));
        if let Some(first) = first.filter(|_| !any) {
            let reason = compared.lacks(&sheet, first);
            return sheet.empty(&reason);
        }
        let kept = sheet.pinned.filter(|k| k.scenario != sheet.evaluation.scenario);
        let then = kept.map(|kept| compared.weigh(sheet.model, kept));
        sheet.note(sheet.words.chart_values_set);
        let numbered = plane(&mut sheet, &compared, then.as_ref());
        let told = listed(&mut sheet, &compared, then.as_ref(), numbered);
        sheet.scene.table = table(&sheet, &compared);
        sheet.finish(&told)
    }

    fn is_drawn(&self, model: &Model, view: &View, name: &str) -> bool {
        compared::is_drawn(model, &self.decision, view, name)
    }

    fn seen(&self, model: &Model, view: &View) -> Option<(&str, usize)> {
        compared::seen(model, &self.decision, view)
    }
}

/// Options that have values, the cheapest first, then those that have none.
fn by_cost(compared: &Compared<'_>) -> Vec<usize> {
    let mut all: Vec<usize> = compared.options().map(|(i, _)| i).gather();
    let points = &compared.found.points;
    order::sort(&mut all, |i| match points.get(*i) {
        Some((cost, _)) if compared.found.knows(*i) => *cost,
        _ => f64::INFINITY,
    });
    all
}

/// Effects along, costs up, and the line of those worth considering. Tells
/// whether an option stands by its number, for want of room for its name.
fn plane(
    sheet: &mut Sheet<'_>,
    compared: &Compared<'_>,
    then: Option<&Weighing>,
) -> bool {
    let size = sheet.size;
    let found = &compared.found;
    let known = |w: &Weighing| -> Vec<(f64, f64)> {
        let points = w.points.iter().enumerate();
        points.filter(|(i, _)| w.knows(*i)).map(|(_, p)| *p).gather()
    };
    let drawn: Vec<(f64, f64)> =
        (known(found).into_iter()).chain(then.map(known).unwrap_or_default()).gather();
    let costs = Domain::of(drawn.iter().map(|p| p.0));
    let effects = Domain::of(drawn.iter().map(|p| p.1));
    let (Some(costs), Some(effects)) = (costs, effects) else { return false };
    axis::up_title(sheet, &compared.decision.costs);
    let height = (0.45 * sheet.width).clamp(20.0 * size, 25.0 * size);
    let round = &compared.costs.round;
    let ticks = axis::ticks(&Scale::new(costs, height, 0.0, false), round, 4);
    let plot = Plot {
        left: axis::gutter(sheet, &ticks).min(0.5 * sheet.width),
        top: sheet.y,
        right: sheet.width - 0.5 * size,
        bottom: sheet.y + height,
    };
    // Away from the sides, so that names have room there.
    let inset = 1.3 * size;
    let x = Scale::new(effects, plot.left + inset, plot.right - inset, false);
    let y = Scale::new(costs, plot.bottom - 2.2 * size, plot.top + inset, false);
    Up { plot, scale: y, ticks: &ticks }.draw(sheet);
    let at = |w: &Weighing, i: usize| {
        let point = w.points.get(i).filter(|_| w.knows(i))?;
        Some((x.at(point.1), y.at(point.0)))
    };
    for (i, _) in compared.options() {
        let before = then.and_then(|then| at(then, i));
        let Some((from, to)) = before.zip(at(found, i)).filter(|(a, b)| a != b) else {
            continue;
        };
        let ((x, y), points) = (from, vec![from, to]);
        sheet.put(Mark::Path { points, width: 1.0, dashed: true, ink: Ink::Faint });
        sheet.put(Mark::Circle { x, y, radius: 2.5, hollow: false, ink: Ink::Muted });
    }
    let on = found.frontier();
    let line: Vec<(f64, f64)> = on.iter().filter_map(|i| at(found, *i)).gather();
    if line.len() > 1 {
        let points = line.clone();
        let ink = Ink::Accent;
        sheet.put(Mark::Path { points, width: 2.0, dashed: false, ink });
    }
    let mut places = Places::new(plot);
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        places.keep_straight_clear(*from, *to);
    }
    for (i, _) in compared.options() {
        let Some((x, y)) = at(found, i) else { continue };
        let (radius, hollow, ink) = dot(compared, i);
        sheet.put(Mark::Circle { x, y, radius, hollow, ink });
        places.keep_clear((x, y), radius + 2.0);
        hit(sheet, compared, then, i, (x, y));
    }
    let numbered = named(sheet, compared, &mut places, &|i| at(found, i));
    for (before, after) in on.iter().zip(on.iter().skip(1)) {
        let ratio = found.standing.get(*after);
        let (Some(from), Some(to), Some(Standing::Efficient(Some(ratio)))) =
            (at(found, *before), at(found, *after), ratio)
        else {
            continue;
        };
        let middle = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        let words = compared.each(sheet, *ratio);
        places.beside(sheet, &words, middle, Ink::Muted);
    }
    sheet.y = plot.bottom;
    let (round, span) = (&compared.effects.round, (plot.left, plot.right));
    axis::along_named(sheet, &x, round, span, &compared.decision.effects);
    numbered
}

/// The mark of an option: large and full what is worth most, full what is worth
/// considering, a ring what is not.
fn dot(compared: &Compared<'_>, option: usize) -> (f64, bool, Ink) {
    let found = &compared.found;
    match found.standing.get(option) {
        Some(Standing::Efficient(_)) if found.best == Some(option) => {
            (7.0, false, Ink::Accent)
        }
        Some(Standing::Efficient(_)) => (4.5, false, Ink::Accent),
        _ => (4.5, true, Ink::Muted),
    }
}

/// Writes names beside their marks, those that matter most first; numbers where
/// there is no room for each name. Tells whether they are.
fn named(
    sheet: &mut Sheet<'_>,
    compared: &Compared<'_>,
    places: &mut Places,
    at: &dyn Fn(usize) -> Option<(f64, f64)>,
) -> bool {
    let found = &compared.found;
    let mut all: Vec<usize> = compared.options().map(|(i, _)| i).gather();
    order::sort(&mut all, |i| match found.standing.get(*i) {
        _ if found.best == Some(*i) => 0.0,
        Some(Standing::Efficient(_)) => 1.0,
        _ => 2.0,
    });
    let (before, free) = (sheet.scene.marks.len(), places.clone());
    let ink = |i| if found.best == Some(i) { Ink::Text } else { Ink::Muted };
    let marks: Vec<(usize, (f64, f64))> =
        all.into_iter().filter_map(|i| Some((i, at(i)?))).gather();
    let mut fits = marks.iter();
    if fits.all(|(i, mark)| places.beside(sheet, compared.label(*i), *mark, ink(*i))) {
        return false;
    }
    // A few names without the others could be read as those of their neighbours.
    sheet.scene.marks.truncate(before);
    *places = free;
    for (i, mark) in marks {
        places.beside(sheet, &number(i), mark, ink(i));
    }
    true
}

/// The options in words, the cheapest first, with what each step costs.
fn listed(
    sheet: &mut Sheet<'_>,
    compared: &Compared<'_>,
    then: Option<&Weighing>,
    numbered: bool,
) -> Vec<String> {
    let size = sheet.size;
    let mut told = Vec::new();
    let best = |w: &Weighing, value: f64| {
        let label = compared.label(w.best?);
        Some(compared.said(sheet, sheet.words.chart_best_at, value, label))
    };
    let now = best(&compared.found, compared.worth);
    let kept = sheet.pinned.and_then(|kept| kept.value(compared.value).ok());
    let before = then.zip(kept).and_then(|(then, value)| best(then, value));
    let before = before.filter(|before| now.as_ref() != Some(before)).map(|before| {
        let places = [("label", sheet.words.chart_before), ("value", &before)];
        fill(sheet.words.chart_point, &places)
    });
    sheet.y += 0.8 * size;
    if let Some(said) = now {
        sheet.heading(&said);
        told.push(said);
    }
    if let Some(said) = before {
        sheet.paragraph(&said, Ink::Muted);
        told.push(said);
    }
    let names = format!("{} · {}", compared.decision.costs, compared.decision.effects);
    let (left, line) = (1.5 * size, sheet.line());
    for words in sheet.lines(&names, sheet.width) {
        let (x, y) = (sheet.width, sheet.y + 0.5 * line);
        sheet.text(&words, x, y, Anchor::End, Ink::Muted);
        sheet.y += line;
    }
    for i in by_cost(compared) {
        let standing = standing(sheet, compared, i);
        let known = compared.found.points.get(i).filter(|_| compared.found.knows(i));
        let amounts = known.map(|p| compared.amounts(sheet, *p)).unwrap_or_default();
        let top = sheet.y;
        if known.is_some() {
            let (radius, hollow, ink) = dot(compared, i);
            let (x, y) = (7.0, top + 0.5 * line);
            sheet.put(Mark::Circle { x, y, radius, hollow, ink });
        }
        let label = compared.label(i);
        let name =
            if numbered { format!("{} {label}", number(i)) } else { label.to_owned() };
        paragraph(sheet, &name, left, Ink::Text);
        // Beside the name where there is room, as in a table.
        let short = known.map(|p| compared.short(*p)).unwrap_or_default();
        let taken = left + sheet.wide(&name, false) + size + sheet.wide(&short, false);
        if sheet.y - top > 1.5 * line || taken > sheet.width {
            paragraph(sheet, &short, left, Ink::Text);
        } else {
            let (x, y) = (sheet.width, top + 0.5 * line);
            sheet.text(&short, x, y, Anchor::End, Ink::Text);
        }
        paragraph(sheet, &standing, left, Ink::Muted);
        sheet.y += 0.5 * size;
        let area = (0.0, top, sheet.width, sheet.y - top);
        if let Some(hit) = sheet.scene.points.iter_mut().find(|h| h.row == i) {
            hit.also.push(area);
        }
        let said =
            if known.is_some() { format!("{amounts}; {standing}") } else { standing };
        told.push(fill(sheet.words.chart_point, &[("label", label), ("value", &said)]));
    }
    told
}

/// Words below everything so far, from a margin.
fn paragraph(sheet: &mut Sheet<'_>, text: &str, left: f64, ink: Ink) {
    for words in sheet.lines(text, sheet.width - left) {
        let y = sheet.y + 0.5 * sheet.line();
        sheet.text(&words, left, y, Anchor::Start, ink);
        sheet.y += sheet.line();
    }
}

/// How an option stands among the others, in words; why it cannot be told.
fn standing(sheet: &Sheet<'_>, compared: &Compared<'_>, option: usize) -> String {
    let (w, found) = (sheet.words, &compared.found);
    if !found.knows(option) {
        return compared.lacks(sheet, option);
    }
    match found.standing.get(option) {
        Some(Standing::Efficient(Some(ratio))) => {
            let on = found.frontier();
            let at = on.iter().position(|i| *i == option);
            let before = at.and_then(|at| on.get(at.checked_sub(1)?));
            let before = before.map_or("", |i| compared.label(*i));
            compared.said(sheet, w.chart_step, *ratio, before)
        }
        Some(Standing::Efficient(None)) => w.chart_cheapest.to_owned(),
        Some(Standing::Dominated(by)) => {
            fill(w.chart_beaten, &[("label", compared.label(*by))])
        }
        Some(Standing::ExtendedlyDominated) => {
            let (first, second) = found.between(option).unwrap_or_default();
            let (first, second) = (compared.label(first), compared.label(second));
            let places = [("unit", compared.unit), ("first", first), ("second", second)];
            fill(w.chart_mixed, &places)
        }
        None => String::new(),
    }
}

fn hit(
    sheet: &mut Sheet<'_>,
    compared: &Compared<'_>,
    then: Option<&Weighing>,
    option: usize,
    (x, y): (f64, f64),
) {
    let amounts = |w: &Weighing| Some(compared.amounts(sheet, *w.points.get(option)?));
    let value = amounts(&compared.found).unwrap_or_default();
    let before = then.filter(|then| then.knows(option)).and_then(amounts);
    let before = before.filter(|b| *b != value);
    let was = before.map(|b| fill(sheet.words.was, &[("value", &b)]));
    let detail = [Some(standing(sheet, compared, option)), was];
    let option_of = compared.decision.options.get(option);
    let model = sheet.model;
    let slots = option_of.map(|o| {
        let formulas = [compared.cost(o), &*o.effect].into_iter();
        formulas.filter_map(|f| model.formula(f)).flat_map(Expression::slots).gather()
    });
    let figures = slots.unwrap_or_default().into_iter();
    let figures = figures.flat_map(|s| model.figures_behind(s, sheet.evaluation));
    let hit = Hit {
        x: x - 7.0,
        y: y - 7.0,
        width: 14.0,
        height: 14.0,
        row: option,
        label: compared.label(option).to_owned(),
        value,
        detail: detail.into_iter().flatten().gather().join(" · "),
        slot: option_of.and_then(|o| model.slot(compared.cost(o))),
        sources: figures.map(|f| f.source).gather(),
        ..Hit::default()
    };
    sheet.hit(hit);
}

fn table(sheet: &Sheet<'_>, compared: &Compared<'_>) -> Table {
    let (w, found, decision) = (sheet.words, &compared.found, compared.decision);
    let head = [w.chart_option, &decision.costs, &decision.effects, w.chart_ratio];
    let head = head.into_iter().chain([w.chart_standing]).map(str::to_owned);
    let mut table = Table::new(&sheet.scene.headline, head.gather());
    for (i, option) in compared.options() {
        let point = found.points.get(i).filter(|_| found.knows(i));
        let standing = found.standing.get(i).filter(|_| found.knows(i));
        let (stands, ratio) = match standing {
            Some(Standing::Efficient(ratio)) => (w.chart_efficient, *ratio),
            Some(Standing::Dominated(_)) => (w.chart_is_dominated, None),
            Some(Standing::ExtendedlyDominated) => (w.chart_is_mixed, None),
            None => ("–", None),
        };
        let (cost, effect) = (point.map(|p| p.0), point.map(|p| p.1));
        let write = |value, format: &crate::format::NumberFormat| -> Cell {
            (format.write_or_dash(value, Length::Exact), value)
        };
        let price = sheet.model.number_format(compared.value);
        table.push(vec![
            (option.label.clone(), None),
            write(cost, &compared.costs.format),
            write(effect, &compared.effects.format),
            write(ratio, &price),
            (stands.to_owned(), None),
        ]);
    }
    table
}
