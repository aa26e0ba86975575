//! What one part of a document says of another: ids that must exist, ids that
//! must not exist twice.

use super::{
    Acceptability, Along, Chart, ChartKind, Distribution, Document, Family, Frontier,
    Problems, Shares, Tornado,
};
use crate::formula::{FUNCTIONS, nearest};
use crate::lean::gather::Gather as _;

/// Reports every name that leads nowhere and every name given twice.
pub(super) fn check(d: &Document, problems: &Problems) {
    let c = Crossings { problems };
    let periods: Vec<&str> = d.periods.iter().map(String::as_str).gather();
    let sources: Vec<&str> = d.sources.iter().map(|s| s.id.as_str()).gather();
    let groups: Vec<&str> = d.groups.iter().map(|g| g.id.as_str()).gather();
    let inputs: Vec<&str> = d.inputs.iter().map(|i| i.id.as_str()).gather();
    let metrics: Vec<&str> = d.metrics.iter().map(|m| m.id.as_str()).gather();
    let series: Vec<&str> = d.series.iter().map(|s| s.id.as_str()).gather();
    let presets: Vec<&str> = d.presets.iter().map(|p| p.id.as_str()).gather();
    let charts: Vec<&str> = d.charts.iter().map(|p| p.id.as_str()).gather();

    let questions = d.questions.iter().map(|q| q.id.as_str());
    let asked: Vec<&str> = questions.chain(charts.iter().copied()).gather();

    c.exists("default_period", "period", &d.default_period, &periods);
    // Inputs, metrics and series share one space of names: all three stand in
    // formulas.
    let names: Vec<(&str, &str)> = (inputs.iter().map(|n| ("inputs", *n)))
        .chain(metrics.iter().map(|n| ("metrics", *n)))
        .chain(series.iter().map(|n| ("series", *n)))
        .chain(d.tables.iter().map(|t| ("tables", t.id.as_str())))
        .chain(d.definitions.iter().map(|t| ("definitions", t.id.as_str())))
        .chain(d.decisions.iter().map(|x| ("decisions", x.id.as_str())))
        .gather();
    for (i, (place, name)) in names.iter().enumerate() {
        let before = names.get(..i).unwrap_or_default();
        if let Some((first, _)) = before.iter().find(|(_, n)| n == name) {
            problems.add(
                format!("{place}, {name}"),
                format!("the name “{name}” is already taken in “{first}”; a formula could not tell them apart."),
            );
        }
    }
    for (place, ids) in [
        ("presets", &presets),
        ("charts", &charts),
        // One name opens one of them.
        ("charts and questions", &asked),
        ("groups", &groups),
        ("periods", &periods),
    ] {
        for (i, id) in ids.iter().enumerate() {
            if ids.get(..i).unwrap_or_default().contains(id) {
                problems.add(place, format!("“{id}” stands here twice."));
            }
        }
    }
    for s in &d.series {
        let place = format!("series, {}", s.id);
        for p in &s.points {
            c.exists(&place, "period", &p.period, &periods);
            c.exists(&format!("{place}, {}", p.period), "source", &p.source, &sources);
        }
        for b in &s.breaks {
            if s.at(&b.at).is_none() {
                problems.add(
                    &place,
                    format!("the break at {} is at no point of the series.", b.at),
                );
            }
        }
    }
    for x in &d.correlations {
        for id in &x.between {
            c.exists("correlations", "input", id, &inputs);
        }
        c.exists("correlations", "source", &x.source, &sources);
    }
    for (i, x) in d.shares.iter().enumerate() {
        for id in &x.of {
            c.exists("shares", "input", id, &inputs);
            shared(d, i, id, problems);
        }
        c.exists("shares", "source", &x.source, &sources);
    }
    tables(d, &c);
    if !d.decisions.is_empty() {
        decisions(d, &inputs, &c);
    }
    for b in &d.breakdowns {
        for (period, _) in b.measures.iter().flat_map(|m| &m.values) {
            c.exists(&format!("breakdowns, {}", b.id), "period", period, &periods);
        }
        c.exists(&format!("breakdowns, {}", b.id), "source", &b.source, &sources);
        let series: Vec<&str> = d.series.iter().map(|s| s.id.as_str()).gather();
        for whole in b.measures.iter().filter_map(|m| m.whole.as_ref()) {
            c.exists(&format!("breakdowns, {}", b.id), "series", whole, &series);
        }
    }
    for i in &d.inputs {
        let place = format!("inputs, {}", i.id);
        c.exists(&place, "group", &i.group, &groups);
        for s in &i.sources {
            c.exists(&place, "source", s, &sources);
        }
        for (period, _) in &i.uncertainty_at {
            c.exists(&place, "period", period, &periods);
        }
        if let Some(b) = &i.break_even {
            c.exists(&format!("{place}, break_even"), "metric", &b.metric, &metrics);
        }
        if let Some(curve) = &i.curve {
            c.exists(&format!("{place}, curve"), "metric", curve, &metrics);
        }
    }
    for m in &d.metrics {
        c.exists(&format!("metrics, {}", m.id), "group", &m.group, &groups);
    }
    let preset_groups: Vec<&str> = d.preset_groups.iter().map(|g| g.id.as_str()).gather();
    for p in &d.presets {
        let place = format!("presets, {}", p.id);
        c.exists(&place, "group", &p.group, &preset_groups);
        if let Some(period) = &p.period {
            c.exists(&place, "period", period, &periods);
        }
        if !p.source.is_empty() {
            c.exists(&place, "source", &p.source, &sources);
        }
        for (id, _) in &p.set {
            c.exists(&place, "input", id, &inputs);
        }
    }
    let valued: Vec<&str> =
        inputs.iter().chain(&metrics).chain(&series).copied().gather();
    for (i, clause) in d.sentence.iter().enumerate() {
        for id in clause.when.has.iter().chain(&clause.when.lacks) {
            c.exists(&format!("sentence[{i}]"), "input, metric or series", id, &valued);
        }
    }
    for event in &d.events {
        c.exists(&format!("events, {}", event.label), "source", &event.source, &sources);
    }
    for a in &d.answers {
        c.exists("answers", "metric", &a.metric, &metrics);
        for id in a.when.has.iter().chain(&a.when.lacks) {
            c.exists("answers", "input, metric or series", id, &valued);
        }
    }
    for id in &d.front {
        c.exists("front", "chart", id, &charts);
    }
    for (i, q) in d.questions.iter().enumerate() {
        let place = format!("questions, {}", q.id);
        for id in &q.charts {
            c.exists(&place, "chart", id, &charts);
            let before = d.questions.get(..i).unwrap_or_default();
            if d.front.contains(id) || before.iter().any(|b| b.charts.contains(id)) {
                problems.add(
                    &place,
                    format!("“{id}” stands in “front” or in another question already."),
                );
            }
        }
    }
    for check in &d.checks {
        c.exists(&format!("checks, {}", check.id), "series", &check.published, &series);
    }
    for (i, term) in d.terms.iter().enumerate() {
        let place = format!("terms[{i}]");
        c.exists(&place, "source", &term.source, &sources);
        for words in &term.words {
            let before = d.terms.get(..i).unwrap_or_default();
            if before.iter().any(|b| b.words.contains(words)) {
                problems.add(&place, format!("“{words}” is explained already."));
            }
        }
    }
    let placed: Vec<&str> =
        inputs.iter().chain(&metrics).chain(&charts).copied().gather();
    for (i, step) in d.story.iter().enumerate() {
        let place = format!("story[{i}]");
        c.exists(&place, "input, metric or chart", &step.point, &placed);
        for (id, _) in &step.set {
            c.exists(&place, "input", id, &inputs);
        }
        for id in step.text.iter().flat_map(|t| t.when.has.iter().chain(&t.when.lacks)) {
            c.exists(&place, "input, metric or series", id, &valued);
        }
    }
    if let Some(own) = &d.own {
        for (i, figure) in own.inputs.iter().enumerate() {
            c.exists("own, inputs", "input", &figure.input, &inputs);
            if let Some(metric) = &figure.metric {
                c.exists("own, inputs", "metric", metric, &metrics);
            }
            let before = own.inputs.get(..i).unwrap_or_default();
            if before.iter().any(|b| b.input == figure.input) {
                problems
                    .add("own, inputs", format!("“{}” stands here twice.", figure.input));
            }
        }
        for id in &own.metrics {
            c.exists("own, metrics", "metric", id, &metrics);
        }
    }
    for x in &d.discrepancies {
        for f in &x.figures {
            c.exists(&format!("discrepancies, {}", x.id), "source", &f.source, &sources);
        }
    }
    if let Some(p) = &d.prices {
        c.exists("prices", "series", &p.deflator, &series);
        for base in p.bases.iter().filter_map(|b| b.period.as_deref()) {
            c.exists("prices", "period", base, &periods);
        }
    }
    let decisions: Vec<&str> = d.decisions.iter().map(|x| x.id.as_str()).gather();
    let breakdowns: Vec<&str> = d.breakdowns.iter().map(|b| b.id.as_str()).gather();
    for chart in &d.charts {
        let place = format!("charts, {}", chart.id);
        if let Some(along) = chart.kind.along() {
            self::along(&c, chart, along, &periods, &names);
        }
        match &chart.kind {
            ChartKind::Funnel(_)
            | ChartKind::People(_)
            | ChartKind::Ladder(_)
            | ChartKind::Bars(_)
            | ChartKind::Waterfall(_)
            | ChartKind::Scatter(_)
            | ChartKind::Paired(_) => {}
            ChartKind::Trend(chart) => {
                if let Some(period) = &chart.index {
                    c.exists(&place, "period", period, &periods);
                }
            }
            ChartKind::Breakdown(chart) => {
                for id in &chart.breakdowns {
                    c.exists(&place, "breakdown", id, &breakdowns);
                }
            }
            ChartKind::Tornado(Tornado { metric })
            | ChartKind::Distribution(Distribution { metric, .. }) => {
                c.exists(&place, "metric", metric, &metrics);
            }
            ChartKind::Map(chart) => {
                c.exists(&place, "metric", &chart.metric, &metrics);
                c.exists(&place, "input", &chart.x, &inputs);
                c.exists(&place, "input", &chart.y, &inputs);
                for (id, range) in
                    [(&chart.x, &chart.x_range), (&chart.y, &chart.y_range)]
                {
                    let known = d.inputs.iter().find(|i| i.id == *id);
                    let within = |low: f64, high: f64| {
                        known.is_none_or(|i| {
                            let beyond = low < i.min.number() || high > i.max.number();
                            low < high && !beyond
                        })
                    };
                    let drawn = match range.as_slice() {
                        [] => true,
                        [low, high] => within(*low, *high),
                        _ => false,
                    };
                    if !drawn {
                        let message = format!(
                            "what is drawn of “{id}” is from one number to another that is more, both within its range."
                        );
                        problems.add(&*place, message);
                    }
                }
                for id in &chart.presets {
                    c.exists(&place, "preset", id, &presets);
                }
            }
            ChartKind::Worth(chart) => {
                c.exists(&place, "metric", &chart.effect, &metrics);
                c.exists(&place, "input", &chart.value, &inputs);
                let costs: Vec<&str> = metrics.iter().chain(&inputs).copied().gather();
                for p in &chart.perspectives {
                    c.exists(&place, "metric", &p.cost, &costs);
                }
            }
            ChartKind::Frontier(Frontier { decision })
            | ChartKind::Acceptability(Acceptability { decision }) => {
                c.exists(&place, "decision", decision, &decisions);
            }
        }
    }
}

