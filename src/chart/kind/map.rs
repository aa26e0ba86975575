//! A metric over two inputs: tints on either side of a line, today's point and
//! the presets on it.

use super::Kind;
use crate::chart::axis::{self, Up};
use crate::chart::clip::Plot;
use crate::chart::contour;
use crate::chart::mark::{Ink, Mark};
use crate::chart::places::Places;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::{Sheet, short};
use crate::chart::table::Table;
use crate::chart::{Grip, Hit, Scene, Subject};
use crate::document::{Better, Map};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::Fill;
use crate::sensitivity::{TwoWay, two_way_at};
use crate::words::fill;

/// Points of the grid along and up.
const GRID: (usize, usize) = (61, 41);

impl Kind for Map {
    fn scene<'a>(&'a self, _: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let model = sheet.model;
        let found = (|| {
            Some((
                model.metric(&self.metric)?,
                model.input(&self.x)?,
                model.input(&self.y)?,
            ))
        })();
        let Some((metric, x, y)) = found else { return sheet.empty("") };
        let slot = model.metric_slot(metric);
        let axes = [(x, &self.x_range), (y, &self.y_range)]
            .map(|(i, r)| Axis::new(&sheet, i, r));
        let [Some(across), Some(up)] = axes else { return sheet.empty("") };
        let values = [across.values(GRID.0), up.values(GRID.1)];
        let grid = two_way_at(model, sheet.evaluation, [x, y], values, slot);
        if grid.values.iter().all(Option::is_none) {
            let reason = sheet.evaluation.value(slot).err().map(str::to_owned);
            let reason = reason.unwrap_or_else(|| sheet.words.not_real.to_owned());
            return sheet.empty(&reason);
        }
        let size = sheet.size;
        // What goes up is named above, what goes along below.
        let label = model.label(up.slot, sheet.evaluation);
        axis::up_title(&mut sheet, label);
        let format = sheet.round_format(up.slot);
        let height = (0.5 * sheet.width).clamp(16.0 * size, 28.0 * size);
        let ticks = axis::ticks(&Scale::new(up.domain, height, 0.0, up.log), &format, 5);
        let plot = Plot {
            left: axis::gutter(&sheet, &ticks).min(0.65 * sheet.width),
            top: sheet.y,
            right: sheet.width - 0.5 * size,
            bottom: sheet.y + height,
        };
        let scale_x = Scale::new(across.domain, plot.left, plot.right, across.log);
        let scale_y = Scale::new(up.domain, plot.bottom, plot.top, up.log);
        let ground = Ground { plot, x: scale_x, y: scale_y, grid: &grid };
        let higher = model.document().metrics.get(metric).and_then(|m| m.better);
        ground.tints(&mut sheet, self.line, higher != Some(Better::Lower));
        Up { plot: Plot { right: plot.left, ..plot }, scale: scale_y, ticks: &ticks }
            .draw(&mut sheet);
        let lines = contour::level(&grid, self.line, &scale_x, &scale_y);
        let mut places = Places::new(plot);
        for line in &lines {
            let (points, ink) = (line.clone(), Ink::Text);
            places.keep_line_clear(&points, 3.0);
            sheet.put(Mark::Path { points, width: 2.0, dashed: false, ink });
        }
        ground.points(&mut sheet, &mut places, self, slot, [&across, &up]);
        let on_line = short(model, slot, self.line);
        ground.void(&mut sheet, slot, [&across, &up]);
        ground.name_line(&mut sheet, &mut places, &lines, &on_line);
        ground.values(&mut sheet, &mut places, slot);
        sheet.y = plot.bottom;
        let format = sheet.round_format(across.slot);
        let label = model.label(across.slot, sheet.evaluation);
        let span = (plot.left, plot.right);
        axis::along_named(&mut sheet, &scale_x, &format, span, label);
        let words = if lines.is_empty() {
            sheet.words.chart_no_level
        } else {
            sheet.words.chart_level
        };
        let level = fill(
            words,
            &[("label", model.label(slot, sheet.evaluation)), ("value", &on_line)],
        );
        sheet.finish(&[level])
    }
}

