//! Charts: what is drawn is what is so, whatever the reader does.

use cost_calculator::Model;
use cost_calculator::chart::{
    Frame, Ink, Mark, Palette, Scene, Subject, TableMeasure, View, scene, spark,
};
use cost_calculator::document::Value;
use cost_calculator::model::{Evaluation, Scenario};
use cost_calculator::simulation::Simulation;
use proptest::prelude::*;
use std::sync::LazyLock;

const LIBRARY: &str = include_str!("charts_library.json");
const THERAPIES: &str = include_str!("../../www/talking-therapies.json");
const HEATING: &str = include_str!("../../examples/documents/heating.json");

thread_local! {
    static MODELS: LazyLock<[Model; 3]> =
        LazyLock::new(|| [LIBRARY, THERAPIES, HEATING].map(load));
}

fn load(text: &str) -> Model {
    let value: Value = serde_json::from_str(text).unwrap();
    Model::load(&value).unwrap_or_else(|e| panic!("{e}"))
}

/// A document with all it takes to draw its charts.
struct Drawn {
    model: Model,
    evaluation: Evaluation,
    simulation: Simulation,
}

impl Drawn {
    fn new(text: &str, change: impl Fn(&Model, &mut Scenario)) -> Self {
        let model = load(text);
        let mut scenario = model.scenario();
        change(&model, &mut scenario);
        let evaluation = model.evaluate(&scenario);
        let simulation = Simulation::run(&model, &evaluation, 64, 1);
        Self { model, evaluation, simulation }
    }

    fn library() -> Self {
        Self::new(LIBRARY, |_, _| ())
    }

    fn scene(&self, chart: &str, view: &View, width: f64) -> Scene {
        self.against(chart, view, width, None)
    }

    fn against(
        &self,
        chart: &str,
        view: &View,
        width: f64,
        pinned: Option<&Evaluation>,
    ) -> Scene {
        let subject = Subject {
            model: &self.model,
            evaluation: &self.evaluation,
            chart: self.model.document().chart(chart).unwrap(),
            view,
            pinned,
            simulation: Some(&self.simulation),
        };
        scene(&subject, &Frame { width, text: 13.0, measure: &TableMeasure })
    }
}

fn choosing(choices: &[(&str, &str)]) -> View {
    let mut view = View::default();
    for (option, value) in choices {
        view.choose(option, value);
    }
    view
}

