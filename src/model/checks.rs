//! What only the compiled model can tell of a document: names in texts, units
//! of breakdowns, values outside their range, spreads that make no sense.

use super::slots::read_unit;
use super::{Evaluation, Model, Span};
use crate::distribution::Distribution;
use crate::document::{
    Bar, ByCategory, ChartKind, Family, People, Problem, Problems, Waterfall,
};
use crate::formula::nearest;
use crate::lean::gather::Gather as _;

impl Model {
    /// Reports names in texts that stand for nothing, and units of figures
    /// that no formula reads.
    pub(super) fn check_texts(&self, problems: &Problems) {
        let d = self.document();
        for (i, clause) in d.sentence.iter().enumerate() {
            self.check_text(&format!("sentence[{i}], text"), &clause.text, problems);
        }
        for (i, step) in d.story.iter().enumerate() {
            for clause in &step.text {
                self.check_text(&format!("story[{i}], text"), &clause.text, problems);
            }
            self.check_pointed(&format!("story[{i}], point"), &step.point, problems);
        }
        for answer in &d.answers {
            for text in answer.label.texts() {
                self.check_text("answers, label", text, problems);
            }
        }
        for chart in &d.charts {
            let place = format!("charts, {}", chart.id);
            for label in chart.kind.labels() {
                self.check_text(&format!("{place}, label"), label, problems);
            }
            for h in &chart.headlines {
                self.check_text(&format!("{place}, headlines"), &h.text, problems);
            }
            for text in chart.subtitles.iter().chain(&chart.notes) {
                self.check_text(&format!("{place}, subtitle"), &text.text, problems);
            }
            for a in chart.kind.annotations() {
                self.check_text(&format!("{place}, annotations"), &a.text, problems);
            }
            if chart.headlines.last().is_some_and(|h| !h.condition.is_empty()) {
                problems.add(
                    format!("{place}, headlines"),
                    "the last headline needs to have no condition, so that there always is one.",
                );
            }
            if let ChartKind::Breakdown(shown) = &chart.kind {
                self.check_breakdowns(&place, shown, problems);
            }
        }
        self.check_plain_texts(problems);
        self.check_shown_units(problems);
        for input in &d.inputs {
            let Some(b) = &input.break_even else { continue };
            for name in names(&b.text).filter(|n| *n != "value") {
                problems.suggest(
                    format!("inputs, {}, break_even, text", input.id),
                    format!("“{{{name}}}” cannot be filled in here."),
                    Some("value"),
                );
            }
        }
        let cells = d.breakdowns.iter().flat_map(|b| {
            b.measures.iter().map(move |m| {
                (format!("breakdowns, {}, measures, {}, unit", b.id, m.id), &m.unit)
            })
        });
        let disputed = d.discrepancies.iter().flat_map(|x| {
            let place = format!("discrepancies, {}, figures, unit", x.id);
            x.figures.iter().map(move |f| (place.clone(), &f.unit))
        });
        let tables =
            (d.tables.iter()).map(|t| (format!("tables, {}, unit", t.id), &t.unit));
        for (place, unit) in cells.chain(disputed).chain(tables) {
            if let Err(e) = read_unit(d, unit) {
                problems.suggest(place, e.message, e.suggestion.as_deref());
            }
        }
    }

    /// Reports a metric to be pointed at that stands nowhere.
    fn check_pointed(&self, place: &str, id: &str, problems: &Problems) {
        let d = self.document();
        let slot = self.slot(id);
        let said = |text: &str| {
            let mut spans = self.spans(text).into_iter();
            spans.any(|s| matches!(s, Span::Value(s, _) if Some(s) == slot))
        };
        if slot.and_then(|s| self.as_metric(s)).is_some()
            && !d.answers.iter().any(|a| a.metric == id)
            && !d.sentence.iter().any(|c| said(&c.text))
        {
            problems.add(
                place,
                format!("“{id}” is no answer and not in the sentence, so it cannot be pointed at."),
            );
        }
    }

