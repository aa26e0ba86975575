//! Cost against effect: is it worth it?

use super::Kind;
use crate::chart::axis::{self, Up};
use crate::chart::chances::{self, Chances};
use crate::chart::clip::Plot;
use crate::chart::cloud;
use crate::chart::compared::one_of;
use crate::chart::information::{DRAWS, Known, behind};
use crate::chart::mark::{Ink, Mark};
use crate::chart::perspectives;
use crate::chart::scale::{Domain, Scale};
use crate::chart::sheet::{Sheet, short};
use crate::chart::table::Table;
use crate::chart::view::View;
use crate::chart::worlds;
use crate::chart::{Hit, Scene, Subject};
use crate::decision::{Arm, Options, Quadrant};
use crate::document::{Perspective, Worth};
use crate::format::Length;
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::simulation::Simulation;
use crate::words::fill;

impl Kind for Worth {
    fn scene<'a>(&'a self, subject: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let view = subject.view;
        let perspective = perspectives::offered(&mut sheet, &self.perspectives, view);
        sheet.reading(view);
        let Some(perspective) = perspective else {
            return sheet.empty("");
        };
        let Some(simulation) = subject.simulation else {
            let reason = sheet.words.chart_not_simulated;
            return sheet.empty(reason);
        };
        let now = sheet.evaluation;
        let weighed = match Weighed::new(&sheet, now, self, perspective, simulation) {
            Ok(weighed) => weighed,
            Err(reason) => return sheet.empty(&reason),
        };
        perspectives::named(&mut sheet, perspective);
        let mut told = vec![weighed.sentence(&sheet)];
        weighed.frequency(&mut sheet);
        if let Some(then) = weighed.then(&sheet, self, perspective) {
            let frequency = worlds::in_words(sheet.words, then.probability);
            let was = fill(sheet.words.was, &[("value", &frequency)]);
            let at = then.at_worth(&sheet);
            worlds::row(&mut sheet, &at, &was, then.probability);
            told.push(was);
        }
        if view.analyst {
            sheet.y += sheet.size;
            weighed.plane(&mut sheet);
        }
        sheet.y += sheet.size;
        weighed.curve(&mut sheet, view.analyst);
        if view.analyst {
            told.extend(weighed.information(&mut sheet, self, simulation));
        }
        sheet.finish(&told)
    }

    fn draws(&self, model: &Model, view: &View) -> Vec<Slot> {
        let mut slots = Vec::new();
        slots.extend(model.slot(&self.effect));
        slots.extend(self.perspectives.iter().filter_map(|p| model.slot(&p.cost)));
        if view.analyst {
            slots.extend(behind(model, &slots));
        }
        slots
    }

    fn is_drawn(&self, _: &Model, view: &View, name: &str) -> bool {
        perspectives::is_drawn(&self.perspectives, view, name)
            || view.analyst && name == "analyst"
    }
}

/// The options: the programme, and nothing.
struct Weighed {
    options: Options,
    cost: Slot,
    effect: Slot,
    /// The input that values a unit of effect, and what it is now.
    value: Slot,
    worth: f64,
    /// The range of that input, and whether its scale is logarithmic.
    range: Domain,
    log: bool,
    /// The probability that the programme is worth it now.
    probability: f64,
}

/// The positions of the options.
const PROGRAMME: usize = 0;
const NOTHING: usize = 1;

impl Weighed {
    fn new(
        sheet: &Sheet<'_>,
        e: &Evaluation,
        spec: &Worth,
        perspective: &Perspective,
        simulation: &Simulation,
    ) -> Result<Self, String> {
        let model = sheet.model;
        let slot = |id: &str| model.slot(id).ok_or_else(String::new);
        let (cost, effect) = (slot(&perspective.cost)?, slot(&spec.effect)?);
        let value = slot(&spec.value)?;
        let worth = e.value(value).map_err(str::to_owned)?;
        let input = model.as_input(value).ok_or_else(String::new)?;
        let input = model.range(input, e);
        let range = Domain::of([input.min, input.max]).ok_or_else(String::new)?;
        let draws = simulation.draws().min(DRAWS);
        let column = |slot| -> Result<Vec<f64>, String> {
            match simulation.column(slot) {
                Some(column) => Ok(column.iter().take(draws).copied().gather()),
                None => {
                    let fixed = e.value(slot).map_err(str::to_owned)?;
                    Ok(vec![fixed; draws])
                }
            }
        };
        let programme = Arm::new("", &column(cost)?, &column(effect)?);
        let options = programme
            .and_then(|programme| Options::new(vec![programme, Arm::nothing(draws)]))
            .map_err(|e| e.to_string())?;
        let now = options.acceptability(&[worth]);
        let probability =
            now.first().and_then(|c| c.first()).copied().unwrap_or(f64::NAN);
        if probability.is_nan() {
            let reason = e.value(effect).err().or(e.value(cost).err());
            return Err(reason.unwrap_or(sheet.words.not_real).to_owned());
        }
        Ok(Self {
            options,
            cost,
            effect,
            value,
            worth,
            range,
            log: input.log,
            probability,
        })
    }