/// What is wrong with how a scene is laid out.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let (width, height) = (scene.width, scene.height);
    let mut words = Vec::new();
    for mark in &scene.marks {
        let (left, top, right, bottom) = mark.bounds(&TableMeasure);
        if ![left, top, right, bottom].iter().all(|v| v.is_finite()) {
            faults.push(format!("not finite: {mark:?}"));
            continue;
        }
        let slack = if matches!(mark, Mark::Text { .. }) { 0.5 } else { 6.5 };
        let inside = left >= -slack
            && top >= -slack
            && right <= width + slack
            && bottom <= height + slack;
        if !inside {
            faults.push(format!("leaves {width} x {height}: {mark:?}"));
        }
        if let Mark::Text { text, size, .. } = mark {
            if *size < 13.0 {
                faults.push(format!("too small: {mark:?}"));
            }
            for (other, o) in &words {
                let o: &(f64, f64, f64, f64) = o;
                let apart = right <= o.0 + 0.5 || o.2 <= left + 0.5;
                if !apart && top < o.3 - 0.5 && o.1 < bottom - 0.5 {
                    faults.push(format!("“{text}” overlaps “{other}”"));
                }
            }
            words.push((text.as_str(), (left, top, right, bottom)));
        }
    }
    for hit in &scene.points {
        let numbers = [hit.x, hit.y, hit.width, hit.height];
        if !numbers.iter().all(|v| v.is_finite()) || hit.row >= scene.table.rows.len() {
            faults.push(format!("points nowhere: {hit:?}"));
        }
    }
    for (row, exact) in scene.table.rows.iter().zip(&scene.table.exact) {
        if row.len() != scene.table.head.len() || exact.len() != row.len() {
            faults.push(format!("a row does not fit its head: {row:?}"));
        }
        if exact.iter().flatten().any(|v| !v.is_finite()) {
            faults.push(format!("a number is none: {exact:?}"));
        }
    }
    for text in [&scene.headline, &scene.subtitle, &scene.note, &scene.summary] {
        if text.contains("NaN")
            || text.contains("inf") && text.contains("£inf")
            || text.contains('{')
        {
            faults.push(format!("not for people: {text}"));
        }
    }
    if scene.summary.trim().is_empty() || scene.headline.is_empty() {
        faults.push("says nothing".to_owned());
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever the reader sets and chooses, at any width and size of type, no
    /// words overlap or leave the chart, and nothing is not a number.
    #[test]
    fn words_keep_apart(
        which in 0..3_usize,
        period in 0..20_usize,
        settings in prop::collection::vec(prop::option::weighted(0.4, 0.0..=1.0), 64),
        ends in prop::collection::vec(0..12_u8, 64),
        picks in prop::collection::vec(0..50_usize, 8),
        width in prop_oneof![240.0..=1600.0, Just(240.0), Just(320.0), Just(360.0)],
        text in prop_oneof![3 => Just(13.0), 1 => 13.0..=28.0],
        compare in any::<bool>(),
    ) {
        MODELS.with(|models| {
            let model = &models[which];
            let d = model.document();
            let mut scenario = model.scenario_at(period % d.periods.len());
            for (i, (input, share)) in d.inputs.iter().zip(&settings).enumerate() {
                let Some(share) = share else { continue };
                // The ends of a range are where things go wrong.
                let share = match ends[i] { 0 => 0.0, 1 => 1.0, _ => *share };
                let value = if input.is_choice() {
                    (share * (input.options.len() - 1) as f64).round()
                } else {
                    input.min.number() + share * (input.max.number() - input.min.number())
                };
                scenario.put(i, Some(value));
            }
            let evaluation = model.evaluate(&scenario);
            let kept = model.evaluate(&model.scenario());
            let simulation = Simulation::run(model, &evaluation, 256, 7);
            for chart in &d.charts {
                let mut view = View::default();
                let frame = Frame { width, text, measure: &TableMeasure };
                let mut made = None;
                // Choices open further choices.
                for pick in picks.iter().take(4) {
                    let subject = Subject {
                        model,
                        evaluation: &evaluation,
                        chart,
                        view: &view,
                        pinned: compare.then_some(&kept),
                        simulation: Some(&simulation),
                    };
                    let scene = scene(&subject, &frame);
                    let found = faults(&scene);
                    prop_assert!(
                        found.is_empty(),
                        "{} at {width} px, type {text}, {view:?}:\n{}",
                        chart.id,
                        found.join("\n")
                    );
                    let option = scene.options.get(pick % scene.options.len().max(1)).cloned();
                    made = Some(scene);
                    let Some(option) = option else { break };
                    let Some(value) = option.values.get(pick % option.values.len().max(1)) else {
                        break;
                    };
                    let sign = if option.many { if value.chosen { "-" } else { "+" } } else { "" };
                    view.choose(option.id, &format!("{sign}{}", value.id));
                }
                let made = made.unwrap();
                let picture = made.titled("a long enough line about where this is from", text, &TableMeasure);
                let found = faults(&picture);
                prop_assert!(found.is_empty(), "{}:\n{}", chart.id, found.join("\n"));
                let svg = made.to_svg(&Palette::dark()).unwrap();
                prop_assert!(!svg.contains("NaN") && svg.ends_with("</svg>\n"));
            }
            Ok(())
        })?;
    }

    /// Effect curves stay in their place, and their words apart.
    #[test]
    fn effect_curves_stay_inside(
        which in 0..3_usize,
        input in 0..64_usize,
        metric in 0..64_usize,
        share in 0.0..=1.0,
        width in 200.0..=700.0,
    ) {
        MODELS.with(|models| {
            let model = &models[which];
            let d = model.document();
            let (input, metric) = (input % d.inputs.len(), metric % d.metrics.len());
            let mut scenario = model.scenario();
            let known = &d.inputs[input];
            if !known.is_choice() {
                scenario.put(input, Some(known.min.number() + share * (known.max.number() - known.min.number())));
            }
            let e = model.evaluate(&scenario);
            let frame = Frame { width, text: 13.0, measure: &TableMeasure };
            let scene = spark(model, &e, input, model.metric_slot(metric), &frame);
            let found = faults(&Scene { headline: "-".into(), summary: "-".into(), ..scene.clone() });
            prop_assert!(found.is_empty(), "at {width} px:\n{}", found.join("\n"));
            for mark in &scene.marks {
                let (left, top, right, bottom) = mark.bounds(&TableMeasure);
                prop_assert!(left >= -0.01 && top >= 0.0 && right <= width + 0.01 && bottom <= scene.height, "{mark:?}");
            }
            prop_assert_eq!(scene.marks.is_empty(), known.is_choice() || !model.depends(metric, input)
                || scene.summary.is_empty());
            Ok(())
        })?;
    }
}

fn rects(scene: &Scene, wanted: impl Fn(&Ink) -> bool) -> Vec<f64> {
    let width = |m: &Mark| match m {
        Mark::Rect { width, ink, .. } if wanted(ink) => Some(*width),
        _ => None,
    };
    scene.marks.iter().filter_map(width).collect()
}

