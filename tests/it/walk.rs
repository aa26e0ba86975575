//! Nothing the page says is false: every year, preset, measure and pair of
//! presets, both ends of every input, and every option of every chart of the
//! bundled documents; every sentence that is shown there; and for each kind of
//! statement a condition worked out anew from the values.
//!
//! The conditions do not ask the document when it may say something. They take
//! the inputs and the published series, do the arithmetic again, and compare.

use cost_calculator::chart::{
    Frame, Mark, Scene, Subject, TableMeasure, View, scene, spark,
};
use cost_calculator::document::{Status, Value, learn};
use cost_calculator::model::{Evaluation, Fill, Scenario};
use cost_calculator::sensitivity::{effect_curve, turning};
use cost_calculator::simulation::Simulation;
use cost_calculator::{Model, narrative};
use std::collections::BTreeMap;

const THERAPIES: &str = include_str!("../../www/talking-therapies.json");
const HOUSE: &str = include_str!("../../www/maison.json");
const FRENCH: &str = include_str!("../../www/languages/fr.json");

fn load(text: &str) -> Model {
    let value: Value = serde_json::from_str(text).unwrap();
    Model::load(&value).unwrap_or_else(|e| panic!("{e}"))
}

/// What was tried, and what was found.
#[derive(Default)]
struct Walk {
    states: usize,
    scenes: usize,
    sentences: usize,
    /// How often each kind of statement was met.
    kinds: BTreeMap<&'static str, usize>,
    /// What is false, by kind and text, with the first state and how often.
    found: BTreeMap<(String, String), (String, usize)>,
}

impl Walk {
    /// Notes a statement of a kind, and whether what it says is so.
    fn says(&mut self, kind: &'static str, so: bool, text: &str, state: &str) {
        *self.kinds.entry(kind).or_default() += 1;
        if !so {
            self.fault(kind, text, state);
        }
    }

    fn fault(&mut self, kind: &str, text: &str, state: &str) {
        let key = (kind.to_owned(), text.to_owned());
        self.found.entry(key).or_insert_with(|| (state.to_owned(), 0)).1 += 1;
    }

    /// What no sentence may hold, whatever it says.
    fn sentence(&mut self, text: &str, state: &str) {
        if text.is_empty() {
            return;
        }
        self.sentences += 1;
        for bad in
            ["NaN", "inf ", "{", "}", ". .", "..", "?.", "!.", "  ", " ,", "–.", "– "]
        {
            // A dash between two parts of a sentence has a space before it too.
            let dash =
                bad == "– " && text.matches("– ").count() == text.matches(" – ").count();
            if text.contains(bad) && !dash && !text.contains("...") {
                self.fault("wording", text, state);
            }
        }
        if negative_nothing(text) {
            self.fault("minus nothing", text, state);
        }
        for share in before(text, " in 100") {
            // Where fewer recover than would have anyway the share is below 0.
            let range = (-100.0..=100.0).contains(&share);
            self.says("share of 100", range, text, state);
        }
    }
}

/// A minus before a number of nothing but noughts.
fn negative_nothing(text: &str) -> bool {
    text.match_indices(['-', '−']).any(|(at, minus)| {
        let number: String = text[at + minus.len()..]
            .trim_start_matches(['£', '€'])
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.' || *c == ',')
            .collect();
        let joined = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        !joined
            && number.contains('0')
            && !number.contains(|c: char| ('1'..='9').contains(&c))
    })
}

/// The numbers that stand before some words.
fn before(text: &str, words: &str) -> Vec<f64> {
    let ends = text.match_indices(words).map(|(at, _)| at);
    ends.filter_map(|at| {
        let head = &text[..at];
        let from = head
            .rfind(|c: char| !(c.is_ascii_digit() || ".,−-".contains(c)))
            .map_or(0, |p| p + head[p..].chars().next().map_or(1, char::len_utf8));
        head[from..].replace('−', "-").replace(',', "").parse().ok()
    })
    .collect()
}