/// Periods that there are, in their order; a count whose name is free; an index
/// only over periods.
#[inline(never)]
fn along(
    c: &Crossings<'_>,
    chart: &Chart,
    along: &Along,
    periods: &[&str],
    names: &[(&str, &str)],
) {
    let place = format!("charts, {}", chart.id);
    let at = |period: &Option<String>| {
        let period = period.as_deref()?;
        c.exists(&format!("{place}, within"), "period", period, periods);
        periods.iter().position(|p| *p == period)
    };
    if let Some((first, last)) = at(&along.first).zip(at(&along.last))
        && last < first
    {
        let message = "the first of these periods comes after the last.";
        c.problems.add(format!("{place}, within"), message);
    }
    let Some(count) = &along.count else {
        for a in chart.kind.annotations() {
            c.exists(&format!("{place}, annotations"), "period", &a.at, periods);
        }
        return;
    };
    if let Some((part, name)) = names.iter().find(|(_, name)| *name == count.name) {
        let message = format!(
            "the name “{name}” is already taken in “{part}”; take another for what is counted."
        );
        c.problems.add(format!("{place}, count, as"), message);
    }
    if matches!(&chart.kind, ChartKind::Trend(t) if t.index.is_some()) {
        let message = "an index has a period for its base; along a count there is none.";
        c.problems.add(format!("{place}, index"), message);
    }
}