#[test]
fn bars_are_as_long_as_their_values() {
    let drawn = Drawn::library();
    for (chart, column) in [("funnel", 2), ("ladder", 1)] {
        let scene = drawn.scene(chart, &View::default(), 500.0);
        let widths = rects(&scene, |ink| *ink != Ink::Track);
        let values: Vec<f64> =
            scene.table.exact.iter().map(|r| r[column].unwrap()).collect();
        assert_eq!(widths.len(), values.len());
        let most = values.iter().copied().fold(0.0, f64::max);
        for (width, value) in widths.iter().zip(&values) {
            assert!(
                (width / 500.0 - value / most).abs() < 1e-9,
                "{chart}: {width} for {value}"
            );
        }
    }
    // 60,300 loans, 55% read, 20% would have been bought.
    let funnel = drawn.scene("funnel", &View::default(), 500.0);
    assert_eq!(funnel.table.rows[2][2], "35 in 100");
    assert_eq!(funnel.table.exact[1][1].map(f64::round), Some(33_165.0));
}

#[test]
fn of_a_hundred_people_each_keeps_their_place() {
    let drawn = Drawn::library();
    let heads = |scene: &Scene| -> Vec<(f64, f64, Ink)> {
        let head = |m: &Mark| match m {
            Mark::Circle { x, y, ink, .. } => Some((*x, *y, *ink)),
            _ => None,
        };
        scene.marks.iter().filter_map(head).collect()
    };
    let scene = drawn.scene("people", &View::default(), 500.0);
    // Of 60,300 loans 55% are read and 20% would have been bought.
    let of =
        |s: &Scene| -> Vec<f64> { s.table.exact.iter().map(|r| r[1].unwrap()).collect() };
    assert_eq!(of(&scene), [35.0, 20.0, 45.0]);
    let number = scene.table.exact[0][3].unwrap();
    assert!((number - 60_300.0 * 0.35).abs() < 1e-6, "{number}");
    assert!(scene.summary.starts_with("Of 100 readers: read what they would not"));
    assert!(scene.summary.contains("do not read to the end: 45"));
    let first = heads(&scene);
    assert_eq!(first.len(), 103, "and one in each line of the key");
    // What is pointed at is who stands there, not only its line.
    let whose = |x: f64, y: f64| scene.nearest(x, y).map(|p| scene.points[p].row);
    let person =
        |ink: Ink, n: usize| *first.iter().filter(|h| h.2 == ink).nth(n).unwrap();
    let (x, y, _) = person(Ink::Warm, 17);
    assert_eq!(whose(x, y), Some(0));
    let (x, y, _) = person(Ink::Accent, 3);
    assert_eq!(whose(x, y), Some(1));
    // 58.6% read: 38.6 would not have, 20 would have, 41.4 do not.
    let mut other = Drawn::library();
    let mut scenario = other.model.scenario();
    scenario.put(other.model.input("finished_share").unwrap(), Some(0.586));
    other.evaluation = other.model.evaluate(&scenario);
    let later = other.scene("people", &View::default(), 500.0);
    assert_eq!(of(&later), [39.0, 20.0, 41.0]);
    let second = heads(&later);
    let moved = |(a, b): (&(f64, f64, Ink), &(f64, f64, Ink))| (a.0, a.1) != (b.0, b.1);
    let mut places = (first.clone(), second.clone());
    for list in [&mut places.0, &mut places.1] {
        list.sort_by(|a, b| (a.1, a.0).partial_cmp(&(b.1, b.0)).unwrap());
    }
    assert!(!places.0.iter().zip(&places.1).any(moved), "nobody changes place");
    let changed = places.0.iter().zip(&places.1).filter(|(a, b)| a.2 != b.2).count();
    assert_eq!(changed, 4 + 4, "only at the two borders");
    assert!(
        scene.between(&later, 0.5).is_none_or(|s| s.marks.len() == scene.marks.len())
    );
    // Fewer read than would have bought: said, not drawn.
    scenario.put(other.model.input("finished_share").unwrap(), Some(0.1));
    other.evaluation = other.model.evaluate(&scenario);
    let none = other.scene("people", &View::default(), 500.0);
    assert!(heads(&none).is_empty());
    assert!(none.summary.contains("would be fewer than nobody"), "{}", none.summary);
}