/// An input along one side.
struct Axis {
    slot: Slot,
    domain: Domain,
    log: bool,
}

impl Axis {
    /// Over the range that the document wants drawn, or over all of the input's
    /// where a value of the reader's lies outside.
    fn new(sheet: &Sheet<'_>, input: usize, range: &[f64]) -> Option<Self> {
        let known = sheet.model.document().inputs.get(input);
        known.filter(|i| !i.is_choice())?;
        let known = sheet.model.range(input, sheet.evaluation);
        let slot = sheet.model.input_slot(input);
        let whole = Domain::of([known.min, known.max])?;
        let wanted = Domain::of(range.iter().copied()).filter(|_| range.len() == 2);
        let own = || [Some(sheet.evaluation), sheet.pinned].into_iter().flatten();
        let holds = |domain: &Domain| {
            own().filter_map(|e| e.value(slot).ok()).all(|v| domain.holds(v))
        };
        let domain = wanted.filter(holds).unwrap_or(whole);
        Some(Self { slot, domain, log: known.log })
    }

    /// So many values along it, evenly on its scale.
    fn values(&self, points: usize) -> Vec<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
        let place = |i: usize| i as f64;
        let last = points.saturating_sub(1);
        let scale = Scale::new(self.domain, 0.0, place(last), self.log);
        // The ends as they are, not as they come out.
        let end = |i: usize| match i {
            0 => self.domain.low(),
            i if i == last => self.domain.high(),
            i => scale.value(place(i)),
        };
        (0..points).map(end).gather()
    }
}

struct Ground<'a> {
    plot: Plot,
    x: Scale,
    y: Scale,
    grid: &'a TwoWay,
}

/// How many pixels take one tint: so few that its edge looks smooth.
const FINE: f64 = 3.0;

/// Between which points of a grid a share of its length lies, and how far.
fn part(share: f64, points: usize) -> Option<(usize, f64)> {
    let last = points.checked_sub(2)?;
    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
    let at = share.clamp(0.0, 1.0) * (points - 1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "within the grid"
    )]
    let i = (at as usize).min(last);
    #[expect(clippy::cast_precision_loss, reason = "a few dozen")]
    let rest = at - i as f64;
    Some((i, rest))
}

/// Steps of tint on either side of the line.
const STEPS: f64 = 5.0;