/// Every state to be tried: its name and scenario.
fn states(model: &Model) -> Vec<(String, Scenario)> {
    let d = model.document();
    let choices: Vec<usize> =
        (0..d.inputs.len()).filter(|i| d.inputs[*i].is_choice()).collect();
    let over: Vec<usize> =
        (0..d.presets.len()).filter(|p| d.presets[*p].period.is_none()).collect();
    let sets = |p: usize, id: &str| d.presets[p].set.iter().any(|(set, _)| set == id);
    let mut states = Vec::new();
    let mut starts = Vec::new();
    for (at, period) in d.periods.iter().enumerate() {
        starts.push((period.clone(), model.scenario_at(at)));
    }
    for (p, preset) in d.presets.iter().enumerate().filter(|(_, p)| p.period.is_some()) {
        starts.push((preset.id.clone(), model.apply(&model.scenario(), p).0));
    }
    for (name, start) in &starts {
        // Each option of each choice, the others as they are.
        let mut chosen = vec![(name.clone(), start.clone())];
        for &c in &choices {
            for (o, option) in d.inputs[c].options.iter().enumerate().skip(1) {
                let mut next = start.clone();
                next.put(c, Some(o as f64));
                chosen.push((format!("{name}, {}", option.id), next));
            }
        }
        for (name, start) in chosen {
            for (i, input) in d.inputs.iter().enumerate().filter(|(_, i)| !i.is_choice())
            {
                for (end, value) in
                    [("least", input.min.number()), ("most", input.max.number())]
                {
                    let mut next = start.clone();
                    next.put(i, Some(value));
                    states.push((format!("{name}, {} {end}", input.id), next));
                }
            }
            for &p in &over {
                let (with, _) = model.apply(&start, p);
                let label = format!("{name}, {}", d.presets[p].id);
                // Two that set the same input replace one another.
                for &q in over.iter().filter(|q| **q > p) {
                    if !d.presets[q].set.iter().any(|(id, _)| sets(p, id)) {
                        let both = model.apply(&with, q).0;
                        states.push((format!("{label}, {}", d.presets[q].id), both));
                    }
                }
                states.push((label, with));
            }
            states.push((name, start));
        }
    }
    states
}

/// The values of a state, worked out anew from inputs and series.
struct Values<'a> {
    model: &'a Model,
    e: &'a Evaluation,
}

impl Values<'_> {
    fn of(&self, id: &str) -> f64 {
        self.model.slot(id).and_then(|s| self.e.value(s).ok()).unwrap_or(f64::NAN)
    }

    fn series(&self, id: &str, period: &str) -> f64 {
        let series = self.model.document().series(id);
        series.and_then(|s| s.at(period)).map_or(f64::NAN, |p| p.value)
    }

    fn reliable(&self) -> bool {
        self.of("measure") == 1.0
    }

    fn rate(&self) -> f64 {
        self.of(if self.reliable() { "reliable_recovery_rate" } else { "recovery_rate" })
    }

    fn finished(&self) -> f64 {
        self.of("referrals") * self.of("entered_share") * self.of("finished_share")
    }

    fn at_caseness(&self) -> f64 {
        self.finished() * self.of("caseness_share")
    }

    fn additional(&self) -> f64 {
        self.at_caseness() * (self.rate() - self.of("recovery_without_therapy"))
    }

    fn savings(&self) -> f64 {
        let work = self.finished()
            * self.of("employment_effect")
            * self.of("years_in_work")
            * self.of("saving_per_year_in_work");
        let pills = -self.finished()
            * self.of("medication_change")
            * self.of("antidepressant_cost");
        work + pills + self.additional() * self.of("other_saving_per_recovery")
    }

    /// What the health gained is valued at.
    fn health(&self) -> f64 {
        let (lost, horizon) = (self.of("gap_lost_share"), self.of("horizon"));
        let k = -(1.0 - lost).ln() / 0.5;
        let years = if lost > 1e-6 { (1.0 - (-k * horizon).exp()) / k } else { horizon };
        self.additional() * self.of("utility_gain") * years * self.of("qaly_value")
    }
}