#[test]
fn groups_that_are_not_all_are_told() {
    let with = |formula: &str| {
        let mut document: serde_json::Value = serde_json::from_str(LIBRARY).unwrap();
        document["charts"][1]["groups"][2]["formula"] = formula.into();
        let value: Value = serde_json::from_str(&document.to_string()).unwrap();
        Model::load(&value)
    };
    let told = with("borrowed").unwrap_err();
    let told =
        told.problems().iter().find(|p| p.place == "charts, people, groups").unwrap();
    assert!(told.message.contains("these make 155"), "{}", told.message);
    // In another state it may come to that: then each is its part.
    let model = with("0.45 * borrowed").unwrap();
    let mut scenario = model.scenario();
    scenario.put(model.input("finished_share").unwrap(), Some(0.75));
    let evaluation = model.evaluate(&scenario);
    let simulation = Simulation::run(&model, &evaluation, 8, 1);
    let drawn = Drawn { model, evaluation, simulation };
    let scene = drawn.scene("people", &View::default(), 500.0);
    assert!(scene.note.contains("the groups make 120 in 100"), "{}", scene.note);
    // 55, 20 and 45 of 120.
    let rows: Vec<&str> = scene.table.rows.iter().map(|r| &*r[1]).collect();
    assert_eq!(rows, ["46", "17", "37"]);
}

#[test]
fn a_kept_scenario_is_outlined_behind_what_is_now() {
    let drawn = Drawn::library();
    let mut before = drawn.model.scenario();
    before.put(drawn.model.input("finished_share").unwrap(), Some(0.7));
    let kept = drawn.model.evaluate(&before);
    let scene = drawn.against("funnel", &View::default(), 500.0, Some(&kept));
    let outlines: Vec<f64> = (scene.marks.iter())
        .filter(|m| matches!(m, Mark::Path { dashed: true, .. }))
        .map(|m| m.bounds(&TableMeasure).2)
        .collect();
    // The first stage is 100 in 100 then and now: nothing to show.
    assert_eq!(outlines.len(), 2);
    assert!((outlines[0] - 350.0).abs() < 1e-9 && (outlines[1] - 250.0).abs() < 1e-9);
    assert!(
        scene
            .marks
            .iter()
            .any(|m| matches!(m, Mark::Text { text, .. } if text == "was 70 in 100"))
    );
    assert_eq!(scene.table.exact[1][3], Some(0.7));
}

#[test]
fn lines_run_through_their_values() {
    let drawn = Drawn::new(THERAPIES, |_, _| ());
    for chart in ["more", "rates"] {
        let scene = drawn.scene(chart, &View::default(), 900.0);
        let index = chart == "more";
        let column = |series: usize| if index { 2 * series + 2 } else { series + 1 };
        let places: Vec<(f64, f64)> = (scene.points.iter())
            .map(|hit| {
                (scene.table.exact[hit.row][column(hit.series)].unwrap(), hit.centre().1)
            })
            .collect();
        assert!(places.len() > 30);
        // One straight line from values to heights, for all series alike.
        let lowest = places.iter().copied().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let highest = places.iter().copied().max_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        let slope = (highest.1 - lowest.1) / (highest.0 - lowest.0);
        assert!(slope < 0.0, "more is higher up");
        for (value, y) in places {
            let wanted = lowest.1 + slope * (value - lowest.0);
            assert!((y - wanted).abs() < 1e-6, "{chart}: {value} at {y}, not {wanted}");
        }
    }
}

#[test]
fn missing_years_are_gaps_and_estimates_are_hollow() {
    let drawn = Drawn::new(THERAPIES, |_, _| ());
    let view =
        choosing(&[("years", "true"), ("lines", "-course"), ("lines", "-recovery")]);
    let scene = drawn.scene("ladder", &choosing(&[("years", "true")]), 900.0);
    let years: Vec<&str> = scene.table.rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!((years.first(), years.last()), (Some(&"2016/17"), Some(&"2023/24")));
    let gap = years.iter().position(|y| *y == "2022/23").unwrap();
    assert!(scene.table.exact[gap][1].is_none(), "no spend was found for 2022/23");
    let fewer = drawn.scene("ladder", &view, 900.0);
    assert_eq!(fewer.table.head.len() + 2, scene.table.head.len());
    // 2018/19 is an estimate with bounds, 2023/24 has no source: a ring each,
    // on each of two lines.
    let rings =
        fewer.marks.iter().filter(|m| matches!(m, Mark::Circle { hollow: true, .. }));
    assert_eq!(rings.count(), 4);
    // No line reaches the lone last year: 2021/22 and 2023/24 are not joined.
    let last = fewer.points.iter().map(|h| h.centre().0).fold(0.0, f64::max);
    let reaches = |m: &Mark| match m {
        Mark::Path { points, width, .. } if *width > 1.0 => {
            points.iter().any(|(x, _)| (x - last).abs() < 0.1)
        }
        _ => false,
    };
    assert!(!fewer.marks.iter().any(reaches));
}