    fn check_text(&self, place: &str, text: &str, problems: &Problems) {
        let spans = self.spans(text);
        self.check_said_twice(place, &spans, problems);
        for span in spans {
            if let Span::Unknown(name) = span {
                let d = self.document();
                let known: Vec<&str> = (d.inputs.iter().map(|i| i.id.as_str()))
                    .chain(d.metrics.iter().map(|m| m.id.as_str()))
                    .chain(d.series.iter().map(|s| s.id.as_str()))
                    .chain(d.decisions.iter().map(|x| x.id.as_str()))
                    .chain(["period"])
                    .gather();
                let more = if name.contains([' ', '<', '>', '?', '(', '+', '*', '/']) {
                    " In braces stands one name; what is worked out is a metric, and what depends has an “if”."
                } else {
                    ""
                };
                problems.suggest(
                    place,
                    format!("“{{{name}}}” is no input, metric or series.{more}"),
                    nearest(&name, &known),
                );
            }
        }
        check_marks(place, text, problems);
    }

    /// Reports braces in texts that are shown as they are.
    fn check_plain_texts(&self, problems: &Problems) {
        let d = self.document();
        let notes = d.answers.iter().map(|a| ("answers".to_owned(), &a.note));
        let inputs = d.inputs.iter().flat_map(|i| {
            let place = format!("inputs, {}", i.id);
            let named = i.label.texts().chain(i.short.texts());
            named.chain([&i.help, &i.missing]).map(move |t| (place.clone(), t))
        });
        let metrics = d.metrics.iter().flat_map(|m| {
            let place = format!("metrics, {}", m.id);
            let named = m.label.texts().chain(m.short.texts());
            named.chain([&m.help]).map(move |t| (place.clone(), t))
        });
        let titles = [("title", &d.title), ("subtitle", &d.subtitle)];
        let titles = titles.map(|(place, t)| (place.to_owned(), t));
        for (place, text) in notes.chain(inputs).chain(metrics).chain(titles) {
            check_plain(&place, text, problems);
        }
        for x in &d.decisions {
            let place = format!("decisions, {}", x.id);
            let labels = x.options.iter().map(|o| &o.label);
            for text in labels.chain([&x.costs, &x.effects]) {
                check_plain(&place, text, problems);
            }
        }
        if let Some(own) = &d.own {
            for text in [&own.title, &own.beside, &own.lead] {
                check_plain("own", text, problems);
            }
            for figure in &own.inputs {
                check_plain("own, inputs", &figure.label, problems);
                check_plain("own, inputs", &figure.help, problems);
            }
        }
    }

    fn check_breakdowns(&self, place: &str, shown: &ByCategory, problems: &Problems) {
        let (measure, period) = (&shown.measure, &shown.period);
        for b in shown.breakdowns.iter().filter_map(|id| self.document().breakdown(id)) {
            let Some(m) = b.measures.iter().find(|m| m.id == *measure) else {
                let known: Vec<&str> = b.measures.iter().map(|m| m.id.as_str()).gather();
                problems.suggest(
                    format!("{place}, measure"),
                    format!("“{}” has no measure “{measure}”.", b.id),
                    nearest(measure, &known),
                );
                continue;
            };
            if !m.values.iter().any(|(p, _)| *p == *period) {
                let known: Vec<&str> = m.values.iter().map(|(p, _)| p.as_str()).gather();
                problems.suggest(
                    format!("{place}, period"),
                    format!("“{}” has no values for {period}.", b.id),
                    nearest(period, &known),
                );
            }
        }
    }