/// An amount as it is written: pounds or pence, with m and bn.
fn amount(text: &str) -> Option<f64> {
    let text = text.trim_start_matches('*').replace(',', "");
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, rest.to_owned()),
        None => (1.0, text),
    };
    let digits = |s: &str| {
        s.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect::<String>()
    };
    let (bare, pounds) = match text.strip_prefix('£') {
        Some(rest) => (rest.to_owned(), true),
        None => (text, false),
    };
    let number = digits(&bare);
    let rest = &bare[number.len()..];
    let times = match rest {
        _ if rest.starts_with("bn") => 1e9,
        _ if rest.starts_with('m') => 1e6,
        _ if rest.starts_with('k') => 1e3,
        _ if pounds => 1.0,
        _ if rest.starts_with('p') => 0.01,
        _ => return None,
    };
    let number: f64 = number.trim_end_matches('.').parse().ok()?;
    Some(sign * number * times)
}

fn about(told: f64, is: f64) -> bool {
    (told - is).abs() <= 0.02 * is.abs() + 0.006
}

/// The statements of the document's sentence.
fn sentence(walk: &mut Walk, v: &Values<'_>, state: &str) {
    let text = narrative::sentence(v.model, v.e);
    walk.sentence(&text, state);
    let period = v.model.period_name(v.e);
    let spend = v.of("spend");
    let figure = v.model.document().series("programme_spend").and_then(|s| s.at(period));
    let is_figure = figure.is_some_and(|f| (f.value - spend).abs() <= 1e-9 * spend);
    let status = figure.map(|f| f.status);
    let says = |w: &str| text.contains(w);
    if says("the NHS spent") {
        let fact = status == Some(Status::Published) && !says("about");
        let told = fact || status == Some(Status::Estimate) && says("about");
        walk.says("spent", is_figure && told, &text, state);
    }
    if says("or more*") || says("or more on") || says("or more.") {
        let so = is_figure && status == Some(Status::Disputed);
        walk.says("or more", so, &text, state);
    }
    if says("Suppose") {
        walk.says("suppose", !is_figure && spend.is_finite(), &text, state);
    }
    if says("no spend figure was found") {
        walk.says("no spend", spend.is_nan() && figure.is_none(), &text, state);
    }
    let after = |words: &str| text.split(words).nth(1).and_then(amount);
    if let Some(told) = after("That is ") {
        let is = spend / (v.at_caseness() * v.rate());
        walk.says("cost of a result", about(told, is), &text, state);
    }
    if let Some(told) =
        text.split("additional").nth(1).and_then(|t| t.split("cost ").nth(1))
    {
        let is = spend / v.additional();
        let so = v.additional() > 0.0 && amount(told).is_some_and(|t| about(t, is));
        walk.says("cost of an additional result", so, &text, state);
    }
    if says("no more") {
        walk.says("no more recover", v.additional() <= 0.0, &text, state);
    }
    if says("recovered who would not have") {
        walk.says("some would not have", v.additional() > 0.0, &text, state);
    }
    if v.model.slot("measure").is_some() {
        let so = says("*reliably* recovered") || says("reliably recovered");
        walk.says("measure", so == v.reliable(), &text, state);
    }
}

/// The answers in large type: they name the measure, and no share of people is
/// more than all of them.
fn answers(walk: &mut Walk, v: &Values<'_>, state: &str) {
    for answer in &v.model.document().answers {
        let label = v.model.answer_label(answer, v.e);
        let slot = v.model.slot(&answer.metric).unwrap();
        let shown = match v.e.value(slot) {
            Ok(_) => v.model.shown(slot, v.e, Fill::Short),
            Err(reason) => narrative::as_sentence(reason),
        };
        walk.sentence(&format!("{label}: {shown}"), state);
        if label.contains("recovery") && v.model.slot("measure").is_some() {
            let so = label.contains("reliable") == v.reliable();
            walk.says("answer follows the measure", so, &label, state);
        }
        if answer.metric == "payback"
            && let Some(told) = amount(&shown)
        {
            let so = about(told, v.savings() / v.of("spend"));
            walk.says("comes back", so, &shown, state);
        }
    }
}

