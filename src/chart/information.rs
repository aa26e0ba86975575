//! What it would be worth to know more before deciding, in words and bars.

use super::bars::{self, Bar, Style};
use super::mark::Ink;
use super::sheet::Sheet;
use crate::decision::{Options, population_evpi};
use crate::document::Population;
use crate::format::{Length, NumberFormat};
use crate::formula::Slot;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::Model;
use crate::simulation::Simulation;
use crate::words::fill;

/// What the heavier arithmetic takes of the draws: a low-discrepancy sequence
/// is as good in its beginning.
pub(super) const DRAWS: usize = 4096;

/// The inputs from which these values are worked out: what is asked of each needs
/// its draws.
pub(super) fn behind(model: &Model, slots: &[Slot]) -> Vec<Slot> {
    let metrics: Vec<usize> = slots.iter().filter_map(|s| model.as_metric(*s)).gather();
    let inputs = 0..model.document().inputs.len();
    let used = |i: &usize| metrics.iter().any(|m| model.depends(*m, *i));
    inputs.filter(used).map(|i| model.input_slot(i)).gather()
}

/// The options of a choice, and what is known of it.
pub(super) struct Known<'a> {
    pub(super) options: &'a Options,
    /// What a unit of effect is worth.
    pub(super) worth: f64,
    pub(super) population: Option<&'a Population>,
    /// How money is written.
    pub(super) money: &'a NumberFormat,
    /// What is said of perfect information, of all and of one input.
    pub(super) words: [&'static str; 2],
}

impl Known<'_> {
    /// The expected value of perfect information, for one decision and for all
    /// whom it concerns.
    fn sentences(&self, sheet: &Sheet<'_>) -> Vec<String> {
        let write = |v: f64| self.money.write(v, Length::Short);
        let all = self.options.evpi(&[self.worth]).first().copied().unwrap_or(f64::NAN);
        let mut told = vec![fill(self.words[0], &[("value", &write(all))])];
        if let Some(p) = self.population
            && let Ok(people) = sheet.model.value_of(&p.per_year, sheet.evaluation)
            && people > 0.0
        {
            // A draw stands for everyone of one year.
            let total = population_evpi(all / people, people, p.years, p.discount);
            let places = [
                ("value", write(total)),
                ("years", p.years.to_string()),
                ("each", write(all / people)),
            ];
            let places: Vec<(&str, &str)> =
                places.iter().map(|(n, v)| (*n, v.as_str())).gather();
            told.push(fill(sheet.words.chart_population, &places));
        }
        told
    }

    /// Writes what is told of the choice, and what it would be worth to know more: of
    /// all together, and of each input.
    pub(super) fn write(
        &self,
        sheet: &mut Sheet<'_>,
        simulation: &Simulation,
        mut told: Vec<String>,
    ) -> Vec<String> {
        told.extend(self.sentences(sheet));
        sheet.y += 0.8 * sheet.size;
        for sentence in &told {
            sheet.paragraph(sentence, Ink::Text);
        }
        told.extend(self.partial(sheet, simulation));
        told
    }

    /// What it would be worth to know each input, the most first.
    fn partial(&self, sheet: &mut Sheet<'_>, simulation: &Simulation) -> Vec<String> {
        let model = sheet.model;
        let mut found: Vec<(String, f64)> = simulation
            .inputs()
            .filter_map(|i| {
                let slot = model.input_slot(i);
                let drawn = simulation.column(slot)?;
                let drawn = drawn.get(..drawn.len().min(DRAWS))?;
                let worth = self.options.worth_knowing(self.worth, drawn);
                let label = model.label(slot, sheet.evaluation);
                (worth > 0.0).then(|| (label.to_owned(), worth))
            })
            .gather();
        order::sort(&mut found, |f| -f.1);
        found.truncate(6);
        let most = found.first().map_or(0.0, |f| f.1);
        if !(most > 0.0) {
            return Vec::new();
        }
        sheet.y += 0.8 * sheet.size;
        sheet.heading(self.words[1]);
        sheet.y += 0.4 * sheet.size;
        let bars: Vec<Bar> = found
            .iter()
            .map(|(label, worth)| Bar {
                label: label.clone(),
                aside: String::new(),
                value: self.money.write(*worth, Length::Short),
                length: Some(worth / most),
                before: None,
                ink: Ink::AccentTint(74),
                reason: String::new(),
            })
            .gather();
        bars::draw(sheet, &bars, Style::Beside);
        let told = |(label, worth): &(String, f64)| {
            let worth = self.money.write(*worth, Length::Short);
            fill(sheet.words.chart_point, &[("label", label), ("value", &worth)])
        };
        found.iter().map(told).gather()
    }
}