    /// Where the value shown of an uncertain input is further than a hundredth
    /// of its range from the mean of its distribution, once for each input:
    /// nothing wrong, but the figures at the values shown and those on average
    /// then speak of different things.
    ///
    /// ```
    /// # use cost_calculator::{Model, document::Value};
    /// # let text = std::fs::read_to_string("www/talking-therapies.json")?;
    /// let model = Model::load(&serde_json::from_str::<Value>(&text)?)?;
    /// assert!(model.values_off_their_means().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn values_off_their_means(&self) -> Vec<Problem> {
        let d = self.document();
        let mut found: Vec<Problem> = Vec::new();
        for period in 0..d.periods.len() {
            let e = self.evaluate(&self.scenario_at(period));
            for (i, input) in d.inputs.iter().enumerate() {
                let Ok(value) = e.value(self.input_slot(i)) else { continue };
                let mean = self.distribution(i, &e).mean();
                let place = format!("inputs, {}, uncertainty", input.id);
                let range = self.range(i, &e);
                let off = (mean - value).abs() > 0.01 * (range.max - range.min);
                if off && found.iter().all(|p| p.place != place) {
                    found.push(Problem {
                        place,
                        message: format!(
                            "for {} the value shown is {value}, and the mean of its \
                             distribution {mean}.",
                            self.period_name(&e)
                        ),
                        suggestion: None,
                    });
                }
            }
        }
        found
    }

    /// Events at none of the periods, which no chart shows.
    #[must_use]
    pub fn events_out_of_sight(&self) -> Vec<Problem> {
        let d = self.document();
        let unseen = d.events.iter().filter(|e| d.period(&e.at).is_none());
        let problem = |e: &crate::document::Event| Problem {
            place: format!("events, {}", e.label),
            message: format!("“{}” is none of the periods, so no chart shows it.", e.at),
            suggestion: None,
        };
        unseen.map(problem).gather()
    }

    /// What only a look at the values can tell: a default outside its range, a
    /// period for which a default has no figure and no words, a spread that is
    /// no distribution.
    pub(super) fn check_defaults(&self, problems: &Problems) {
        let d = self.document();
        let mut told = Vec::new();
        for (at, period) in d.periods.iter().enumerate() {
            let e = self.evaluate(&self.scenario_at(at));
            if !self.held.is_empty() {
                self.check_ranges(&e, problems);
            }
            for (i, input) in d.inputs.iter().enumerate() {
                let place = format!("inputs, {}, value", input.id);
                let range = self.range(i, &e);
                let value = self.own_value(&e, i);
                let say = |v| self.plain(self.input_slot(i), v);
                match value.as_ref().map_err(String::as_str).copied() {
                    Ok(v) if !input.is_choice() && (v < range.min || v > range.max) => {
                        problems.add(place, format!(
                            "for {period} this is {}, outside the range from {} to {}.",
                            say(v), say(range.min), say(range.max)
                        ));
                    }
                    Ok(v) => {
                        // Once is enough: it is mostly the same in every period.
                        let place = format!("inputs, {}, uncertainty", input.id);
                        if let Some(wrong) = self.broken_spread(i, v, &e)
                            && !told.contains(&i)
                        {
                            told.push(i);
                            problems.add(place, format!("for {period} {wrong}."));
                        }
                    }
                    Err(reason) if input.missing.is_empty() => problems.add(
                        place,
                        format!("{reason}; give words for that in “missing”."),
                    ),
                    Err(_) => {}
                }
            }
        }
        self.check_shares(problems);
        for chart in &d.charts {
            let place = |part| format!("charts, {}, {part}", chart.id);
            if let Some(count) = chart.kind.along().and_then(|a| a.count.as_ref())
                && let Err(reason) = self.steps(count, &self.evaluate(&self.scenario()))
            {
                let message = format!("with the document’s own values, {reason}.");
                problems.add(place("count"), message);
            }
            match &chart.kind {
                ChartKind::People(c) => self.check_people(&place("groups"), c, problems),
                ChartKind::Waterfall(c) => self.check_end(&place("end"), c, problems),
                _ => {}
            }
        }
        for (p, preset) in d.presets.iter().enumerate() {
            let (_, complaints) = self.apply(&self.scenario(), p);
            for complaint in complaints {
                problems.add(format!("presets, {}, set", preset.id), complaint);
            }
        }
        for i in 0..d.story.len() {
            for complaint in self.follow(&self.scenario(), i).1 {
                problems.add(format!("story[{i}], set"), complaint);
            }
        }
    }

    /// Whether the groups of people are all of the whole, in the first period
    /// in which they can be told.
    fn check_people(&self, place: &str, people: &People, problems: &Problems) {
        let groups = || people.groups.iter().map(|g| &*g.bar.formula);
        for at in 0..self.document().periods.len() {
            let e = self.evaluate(&self.scenario_at(at));
            let value = |formula: &str| self.value_of(formula, &e).unwrap_or(f64::NAN);
            let sum: f64 = groups().map(value).sum();
            let percent = 100.0 * sum / value(&people.whole);
            if percent.is_nan() {
                continue;
            }
            if (percent - 100.0).abs() > 0.5 || groups().any(|g| value(g) < 0.0) {
                problems.add(place, format!(
                    "for {} these make {percent} in 100, where together they need to be all, and none less than nobody.",
                    self.period_name(&e)
                ));
            }
            return;
        }
    }

    /// Whether the steps of a waterfall come to what its end is said to be, in the
    /// first period in which both can be told.
    #[inline(never)]
    fn check_end(&self, place: &str, chart: &Waterfall, problems: &Problems) {
        if chart.end.formula.is_empty() {
            return;
        }
        for at in 0..self.document().periods.len() {
            let e = self.evaluate(&self.scenario_at(at));
            let value = |bar: &Bar| self.value_of(&bar.formula, &e).unwrap_or(f64::NAN);
            let steps = || chart.start.iter().chain(&chart.steps).map(value);
            let (sum, end) = (steps().sum::<f64>(), value(&chart.end));
            let most = steps().fold(end.abs(), |m, v| m.max(v.abs()));
            let off = (sum - end).abs();
            if off.is_nan() {
                continue;
            }
            if off > 1e-6 * most {
                problems.add(
                    place,
                    format!(
                        "for {} the steps come to {sum}, but “{}” is {end}.",
                        self.period_name(&e),
                        chart.end.formula
                    ),
                );
            }
            return;
        }
    }

    /// What is wrong with the spread that the document gives an input.
    fn broken_spread(&self, input: usize, value: f64, e: &Evaluation) -> Option<String> {
        if self.family(input, e) == Family::Fixed {
            return None;
        }
        match self.documented(input, value, e) {
            Ok(Distribution::Fixed(_)) => {
                Some("no spread is given: say “sd”, “cv”, “n” or “interval95”".to_owned())
            }
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        }
    }
}

/// Reports braces of a text that is shown as it is.
fn check_plain(place: &str, text: &str, problems: &Problems) {
    if text.contains(['{', '}']) {
        let message = format!(
            "nothing is filled in here: “{text}” is shown with its braces. Values go into the sentence, headlines, subtitles and notes of charts."
        );
        problems.add(place, message);
    }
}

/// Reports braces and stars of a text that do not pair, and braces that hold
/// more than a name.
fn check_marks(place: &str, text: &str, problems: &Problems) {
    let mut open = false;
    for c in text.chars() {
        match c {
            '{' if !open => open = true,
            '}' if open => open = false,
            '{' | '}' => {
                let message = "a brace is opened and not closed, or the other way round.";
                return problems.add(place, message);
            }
            '*' if open => {
                let message = "braces hold one name, as in “{spend}”; make a metric of what is to be worked out.";
                return problems.add(place, message);
            }
            _ => {}
        }
    }
    if open {
        problems.add(place, "a brace is opened and not closed, or the other way round.");
    } else if text.matches('*').count() % 2 == 1 {
        problems.add(
            place,
            "a star stands alone; stars go in pairs around what carries the stress.",
        );
    }
}

/// The names in braces of a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|t| t.split_once('}').map(|(name, _)| name))
}