/// The words under inputs: what would have to be true, and cautions.
fn cards(walk: &mut Walk, v: &Values<'_>, state: &str) {
    let (model, e) = (v.model, v.e);
    for (i, input) in model.document().inputs.iter().enumerate() {
        for caution in model.cautions(&input.cautions, e) {
            walk.sentence(&caution, state);
            let so = match &*caution {
                c if c.starts_with("More would recover without") => v.additional() < 0.0,
                c if c.starts_with("Fewer recover than recover reliably")
                    || c.starts_with("More recover reliably") =>
                {
                    v.of("recovery_rate") < v.of("reliable_recovery_rate")
                }
                c if c.starts_with("Fewer improve reliably") => {
                    let reliably = v.at_caseness() * v.of("reliable_recovery_rate");
                    v.finished() * v.of("improvement_rate") < reliably
                }
                _ => continue,
            };
            walk.says("caution", so, &caution, state);
        }
        let Some(told) = turning(model, e, i) else { continue };
        let known = input.break_even.as_ref().unwrap();
        let metric = model.slot(&known.metric).unwrap();
        walk.sentence(&told.text, state);
        let curve = effect_curve(model, e, i, metric, 401);
        let gaps: Vec<f64> =
            curve.iter().map(|(_, y)| y.map_or(f64::NAN, |y| y - known.value)).collect();
        let crosses = gaps.windows(2).any(|two| two[0] * two[1] < 0.0);
        let met = gaps.contains(&0.0);
        if told.text == known.never {
            walk.says("no value in this range", !crosses && !met, &told.text, state);
        } else if told.at.is_empty() {
            let flat = gaps.iter().all(|g| (g - gaps[0]).abs() <= 1e-9 * gaps[0].abs());
            walk.says("does not depend", flat, &told.text, state);
        } else {
            let there = told.at.iter().all(|x| {
                let mut scenario = e.scenario.clone();
                scenario.put(i, Some(*x));
                let value = model.evaluate(&scenario).value(metric).unwrap_or(f64::NAN);
                let scale = gaps
                    .iter()
                    .filter(|g| g.is_finite())
                    .fold(0.0, |m, g| g.abs().max(m));
                (value - known.value).abs() <= 1e-6 * scale.max(1e-12)
            });
            walk.says("turns there", there, &told.text, state);
            // "Only above", "Above" and "only below": which side is which.
            let side = |above: bool| {
                let rest = curve.iter().zip(&gaps).filter(|((x, _), _)| {
                    if above {
                        told.at.iter().all(|t| x > t)
                    } else {
                        told.at.iter().all(|t| x < t)
                    }
                });
                rest.map(|(_, g)| *g).filter(|g| g.is_finite()).collect::<Vec<f64>>()
            };
            let rises = side(true).iter().all(|g| *g >= 0.0)
                && side(false).iter().all(|g| *g <= 0.0);
            let falls = side(true).iter().all(|g| *g <= 0.0)
                && side(false).iter().all(|g| *g >= 0.0);
            if told.text.contains("only above") {
                walk.says("only above", rises, &told.text, state);
            } else if told.text.starts_with("Above") || told.text.contains("only below") {
                walk.says("above it is worse", falls, &told.text, state);
            }
        }
    }
    for applied in model.applied(e) {
        for caution in applied.cautions {
            walk.sentence(&caution, state);
        }
    }
}

/// The value of an option that is chosen in a scene.
fn chosen(scene: &Scene, option: &str) -> Vec<String> {
    let options = scene.options.iter().filter(|o| o.id == option);
    options
        .flat_map(|o| o.values.iter().filter(|c| c.chosen).map(|c| c.id.clone()))
        .collect()
}