    /// The same for the scenario kept to compare with, if it differs.
    fn then(
        &self,
        sheet: &Sheet<'_>,
        spec: &Worth,
        perspective: &Perspective,
    ) -> Option<Self> {
        let (kept, worlds) = chances::kept(sheet, &[self.cost, self.effect])?;
        Self::new(sheet, kept, spec, perspective, &worlds).ok()
    }

    fn at_worth(&self, sheet: &Sheet<'_>) -> String {
        let worth = short(sheet.model, self.value, self.worth);
        let unit = sheet.model.unit(self.effect);
        let label = || sheet.model.label(self.effect, sheet.evaluation);
        let unit = one_of(sheet.model, unit).unwrap_or_else(label);
        fill(sheet.words.chart_worth_at, &[("value", &worth), ("unit", unit)])
    }

    fn sentence(&self, sheet: &Sheet<'_>) -> String {
        let frequency = worlds::in_words(sheet.words, self.probability);
        let at = self.at_worth(sheet);
        fill(sheet.words.chart_point, &[("label", &at), ("value", &frequency)])
    }

    /// Now, in plain words.
    fn frequency(&self, sheet: &mut Sheet<'_>) {
        let frequency = worlds::in_words(sheet.words, self.probability);
        let at = self.at_worth(sheet);
        worlds::row(sheet, &at, &frequency, self.probability);
    }

    /// How likely it is to be worth it, by what a unit of effect is worth.
    fn curve(&self, sheet: &mut Sheet<'_>, analyst: bool) {
        let size = sheet.size;
        let title =
            if analyst { sheet.words.chart_ceac } else { sheet.words.chart_chance };
        sheet.heading(title);
        sheet.y += 0.7 * size;
        let ticks = chances::ticks(sheet, analyst);
        let height = (0.3 * sheet.width).clamp(9.0 * size, 16.0 * size);
        let plot = Plot {
            left: axis::gutter(sheet, &ticks).min(0.65 * sheet.width),
            top: sheet.y,
            right: sheet.width - 0.5 * size,
            bottom: sheet.y + height,
        };
        let Some(on) = Chances::new(plot, self.range, self.log) else { return };
        let values = chances::values(self.range, self.log);
        let curves = self.options.acceptability(&values);
        let programme = curves.first().map(Vec::as_slice).unwrap_or_default();
        let points = on.points(&values, programme);
        let foot = [(plot.right, plot.bottom), (plot.left, plot.bottom)];
        let area = points.iter().copied().chain(foot).gather();
        sheet.put(Mark::Area { points: area, ink: Ink::AccentTint(14) });
        Up { plot, scale: on.y, ticks: &ticks }.draw(sheet);
        sheet.put(Mark::Path { points, width: 2.4, dashed: false, ink: Ink::Accent });
        if self.range.holds(self.worth) {
            on.now(sheet, self.worth);
            let ((x, y), ink) = (on.at(self.worth, self.probability), Ink::Accent);
            sheet.put(Mark::Circle { x, y, radius: 5.0, hollow: false, ink });
        }
        on.foot(sheet, self.value);
        let note = if analyst { sheet.words.chart_ceac_means } else { "" };
        sheet.note(note);
        self.tabulate(sheet, &values, programme, &on);
    }