#[test]
fn breaks_are_marked_and_told() {
    let scene = Drawn::library().scene("trend", &View::default(), 700.0);
    assert!(scene.note.contains("Visits from 2021/22 do not compare"), "{}", scene.note);
    assert!(scene.note.contains("Counted at the new door"));
    // The two slanted strokes of the one broken line, across it.
    let stroke = |m: &&Mark| match m {
        Mark::Path { points, width, .. } => match points.as_slice() {
            [a, b] => {
                let length = (b.0 - a.0).hypot(b.1 - a.1);
                (*width - 1.5).abs() < 1e-9 && (length - 116_f64.sqrt()).abs() < 1e-9
            }
            _ => false,
        },
        _ => false,
    };
    assert_eq!(scene.marks.iter().filter(stroke).count(), 2);
}

#[test]
fn any_year_may_be_the_hundred() {
    let drawn = Drawn::library();
    let scene = drawn.scene("trend", &choosing(&[("index", "2018/19")]), 700.0);
    let row = scene.table.rows.iter().position(|r| r[0] == "2018/19").unwrap();
    let indices: Vec<f64> =
        scene.table.exact[row].iter().skip(2).step_by(2).map(|v| v.unwrap()).collect();
    assert_eq!(indices.len(), 4);
    assert!(indices.iter().all(|v| (v - 100.0).abs() < 1e-9), "{indices:?}");
    assert!(scene.subtitle.contains("2018/19 = 100"));
}

#[test]
fn constant_prices_take_inflation_out() {
    let drawn = Drawn::new(THERAPIES, |_, _| ());
    let at = |scene: &Scene, period: &str| {
        let row = scene.table.rows.iter().position(|r| r[0] == period).unwrap();
        scene.table.exact[row][2].unwrap()
    };
    let years = choosing(&[("years", "true")]);
    let cash = drawn.scene("ladder", &years, 700.0);
    // The published outturns over the published finished courses.
    assert!((at(&cash, "2016/17") - 422_595_475.0 / 567_106.0).abs() < 1e-6);
    let mut real = years.clone();
    real.choose("constant_prices", "prices_2023_24");
    let real = drawn.scene("ladder", &real, 700.0);
    let level = |period: &str| {
        let d = drawn.model.document();
        let series = &d.prices.as_ref().unwrap().deflator;
        d.series(series).unwrap().at(period).unwrap().value
    };
    let wanted = at(&cash, "2016/17") * level("2023/24") / level("2016/17");
    assert!((at(&real, "2016/17") - wanted).abs() < 1e-9 * wanted);
    assert!((at(&real, "2023/24") - at(&cash, "2023/24")).abs() < 1e-9);
    assert!(real.subtitle.contains("2023/24 prices"), "{}", real.subtitle);
}

/// What leaves the page names the sources of the values that are there: those of
/// the year, none of what somebody set.
#[test]
fn a_chart_names_the_sources_of_what_it_shows() {
    let origin = |change: &dyn Fn(&Model, &mut Scenario), chart: &str, view: &View| {
        let drawn = Drawn::new(THERAPIES, change);
        let scene = drawn.scene(chart, view, 700.0);
        scene.origin(&drawn.model, &drawn.evaluation)
    };
    let at = |period: &'static str| {
        move |m: &Model, s: &mut Scenario| s.period = m.document().period(period).unwrap()
    };
    let plain = View::default();
    let now = origin(&|_, _| (), "ladder", &plain);
    assert!(now.contains("Michael Heap") && !now.contains("2022-08"), "{now}");
    assert!(!now.contains("HSCIC"), "{now}");
    let before = origin(&at("2021/22"), "ladder", &plain);
    assert!(before.contains("2022-08") && !before.contains("Michael Heap"), "{before}");
    // In another year as in the year shown: the source of each point.
    let years = origin(&|_, _| (), "ladder", &choosing(&[("years", "true")]));
    assert!(years.contains("2022-08") && years.contains("Michael Heap"), "{years}");
    let mine =
        origin(&|m, s| s.put(m.input("spend").unwrap(), Some(5e8)), "ladder", &plain);
    assert!(!mine.contains("Michael Heap"), "{mine}");
    assert!(mine.lines().any(|l| l.starts_with("Assumption: ")), "{mine}");
    let worth = origin(&|_, _| (), "worth", &plain);
    assert!(worth.contains("Office for National Statistics"), "{worth}");
}