/// A hundred stand whatever the figures, each group within one of its share,
/// worked out here from the inputs.
fn hundred(walk: &mut Walk, v: &Values<'_>, scene: &Scene, state: &str) {
    let unwell = v.of("caseness_share");
    let measure = v.of("measure");
    let recover = unwell
        * v.of(if measure > 0.5 { "reliable_recovery_rate" } else { "recovery_rate" });
    let anyway = (unwell * v.of("recovery_without_therapy")).min(recover);
    let improve = v.of("improvement_rate") - unwell * v.of("reliable_recovery_rate");
    let worse = v.of("deterioration_rate");
    let shares =
        [recover - anyway, anyway, improve, 1.0 - recover - improve - worse, worse];
    let told: Vec<f64> = scene.table.exact.iter().map(|r| r[1].unwrap()).collect();
    let heads = |m: &&Mark| matches!(m, Mark::Circle { .. });
    // Those of the key stand too.
    let stand = scene.marks.iter().filter(heads).count() == 100 + shares.len();
    let so = told.len() == shares.len()
        && told.iter().zip(shares).all(|(n, s)| (n - 100.0 * s).abs() < 1.0 + 1e-6)
        && (told.iter().sum::<f64>() - 100.0).abs() < 1e-9;
    walk.says("a hundred people", so && stand, &scene.summary, state);
}

/// What a chart says of what it draws.
fn chart(walk: &mut Walk, v: &Values<'_>, id: &str, scene: &Scene, state: &str) {
    walk.scenes += 1;
    let note = scene.note.split('\n');
    for text in [&scene.headline, &scene.subtitle, &scene.summary] {
        walk.sentence(text, state);
    }
    note.for_each(|n| walk.sentence(n, state));
    for hit in &scene.points {
        walk.sentence(&format!("{}: {} {}", hit.label, hit.value, hit.detail), state);
    }
    if id == "people" && !scene.points.is_empty() {
        hundred(walk, v, scene, state);
    }
    let said = &*scene.headline;
    let base = chosen(scene, "index");
    let lines = chosen(scene, "lines");
    let on = |line: &str| lines.iter().any(|l| l == line);
    let column = |words: &str| scene.table.head.iter().position(|h| h.contains(words));
    let (additional, spend) = (v.additional(), v.of("spend"));
    let more = v.health() - (spend - v.savings());
    let (kind, so) = match said {
        s if s.contains("end in a recovery") => {
            let share = additional / v.of("referrals");
            let so = match before(s, " in 100").first() {
                Some(n) => (n - 100.0 * share).abs() <= 0.5 + 1e-9 && *n >= 1.0,
                None => {
                    s.starts_with("Fewer than 1 in 200") && share > 0.0 && share < 0.005
                }
            };
            let rows = scene.table.rows.iter().flatten();
            let bar =
                rows.clone().any(|c| c.contains("anyway") || c.contains("additional"));
            ("funnel: end in a recovery", so && bar)
        }
        s if s.contains("no more recover") || s.contains("nothing is added") => {
            // No bar for less than nothing, but its sentence.
            let barred = additional >= 0.0
                || id != "funnel"
                || scene.marks.iter().any(|m| {
                    matches!(m, Mark::Text { text, .. } if text.starts_with("Less than"))
                });
            ("nothing is added", additional <= 0.0 && barred)
        }
        s if s.starts_with("Most who recover would") => {
            let so = if s.contains("not have") {
                additional > v.of("recovered_anyway")
            } else {
                additional < v.of("recovered_anyway")
            };
            ("most who recover", so && additional > 0.0)
        }
        s if s.contains("the dearer") => {
            let costs: Vec<f64> = scene
                .table
                .exact
                .iter()
                .filter_map(|r| r.get(1).copied().flatten())
                .collect();
            ("the dearer", costs.len() > 2 && costs.windows(2).all(|two| two[0] < two[1]))
        }
        s if s.starts_with("By 2021/22 spend had grown") => {
            let price =
                |p: &str| v.series("programme_spend", p) / v.series("gdp_deflator", p);
            let grown = [
                price("2021/22") / price("2016/17"),
                v.series("recovery_count", "2021/22")
                    / v.series("recovery_count", "2016/17"),
            ];
            let told = before(s, "%");
            let close = told.len() == 2
                && told
                    .iter()
                    .zip(grown)
                    .all(|(t, g)| (t - 100.0 * (g - 1.0)).abs() <= 0.5);
            let drawn = on("spend") && on("recoveries") && base == ["2016/17"];
            ("grown, side by side", close && drawn)
        }
        s if s.contains("grown faster than recoveries since 2015/16") => {
            let end = |words: &str| {
                let at = column(words)?;
                scene.table.exact.iter().rev().find_map(|r| r.get(at).copied().flatten())
            };
            let drawn = on("items") && on("recoveries") && base == ["2015/16"];
            let (items, recoveries) = (end("ntidepressant"), end("Recoveries"));
            let so = items.zip(recoveries).is_some_and(|(i, r)| i > r && r > 100.0);
            ("grown faster", drawn && so)
        }
        s if s.starts_with("Recoveries have grown since 2015/16") => {
            let at = column("ecover");
            let end = at.and_then(|at| {
                scene.table.exact.iter().rev().find_map(|r| r.get(at).copied().flatten())
            });
            let drawn = on("recoveries") && base == ["2015/16"];
            ("recoveries have grown", drawn && end.is_some_and(|r| r > 100.0))
        }
        s if s.contains("more people take medication at the end") => {
            let periods = &v.model.document().periods;
            let so = periods.iter().all(|p| {
                let (a, b) = (
                    v.series("medication_at_start", p),
                    v.series("medication_at_end", p),
                );
                a.is_nan() || b.is_nan() || b > a
            });
            ("medication in every year", so)
        }
        s if s.starts_with("About half") => {
            let at = column("ecover").unwrap_or(1);
            let drawn = scene.table.exact.iter().zip(&scene.table.rows);
            let since = drawn.filter(|(_, r)| *r[0] >= *"2016");
            let rates: Vec<f64> =
                since.filter_map(|(r, _)| r.get(at).copied().flatten()).collect();
            let so = rates.len() > 5 && rates.iter().all(|r| (0.45..0.55).contains(r));
            ("about half", so)
        }
        s if s.contains("better-off areas recover more often") => ("better-off areas", {
            let of = |end: &str| {
                let row = scene.table.rows.iter().position(|r| r[0].contains(end))?;
                scene.table.exact[row][1]
            };
            of("Least deprived") > of("Most deprived")
        }),
        s if s.contains("nothing comes back") => ("comes back", v.savings() <= 0.0),
        s if s.contains("comes back for each £1") => {
            let told = s.split("shown, ").nth(1).and_then(amount);
            let is = v.savings() / spend;
            let so = told.is_some_and(|t| about(t, is) && t > 0.0 && t <= 1.0);
            ("comes back", so && is < 1.0)
        }
        s if s.contains("it pays for itself") => {
            ("pays for itself", v.savings() >= spend)
        }
        s if s.contains("valued at more than its net cost") => {
            ("worth its cost", more > 0.0)
        }
        s if s.contains("valued at no more than its net cost") => {
            ("worth its cost", more <= 0.0)
        }
        s if s.contains("valued at more than was spent") => {
            ("worth the spend", v.health() > spend)
        }
        s if s.contains("valued at no more than was spent") => {
            ("worth the spend", v.health() <= spend)
        }
        _ => return,
    };
    let said = format!("{id}: {said}");
    walk.says(kind, so, &said, state);
}