    fn tabulate(
        &self,
        sheet: &mut Sheet<'_>,
        values: &[f64],
        chances: &[f64],
        on: &Chances,
    ) {
        let model = sheet.model;
        let share = model.percent_format(Some(0));
        let label = model.label(self.value, sheet.evaluation).to_owned();
        let head = vec![label.clone(), sheet.words.chart_probability.to_owned()];
        let mut table = Table::new(&sheet.scene.headline, head);
        for (row, (value, p)) in values.iter().zip(chances).enumerate() {
            let worth = model.number_format(self.value).write(*value, Length::Short);
            table.push(vec![
                (worth.clone(), Some(*value)),
                (share.write(*p, Length::Exact), Some(*p)),
            ]);
            let hit = Hit {
                row,
                series: 0,
                label: format!("{label}: {worth}"),
                value: share.write(*p, Length::Exact),
                detail: worlds::in_words(sheet.words, *p),
                slot: Some(self.value),
                ..Hit::default()
            };
            on.hit(sheet, (*value, *p), hit);
        }
        sheet.scene.table = table;
    }

    /// The cost-effectiveness plane: a dot a world, and the line on which cost
    /// and value of the effect are equal.
    fn plane(&self, sheet: &mut Sheet<'_>) {
        let size = sheet.size;
        let model = sheet.model;
        let Some(programme) = self.options.arms().get(PROGRAMME) else { return };
        let dots = cloud::dots(programme.effect(), programme.cost(), cloud::DOTS);
        let effects = Domain::of(dots.iter().map(|d| d.0).chain([0.0]));
        let costs = Domain::of(dots.iter().map(|d| d.1).chain([0.0]));
        let (Some(effects), Some(costs)) = (effects, costs) else { return };
        sheet.heading(sheet.words.chart_plane);
        axis::up_title(sheet, model.label(self.cost, sheet.evaluation));
        let height = (0.4 * sheet.width).clamp(13.0 * size, 22.0 * size);
        let money = sheet.round_format(self.cost);
        let ticks = axis::ticks(&Scale::new(costs, height, 0.0, false), &money, 4);
        let plot = Plot {
            left: axis::gutter(sheet, &ticks).min(0.65 * sheet.width),
            top: sheet.y,
            right: sheet.width - 0.5 * size,
            bottom: sheet.y + height,
        };
        let x = Scale::new(effects, plot.left, plot.right, false);
        let y = Scale::new(costs, plot.bottom, plot.top, false);
        Up { plot, scale: y, ticks: &ticks }.draw(sheet);
        let (from, to) = ((x.at(0.0), plot.top), (x.at(0.0), plot.bottom));
        sheet.put(Mark::Rule { from, to, dashed: false, ink: Ink::Faint });
        let ink = |dot| match cloud::below(self.worth, dot) {
            true => Ink::AccentTint(75),
            false => Ink::WarmTint(75),
        };
        cloud::draw(sheet, [&x, &y], &dots, &ink);
        cloud::line(sheet, plot, [&x, &y], self.worth);
        sheet.y = plot.bottom;
        let format = sheet.round_format(self.effect);
        let label = model.label(self.effect, sheet.evaluation);
        axis::along_named(sheet, &x, &format, (plot.left, plot.right), label);
        let worth = short(model, self.value, self.worth);
        let line = fill(sheet.words.chart_plane_line, &[("value", &worth)]);
        sheet.paragraph(&line, Ink::Muted);
    }

    /// Ratio, net benefit, and what it would be worth to know more.
    fn information(
        &self,
        sheet: &mut Sheet<'_>,
        spec: &Worth,
        simulation: &Simulation,
    ) -> Vec<String> {
        let model = sheet.model;
        let w = sheet.words;
        let money = model.number_format(self.cost);
        let write = |v: f64| money.write(v, Length::Short);
        let mut told = Vec::new();
        if let Some(found) = self.options.icer(PROGRAMME, NOTHING) {
            let ratio = short(model, self.value, found.ratio.unwrap_or(f64::NAN));
            let quadrant = match found.quadrant {
                Quadrant::MoreForMore => w.chart_more_for_more,
                Quadrant::Dominant => w.chart_dominant,
                Quadrant::Dominated => w.chart_dominated,
                Quadrant::LessForLess => w.chart_less_for_less,
                Quadrant::Same => w.chart_same,
            };
            told.push(fill(w.chart_icer, &[("ratio", &ratio), ("quadrant", quadrant)]));
        }
        let means = self.options.mean_net_benefit(self.worth);
        let mean = means.get(PROGRAMME).copied().unwrap_or(f64::NAN);
        told.push(fill(w.chart_net_benefit, &[("value", &write(mean))]));
        let known = Known {
            options: &self.options,
            worth: self.worth,
            population: spec.population.as_ref(),
            money: &money,
            words: [w.chart_evpi, w.chart_evppi],
        };
        known.write(sheet, simulation, told)
    }
}