/// Reports an input that is no share of a whole, or of two.
#[inline(never)]
fn shared(d: &Document, at: usize, id: &str, problems: &Problems) {
    let place = format!("shares[{at}]");
    let times = |x: &Shares| x.of.iter().filter(|other| *other == id).count();
    if d.shares.iter().take(at + 1).map(times).sum::<usize>() > 1 {
        problems.add(&*place, format!("“{id}” is a share of something already."));
    }
    let Some(input) = d.inputs.iter().find(|i| i.id == id) else { return };
    let whole = input.min.number() <= 0.0 && input.max.number() >= 1.0;
    if input.is_choice() || !whole {
        let message = format!("“{id}” is a share, so its range needs to be from 0 to 1.");
        problems.add(&*place, message);
    }
    let certain = input.uncertainty.family == Family::Fixed
        && input.uncertainty_at.is_empty()
        && !d.correlations.iter().any(|x| x.between.iter().any(|other| other == id));
    if !certain {
        let message = format!(
            "“{id}” has the spread that “n” gives all of these together, and no “uncertainty” or correlation of its own."
        );
        problems.add(place, message);
    }
}

/// Tables by choices that there are, with a number for each option; units of
/// units that there are; definitions that hide no function.
fn tables(d: &Document, c: &Crossings<'_>) {
    let sources: Vec<&str> = d.sources.iter().map(|s| s.id.as_str()).gather();
    let choices = d.inputs.iter().filter(|i| i.is_choice());
    let choices: Vec<&str> = choices.map(|i| i.id.as_str()).gather();
    for t in &d.tables {
        let place = format!("tables, {}", t.id);
        c.exists(&place, "source", &t.source, &sources);
        c.exists(&place, "choice", &t.by, &choices);
        let Some(input) = d.inputs.iter().find(|i| i.id == t.by) else { continue };
        let options: Vec<&str> = input.options.iter().map(|o| o.id.as_str()).gather();
        for (option, _) in &t.values {
            c.exists(&place, "option", option, &options);
        }
        for option in options {
            if !t.values.iter().any(|(o, _)| o == option) {
                c.problems.add(&place, format!("there is no value for “{option}”."));
            }
        }
    }
    let units: Vec<&str> = d.units.iter().map(|u| u.id.as_str()).gather();
    for u in &d.units {
        if let Some((_, other)) = &u.is {
            c.exists(&format!("units, {}, is", u.id), "unit", other, &units);
        }
    }
    for x in &d.definitions {
        if FUNCTIONS.iter().any(|f| f.0 == x.id) {
            let message = format!("“{}” is the name of a function already.", x.id);
            c.problems.add(format!("definitions, {}", x.id), message);
        }
    }
    for i in &d.inputs {
        let numbered = i.options.iter().filter(|o| o.value.is_some()).count();
        if numbered != 0 && numbered != i.options.len() {
            c.problems.add(
                format!("inputs, {}, options", i.id),
                "either each of the options has a “value” or none has.",
            );
        }
    }
}