#[test]
fn a_mark_tells_what_kind_of_figures_it_stands_on() {
    let standing = |change: &dyn Fn(&Model, &mut Scenario)| {
        let drawn = Drawn::new(THERAPIES, change);
        let scene = drawn.scene("ladder", &View::default(), 700.0);
        let hit = scene.points.iter().find(|h| h.label == "a referral").unwrap();
        scene.standing(hit, &drawn.model, &drawn.evaluation)
    };
    let spend = |m: &Model| m.input("spend").unwrap();
    let own = standing(&|_, _| ());
    let known = |m: &Model| m.status_of(spend(m), &m.evaluate(&m.scenario())).unwrap();
    let status = known(&load(THERAPIES)).word();
    assert!(own.contains(&status) && !own.contains(&"yours"), "{own:?}");
    let set = standing(&|m, s| s.put(spend(m), Some(5e8)));
    assert!(set.contains(&"yours") && !set.contains(&status), "{set:?}");
}

#[test]
fn the_map_marks_where_the_line_runs() {
    let drawn = Drawn::library();
    let scene = drawn.scene("two", &View::default(), 700.0);
    // cost_per_extra = 10 where finished - bought = 226,000 / (10 * 60,300).
    let gap = 226_000.0 / (10.0 * 60_300.0);
    let table = &scene.table;
    assert_eq!(table.rows[0][0], "now");
    assert_eq!((table.exact[0][1], table.exact[0][2]), (Some(0.2), Some(0.55)));
    let line = scene.marks.iter().find_map(|m| match m {
        Mark::Path { points, width, .. } if *width > 1.9 => Some(points),
        _ => None,
    });
    // Today's point and the bookworms' give the scales back.
    let points: Vec<((f64, f64), (f64, f64))> = (scene.points.iter())
        .map(|h| {
            let row = &table.exact[h.row];
            ((row[1].unwrap(), row[2].unwrap()), h.centre())
        })
        .collect();
    let ((x0, y0), (px0, py0)) = points[0];
    let ((x1, y1), (px1, py1)) = points[points.len() - 1];
    for (px, py) in line.unwrap() {
        let x = x0 + (px - px0) / (px1 - px0) * (x1 - x0);
        let y = y0 + (py - py0) / (py1 - py0) * (y1 - y0);
        // Linear between grid points on a hyperbola: within a thousandth.
        assert!((y - x - gap).abs() < 2e-3, "{x}, {y}");
    }
}

#[test]
fn charts_without_values_say_why() {
    let drawn = Drawn::new(LIBRARY, |model, scenario| {
        scenario.put(model.input("bought_anyway").unwrap(), Some(0.9));
    });
    let tornado = drawn.scene("what_matters", &View::default(), 400.0);
    assert!(
        tornado.summary.contains("no more is read than would have been anyway"),
        "{}",
        tornado.summary
    );
    assert!(tornado.table.rows.is_empty());
    let ladder = drawn.scene("ladder", &View::default(), 400.0);
    let said = |m: &Mark| matches!(m, Mark::Text { text, .. } if text.contains("no more is read"));
    assert!(ladder.marks.iter().any(said), "the rung without a value says why");
    assert_eq!(ladder.table.exact[2][1], None);
}

#[test]
fn type_in_a_picture_is_as_large_as_on_the_canvas() {
    let scene = Drawn::library().scene("ladder", &View::default(), 400.0);
    let svg = scene.to_svg(&Palette::light()).unwrap();
    let height = scene.height;
    assert!(svg.contains(&format!("width=\"400\" height=\"{height}\"")));
    assert!(svg.contains(&format!("viewBox=\"0 0 1600 {}\"", height * 4.0)));
    let sizes: Vec<&str> = svg.split("font-size=\"").skip(1).collect();
    assert!(!sizes.is_empty());
    assert!(sizes.iter().all(|s| s.starts_with("52\"")), "13 px, four units each");
}

#[test]
fn csv_holds_every_row_at_all_its_digits() {
    let scene = Drawn::library().scene("ladder", &View::default(), 400.0);
    let csv = scene.to_csv();
    assert_eq!(csv.lines().count(), 4);
    let cost: f64 =
        csv.lines().nth(1).unwrap().split(',').nth(1).unwrap().parse().unwrap();
    assert!((cost - 226_000.0 / 60_300.0).abs() < 1e-12, "{csv}");
}