/// The views of a chart: as it is first, and with each value of each option;
/// of two options each with each.
fn views(first: &Scene) -> Vec<View> {
    let mut all = vec![View::default()];
    for option in &first.options {
        let seen = all.clone();
        for view in seen.iter().take(4) {
            for choice in option.values.iter().filter(|c| option.many || !c.chosen) {
                let sign = match (option.many, choice.chosen) {
                    (false, _) => "",
                    (true, true) => "-",
                    (true, false) => "+",
                };
                let mut next = view.clone();
                next.choose(option.id, &format!("{sign}{}", choice.id));
                all.push(next);
            }
        }
    }
    all
}

fn walk_document(walk: &mut Walk, model: &Model) {
    let d = model.document();
    let start = model.evaluate(&model.scenario());
    let mut worlds = Simulation::run(model, &start, 128, 1);
    for (n, (state, scenario)) in states(model).into_iter().enumerate().step_by(2) {
        walk.states += 1;
        let e = model.evaluate(&scenario);
        let v = Values { model, e: &e };
        if model.slot("recovery_without_therapy").is_some() {
            sentence(walk, &v, &state);
        } else {
            walk.sentence(&narrative::sentence(model, &e), &state);
        }
        answers(walk, &v, &state);
        // A prime, so that all kinds of state come by.
        let whole = n % 29 == 0;
        if whole {
            cards(walk, &v, &state);
        }
        if let Some(text) = narrative::announcement(model, &start, &e) {
            walk.sentence(&text, &state);
            let moved = d.answers.iter().any(|a| {
                let slot = model.slot(&a.metric).unwrap();
                let shown = |e| model.shown(slot, e, Fill::Exact);
                shown(&start) != shown(&e)
            });
            let still = text.contains(model.words().unchanged);
            walk.says("the answers do not change", moved != still, &text, &state);
        }
        for m in 0..d.metrics.len() {
            let slot = model.metric_slot(m);
            if let Err(reason) = e.value(slot) {
                walk.sentence(&narrative::as_sentence(reason), &state);
            } else {
                walk.sentence(&model.shown(slot, &e, Fill::Exact), &state);
            }
            for caution in model.cautions(&d.metrics[m].cautions, &e) {
                walk.sentence(&caution, &state);
            }
        }
        if !whole {
            continue;
        }
        worlds.rerun(model, &e);
        // All options of one chart in a state, of another in the next; the
        // finding of every chart in each.
        let frame = Frame { width: 360.0, text: 13.0, measure: &TableMeasure };
        for (c, known) in d.charts.iter().enumerate() {
            let drawn = |view: &View| {
                let subject = Subject {
                    model,
                    evaluation: &e,
                    chart: known,
                    view,
                    pinned: None,
                    simulation: Some(&worlds),
                };
                scene(&subject, &frame)
            };
            let first = drawn(&View::default());
            chart(walk, &v, &known.id, &first, &state);
            // Of every second state every 29th: counted, so that each chart's turn comes.
            if (n / 58 + c).is_multiple_of(3 * d.charts.len()) {
                for view in views(&first) {
                    let state = format!("{state}, {view:?}");
                    chart(walk, &v, &known.id, &drawn(&view), &state);
                }
            }
        }
        if n % (29 * 16) == 0 {
            for i in 0..d.inputs.len() {
                for a in &d.answers {
                    let slot = model.slot(&a.metric).unwrap();
                    walk.sentence(&spark(model, &e, i, slot, &frame).summary, &state);
                }
            }
        }
    }
}