impl Ground<'_> {
    /// The metric at a place, between the points of the grid around it.
    fn value(&self, (x, y): (f64, f64)) -> Option<f64> {
        let Plot { left, top, right, bottom } = self.plot;
        let (i, along) = part((x - left) / (right - left), self.grid.x.len())?;
        let (j, up) = part((bottom - y) / (bottom - top), self.grid.y.len())?;
        let row = |j: usize| {
            let (a, b) = (self.grid.at(i, j)?, self.grid.at(i + 1, j)?);
            Some(a + along * (b - a))
        };
        let (low, high) = (row(j)?, row(j + 1)?);
        Some(low + up * (high - low))
    }

    /// Tints that deepen away from the line. Places of a row with the same tint
    /// are one rectangle.
    fn tints(&self, sheet: &mut Sheet<'_>, line: f64, higher_is_better: bool) {
        let Plot { left, top, right, bottom } = self.plot;
        sheet.rect(left, top, right - left, bottom - top, Ink::Track);
        // Ratios tell more than differences where there are no signs.
        let all = || self.grid.values.iter().flatten();
        let by_ratio = line > 0.0 && all().all(|v| *v > 0.0);
        let away = |v: f64| if by_ratio { libm::log(v / line) } else { v - line };
        // Each side by its own reach, so that neither drowns the other.
        let reach = |side: &dyn Fn(f64) -> bool| {
            let far: Vec<f64> =
                all().map(|v| away(*v)).filter(|d| side(*d)).map(f64::abs).gather();
            order::rising(&far).get(far.len() * 9 / 10).copied().unwrap_or(0.0)
        };
        let (below, above) = (reach(&|d| d < 0.0), reach(&|d| d > 0.0));
        let ink = |v: f64| {
            let d = away(v);
            let spread = if d < 0.0 { below } else { above };
            let share = if spread > 0.0 { (d.abs() / spread).min(1.0) } else { 1.0 };
            let step = libm::ceil(share * STEPS).max(1.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at most a hundred"
            )]
            let tint = (6.0 + 8.0 * step) as u8;
            let good = (d > 0.0) == higher_is_better;
            if good { Ink::AccentTint(tint) } else { Ink::WarmTint(tint) }
        };
        let mut upper = top;
        while upper < bottom {
            let lower = (upper + FINE).min(bottom);
            let (mut x, mut run) = (left, None::<(f64, Ink)>);
            while x < right {
                let next = (x + FINE).min(right);
                let here = (f64::midpoint(x, next), f64::midpoint(upper, lower));
                let here = self.value(here).map(&ink);
                if run.map(|(_, ink)| ink) != here {
                    if let Some((from, ink)) = run {
                        sheet.rect(from, upper, x - from, lower - upper, ink);
                    }
                    run = here.map(|ink| (x, ink));
                }
                x = next;
            }
            if let Some((from, ink)) = run {
                sheet.rect(from, upper, right - from, lower - upper, ink);
            }
            upper = lower;
        }
    }

    /// Today's values and the presets', with their words.
    fn points(
        &self,
        sheet: &mut Sheet<'_>,
        places: &mut Places,
        spec: &Map,
        slot: Slot,
        [across, up]: [&Axis; 2],
    ) {
        let model = sheet.model;
        let d = model.document();
        let mut points = Vec::new();
        let now = sheet.words.chart_here.to_owned();
        points.push((now, sheet.evaluation.clone(), false));
        if let Some(kept) = sheet.pinned {
            points.push((sheet.words.pinned.to_owned(), kept.clone(), true));
        }
        // The reader's own points say their value too.
        let own = points.len();
        for id in &spec.presets {
            let Some(at) = model.preset(id) else { continue };
            let (scenario, _) = model.apply(&sheet.evaluation.scenario, at);
            let label = d.presets.get(at).map(|p| p.label.clone()).unwrap_or_default();
            points.push((label, model.evaluate(&scenario), true));
        }
        let head = vec![
            String::new(),
            model.label(across.slot, sheet.evaluation).to_owned(),
            model.label(up.slot, sheet.evaluation).to_owned(),
            model.label(slot, sheet.evaluation).to_owned(),
        ];
        let mut table = Table::new(&sheet.scene.headline, head);
        let mut drawn: Vec<((f64, f64), String, bool)> = Vec::new();
        for (row, (label, e, hollow)) in points.into_iter().enumerate() {
            let (Ok(x), Ok(y)) = (e.value(across.slot), e.value(up.slot)) else {
                continue;
            };
            let value = e.value(slot).ok();
            let text = |slot| model.shown(slot, &e, Fill::Exact);
            let (x_text, y_text) = (text(across.slot), text(up.slot));
            let told = text(slot);
            table.push(vec![
                (label.clone(), None),
                (x_text.clone(), Some(x)),
                (y_text.clone(), Some(y)),
                (told.clone(), value),
            ]);
            let at = (self.x.at(x), self.y.at(y));
            if !self.plot.holds(at) {
                continue;
            }
            let detail = format!(
                "{}: {x_text} · {}: {y_text}",
                model.label(across.slot, sheet.evaluation),
                model.label(up.slot, sheet.evaluation)
            );
            let inputs = [across, up].map(|a| model.as_input(a.slot));
            if let (0, [Some(x), Some(y)]) = (row, inputs) {
                sheet.scene.grip = Some(Grip {
                    at,
                    label: detail.clone(),
                    inputs: [x, y],
                    scales: [self.x, self.y],
                });
            }
            sheet.hit(Hit {
                x: at.0 - 10.0,
                y: at.1 - 10.0,
                width: 20.0,
                height: 20.0,
                row,
                series: 0,
                label: label.clone(),
                value: format!("{}: {told}", model.label(slot, sheet.evaluation)),
                detail,
                slot: Some(slot),
                ..Hit::default()
            });
            let shown = match e.value(slot) {
                Ok(v) if row < own => format!("{label} {}", short(model, slot, v)),
                _ => label,
            };
            drawn.push((at, shown, hollow));
        }
        sheet.scene.table = table;
        // What lies at the same place gets one mark and the first label.
        let mut marked: Vec<(f64, f64)> = Vec::new();
        let mut named = Vec::new();
        for (at, label, hollow) in drawn {
            let near = |p: &(f64, f64)| libm::hypot(p.0 - at.0, p.1 - at.1) < 5.0;
            if marked.iter().any(near) {
                continue;
            }
            marked.push(at);
            places.keep_clear(at, 7.0);
            let (x, y) = at;
            let radius = if hollow { 5.0 } else { 6.0 };
            sheet.put(Mark::Circle { x, y, radius, hollow, ink: Ink::Text });
            named.push((at, label));
        }
        for (at, label) in named {
            let label = sheet.fit(&label, 0.6 * (self.plot.right - self.plot.left));
            places.beside(sheet, &label, at, Ink::Text);
        }
    }

    /// Says why nothing is drawn where the metric has no value.
    fn void(&self, sheet: &mut Sheet<'_>, slot: Slot, [across, up]: [&Axis; 2]) {
        let Some(at) = self.grid.values.iter().position(Option::is_none) else { return };
        let along = self.grid.x.len().max(1);
        let (x, y) = (self.grid.x.get(at % along), self.grid.y.get(at / along));
        let model = sheet.model;
        let mut scenario = sheet.evaluation.scenario.clone();
        for (slot, value) in [(across.slot, x), (up.slot, y)] {
            if let (Some(input), Some(value)) = (model.as_input(slot), value) {
                scenario.put(input, Some(*value));
            }
        }
        if let Err(reason) = model.evaluate(&scenario).value(slot) {
            let words = fill(sheet.words.chart_void, &[("reason", reason)]);
            sheet.note(&words);
        }
    }

    /// Writes on the line, where there is room, at what value it runs.
    fn name_line(
        &self,
        sheet: &mut Sheet<'_>,
        places: &mut Places,
        lines: &[Vec<(f64, f64)>],
        words: &str,
    ) {
        let Some(longest) = lines.iter().max_by_key(|l| l.len()) else { return };
        for tenths in [5, 3, 7, 4, 6, 2, 8, 1, 9] {
            let Some((x, y)) = longest.get(longest.len() * tenths / 10) else { continue };
            if places.beside(sheet, words, (*x, *y), Ink::Text) {
                return;
            }
        }
    }

    /// Writes values here and there, so that tints need no key.
    fn values(&self, sheet: &mut Sheet<'_>, places: &mut Places, slot: Slot) {
        let (nx, ny) = (self.grid.x.len(), self.grid.y.len());
        let narrow = self.plot.right - self.plot.left < 24.0 * sheet.size;
        let columns: &[usize] = if narrow { &[20, 80] } else { &[14, 50, 86] };
        for rows in [12_usize, 50, 88] {
            for columns in columns {
                let (i, j) = (nx * columns / 100, ny * rows / 100);
                let (Some(v), Some(x), Some(y)) =
                    (self.grid.at(i, j), self.grid.x.get(i), self.grid.y.get(j))
                else {
                    continue;
                };
                let words = short(sheet.model, slot, v);
                places.centred(sheet, &words, (self.x.at(*x), self.y.at(*y)), Ink::Text);
            }
        }
    }
}