/// A name, a chart, what is chosen in it, its width, and whether a scenario is
/// kept to compare.
type State =
    (&'static str, &'static str, &'static [(&'static str, &'static str)], f64, bool);

/// Every chart in several states, reviewed by eye.
#[test]
fn pictures() {
    let drawn = Drawn::library();
    let mut before = drawn.model.scenario();
    before.put(drawn.model.input("finished_share").unwrap(), Some(0.7));
    let kept = drawn.model.evaluate(&before);
    let states: [State; 24] = [
        ("funnel", "funnel", &[], 360.0, false),
        ("funnel-kept", "funnel", &[], 560.0, true),
        ("people", "people", &[], 360.0, false),
        ("people-kept", "people", &[], 560.0, true),
        ("ladder", "ladder", &[], 360.0, false),
        ("ladder-years", "ladder", &[("years", "true")], 560.0, false),
        ("trend", "trend", &[], 360.0, false),
        ("trend-wide", "trend", &[("lines", "+ebooks")], 1100.0, false),
        ("trend-narrow", "trend", &[], 240.0, false),
        ("rates", "rates", &[], 560.0, false),
        ("before_after", "before_after", &[], 360.0, false),
        ("who", "who", &[], 360.0, false),
        ("who-street", "who", &[("choice", "1")], 560.0, false),
        ("what_matters", "what_matters", &[], 360.0, false),
        ("how_sure", "how_sure", &[], 360.0, false),
        ("how_sure-analyst", "how_sure", &[("analyst", "true")], 560.0, true),
        ("two", "two", &[], 360.0, false),
        ("worth_it", "worth_it", &[("choice", "1")], 360.0, false),
        ("worth_it-analyst", "worth_it", &[("analyst", "true")], 560.0, false),
        ("ways", "ways", &[], 360.0, false),
        ("ways-kept", "ways", &[], 700.0, true),
        ("likely", "likely", &[], 360.0, false),
        ("likely-kept", "likely", &[], 560.0, true),
        ("likely-analyst", "likely", &[("analyst", "true")], 560.0, false),
    ];
    for (name, chart, choices, width, compare) in states {
        let pinned = compare.then_some(&kept);
        let scene = drawn.against(chart, &choosing(choices), width, pinned);
        let said = format!(
            "{}\n{}\n{}\n{}\n\n{}",
            scene.headline,
            scene.subtitle,
            scene.note,
            scene.summary,
            scene.to_csv().replace("\r\n", "\n")
        );
        insta::assert_snapshot!(format!("chart-{name}-words"), said);
        insta::assert_snapshot!(
            format!("chart-{name}-picture"),
            scene.to_svg(&Palette::light()).unwrap()
        );
    }
}

#[test]
fn shares_of_two_years_stand_side_by_side() {
    let drawn = Drawn::new(THERAPIES, |_, _| ());
    let document = drawn.model.document();
    let measure = &document.breakdown("deprivation").unwrap().measures[0];
    let scene = drawn.scene("who", &View::default(), 480.0);
    assert_eq!(scene.table.head.len(), 3, "{:?}", scene.table.head);
    assert_eq!(scene.points.len(), 20);
    let row = |period: &str| &measure.values.iter().find(|(p, _)| p == period).unwrap().1;
    for (series, period) in ["2015/16", "2024/25"].into_iter().enumerate() {
        for (at, value) in row(period).iter().enumerate() {
            let hit =
                |h: &&cost_calculator::chart::Hit| h.series == series && h.row == at;
            let hit = scene.points.iter().find(hit).unwrap();
            let told: f64 = hit.value.trim_end_matches('%').parse().unwrap();
            assert!((told - 100.0 * value.unwrap()).abs() < 0.051, "{}", hit.value);
            assert!(hit.detail.starts_with(period), "{}", hit.detail);
        }
    }
    // Of two dots of a row the one further right has the larger share.
    for at in 0..10 {
        let of = |series: usize| {
            scene.points.iter().find(|h| h.row == at && h.series == series)
        };
        let (then, now) = (of(0).unwrap(), of(1).unwrap());
        let [a, b] = ["2015/16", "2024/25"].map(|p| row(p)[at].unwrap());
        assert_eq!((b - a).signum(), (now.x - then.x).signum(), "{}", now.label);
    }
    // The first year stands alone, and so does what is no share.
    for choices in [[("period", "2015/16")], [("measure", "finished")]] {
        assert_eq!(drawn.scene("who", &choosing(&choices), 480.0).table.head.len(), 2);
    }
}

#[test]
fn ones_own_is_found_among_many() {
    let drawn = Drawn::new(THERAPIES, |_, _| ());
    let area = drawn.model.document().breakdown("area").unwrap().clone();
    let plain = drawn.scene("who", &choosing(&[("choice", "3")]), 480.0);
    assert_eq!(plain.points.len(), area.categories.len());
    let own = plain.options.iter().find(|o| o.id == "own").unwrap();
    assert_eq!(own.values.len(), 1 + area.categories.len());
    assert!(own.values[0].chosen);
    let texts = |s: &Scene| -> String {
        let text = |m: &Mark| match m {
            Mark::Text { text, .. } => Some(format!("{text}\n")),
            _ => None,
        };
        s.marks.iter().filter_map(text).collect()
    };
    assert!(texts(&plain).contains("All together: 50.5%"), "{}", texts(&plain));
    for (at, category) in area.categories.iter().enumerate() {
        let scene =
            drawn.scene("who", &choosing(&[("choice", "3"), ("own", category)]), 320.0);
        let value = area.measures[0].values[0].1[at].unwrap();
        let told = format!("{category}: {:.0}%", value * 100.0);
        assert!(scene.headline.starts_with(&told), "{}", scene.headline);
        let warm = |m: &&Mark| matches!(m, Mark::Circle { ink: Ink::Warm, .. });
        assert_eq!(scene.marks.iter().filter(warm).count(), 1, "{category}");
    }
    let lost =
        drawn.scene("who", &choosing(&[("choice", "3"), ("own", "Atlantis")]), 480.0);
    assert_eq!(lost.headline, plain.headline);
}

/// A document of one sum of money, with one chart.
fn of_money(chart: &str) -> Drawn {
    let text = r#"{
      "format": 1, "id": "r", "version": "1", "title": "Money",
      "units": {"USD": {"one": "dollar", "many": "dollars", "symbol": "$"}},
      "periods": ["2025"], "default_period": "2025", "groups": [{"id": "g", "label": "G"}],
      "inputs": [{"id": "a", "label": "a", "unit": "USD", "group": "g", "value": 1000,
        "format": "money", "min": -10000, "max": 10000, "step": 1}],
      "metrics": [{"id": "m", "label": "m", "unit": "USD", "group": "g", "formula": "a",
        "format": "money"}],
      "answers": [{"metric": "m", "label": "m"}],
      "charts": [CHART]
    }"#;
    Drawn::new(&text.replace("CHART", chart), |_, _| ())
}