#[test]
fn nothing_it_says_is_false() {
    learn(&serde_json::from_str(FRENCH).unwrap()).unwrap();
    let mut walk = Walk::default();
    walk_document(&mut walk, &load(THERAPIES));
    walk_document(&mut walk, &load(HOUSE));
    println!(
        "{} states, {} charts, {} sentences; statements: {:?}",
        walk.states, walk.scenes, walk.sentences, walk.kinds
    );
    let mut of = BTreeMap::<&str, Vec<String>>::new();
    for ((kind, text), (state, times)) in &walk.found {
        of.entry(kind)
            .or_default()
            .push(format!("{times} times, first at {state}: {text}"));
    }
    let told: Vec<String> = of
        .iter()
        .map(|(kind, all)| {
            format!("## {kind}: {}\n{}", all.len(), all[..all.len().min(8)].join("\n"))
        })
        .collect();
    assert!(told.is_empty(), "{} false:\n{}", walk.found.len(), told.join("\n"));
    assert!(walk.states > 4000 && walk.sentences > 300_000, "too little was tried");
    // A kind that is never met proves nothing.
    for kind in [
        "spent",
        "or more",
        "suppose",
        "no spend",
        "cost of a result",
        "cost of an additional result",
        "no more recover",
        "some would not have",
        "no value in this range",
        "does not depend",
        "turns there",
        "only above",
        "above it is worse",
        "caution",
        "comes back",
        "pays for itself",
        "the dearer",
        "a hundred people",
        "most who recover",
        "grown faster",
        "grown, side by side",
        "worth its cost",
        "worth the spend",
        "funnel: end in a recovery",
        "nothing is added",
        "about half",
        "better-off areas",
    ] {
        assert!(walk.kinds.get(kind).is_some_and(|n| *n > 0), "no “{kind}” was met");
    }
}