/// The values of effects are inputs with a range; no two options have one name,
/// by which conditions ask how they stand.
#[inline(never)]
fn decisions(d: &Document, inputs: &[&str], c: &Crossings<'_>) {
    let mut known: Vec<&str> = Vec::new();
    for x in &d.decisions {
        let place = format!("decisions, {}", x.id);
        c.exists(&place, "input", &x.value, inputs);
        if d.inputs.iter().any(|i| i.id == x.value && i.is_choice()) {
            let message = format!(
                "“{}” is a choice; what a unit of effect is worth is a number.",
                x.value
            );
            c.problems.add(&*place, message);
        }
        for option in &x.options {
            if known.contains(&&*option.id) {
                let message = format!(
                    "the option “{}” stands in “decisions” twice; a condition could not tell them apart.",
                    option.id
                );
                c.problems.add(&*place, message);
            }
            known.push(&option.id);
        }
    }
}

struct Crossings<'a> {
    problems: &'a Problems,
}

impl Crossings<'_> {
    fn exists(&self, place: &str, kind: &str, id: &str, known: &[&str]) {
        if !id.is_empty() && !known.contains(&id) {
            self.problems.suggest(
                place,
                format!("there is no {kind} “{id}” in this document."),
                nearest(id, known),
            );
        }
    }
}