#[test]
fn what_is_made_of_money_is_written_as_money() {
    let drawn = of_money(
        r#"{"id": "f", "label": "F", "kind": "funnel", "bases": [{"id": "b", "label": "B",
            "stages": [{"label": "all", "formula": "m"}, {"label": "half", "formula": "m * 0.5"}]}]}"#,
    );
    let scene = drawn.scene("f", &View::default(), 480.0);
    let half = &scene.points[1];
    assert!(half.value.starts_with("$500"), "{}", half.value);
}

#[test]
fn what_is_below_nothing_goes_the_other_way() {
    let drawn = of_money(
        r#"{"id": "l", "label": "L", "kind": "ladder", "rungs": [
            {"label": "plus", "metric": "m"}, {"label": "minus", "metric": "-m * 0.5"}]}"#,
    );
    let scene = drawn.scene("l", &View::default(), 480.0);
    assert!(scene.points[1].value.starts_with("−$500"), "{}", scene.points[1].value);
    let bars: Vec<(f64, f64)> = (scene.marks.iter())
        .filter_map(|m| match m {
            Mark::Rect { x, width, ink: Ink::AccentTint(_), .. } => Some((*x, *width)),
            _ => None,
        })
        .collect();
    let [(plus, long), (minus, short)] = bars[..] else { panic!("{bars:?}") };
    assert!((minus + short - plus).abs() < 0.01, "both begin at nothing: {bars:?}");
    assert!((long - 2.0 * short).abs() < 0.01, "one scale: {bars:?}");
}

/// What a tip tells beside its own value is written with the same digits.
#[test]
fn a_tip_tells_all_values_alike() {
    let rates = Drawn::new(THERAPIES, |_, _| ());
    let bills = Drawn::new(HEATING, |_, _| ());
    let mut others = 0;
    for scene in [
        rates.scene("rates", &View::default(), 800.0),
        bills.scene("over_time", &View::default(), 800.0),
    ] {
        for hit in &scene.points {
            let beside = |other: &&cost_calculator::chart::Hit| {
                other.row == hit.row && other.series != hit.series
            };
            for other in scene.points.iter().filter(beside) {
                let told = format!("{}: {}", other.label, other.value);
                assert!(hit.detail.contains(&told), "{told} is not in {}", hit.detail);
                others += 1;
            }
        }
    }
    assert!(others > 50, "{others}");
    // And the whole of which it is a part.
    let parts = bills.scene("parts", &View::default(), 800.0);
    let total: Vec<&str> = (parts.points.iter())
        .filter_map(|hit| hit.detail.split(" · ").find(|d| d.starts_with("Total: ")))
        .collect();
    assert!(
        total.iter().all(|t| t.ends_with("£16,514") || t.ends_with("£15,644")),
        "{total:?}"
    );
    assert!(!total.is_empty());
}
