//! Each figure of the bundled document against the research files it was taken
//! from, where those are at hand; and that each says where it comes from.

use cost_calculator::document::{Document, Status};
use cost_calculator::{Model, document::Value};
use std::collections::BTreeSet;

/// The bundled document, as its file holds it.
pub(crate) fn value() -> Value {
    serde_json::from_str(include_str!("../../www/talking-therapies.json")).unwrap()
}

/// The bundled document, ready to compute.
pub(crate) fn model() -> Model {
    Model::load(&value()).unwrap_or_else(|e| panic!("{e}"))
}

/// One file of the research folder beside the repository, or `None`, said
/// aloud, where there is no such folder.
fn research(file: &str) -> Option<serde_json::Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/figures/");
    let Ok(text) = std::fs::read_to_string(format!("{path}{file}")) else {
        println!("skipped: the research file {file} is not at hand");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// The points of one series of a research file.
fn points<'a>(file: &'a serde_json::Value, id: &str) -> Vec<&'a serde_json::Value> {
    let all = file["series"].as_array().unwrap();
    let series = all.iter().find(|s| s["id"] == id).unwrap_or_else(|| panic!("{id}"));
    series["points"].as_array().unwrap().iter().collect()
}

/// The value of one point, and its status where it says one.
fn point(
    file: &serde_json::Value,
    id: &str,
    period: &str,
    category: Option<&str>,
) -> Option<(f64, Option<String>)> {
    let points = points(file, id);
    let found = points
        .iter()
        .find(|p| p["period"] == period && category.is_none_or(|c| p["category"] == c))?;
    Some((found["value"].as_f64()?, found["status"].as_str().map(str::to_owned)))
}

fn close(ours: f64, theirs: f64) -> bool {
    (ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-9)
}

/// Our series, theirs, the category where theirs has several, and what one of
/// their units is in ours.
const COUNTED: [(&str, &str, Option<&str>, f64); 21] = [
    ("referrals_received", "referrals_received", None, 1.0),
    ("entered_treatment", "entered_treatment", None, 1.0),
    ("finished_course", "finished_course", None, 1.0),
    ("recovery_denominator", "recovery_denominator", None, 1.0),
    ("recovery_count", "recovery_count", None, 1.0),
    ("reliable_recovery_count", "reliable_recovery_count", None, 1.0),
    ("reliable_improvement_count", "reliable_improvement_count", None, 1.0),
    ("reliable_deterioration_count", "reliable_deterioration_count", None, 1.0),
    ("published_recovery_rate", "recovery_rate", None, 0.01),
    ("published_reliable_recovery_rate", "reliable_recovery_rate", None, 0.01),
    ("published_improvement_rate", "reliable_improvement_rate", None, 0.01),
    ("published_deterioration_rate", "reliable_deterioration_rate", None, 0.01),
    ("ended_referrals", "ended_referrals", None, 1.0),
    ("ended_before_treatment", "ended_before_treatment", None, 1.0),
    ("ended_treated_once", "ended_treated_once", None, 1.0),
    ("ended_finished", "finished_course_monthly_sum", None, 1.0),
    (
        "medication_known",
        "medication_taking_known_both",
        Some("Finished courses with both statuses known"),
        1.0,
    ),
    ("medication_at_start", "medication_taking_known_both", Some("Taking at start"), 1.0),
    ("medication_at_end", "medication_taking_known_both", Some("Taking at end"), 1.0),
    (
        "recovery_least_deprived",
        "recovery_rate_by_deprivation",
        Some("01 Least deprived"),
        0.01,
    ),
    (
        "recovery_most_deprived",
        "recovery_rate_by_deprivation",
        Some("10 Most deprived"),
        0.01,
    ),
];

/// Series checked by tests of their own, below.
const OTHERS: [&str; 13] = [
    "referrals_with_entries",
    "area_mental_health_spend",
    "staff_all",
    "programme_spend",
    "programme_plan",
    "staff_patient_facing",
    "staff_other",
    "medication_stopped",
    "medication_started",
    "antidepressant_items",
    "long_term_sick",
    "prevalence",
    "mental_health_spend",
];

#[test]
fn no_series_goes_unchecked() {
    let document = model().document().clone();
    let checked: BTreeSet<&str> =
        (COUNTED.iter().map(|c| c.0)).chain(OTHERS).chain(["gdp_deflator"]).collect();
    let present: BTreeSet<&str> = document.series.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(present, checked);
}

#[test]
fn counts_and_rates_are_those_of_the_research_files() {
    let Some(file) = research("tt-series.json") else { return };
    let document = model().document().clone();
    let mut compared = 0;
    for (id, theirs, category, scale) in COUNTED {
        for p in &document.series(id).unwrap().points {
            let (value, status) = point(&file, theirs, &p.period, category)
                .unwrap_or_else(|| panic!("{id} {}: not in the research file", p.period));
            assert!(close(p.value, value * scale), "{id} {}: {}", p.period, p.value);
            assert_eq!(
                Some(p.status.word()),
                status.as_deref(),
                "the status of {id} {}",
                p.period
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 12 * 14 + 4 * 5 + 3 * 8 + 2 * 10);
}

#[test]
fn every_year_of_the_headline_counts_is_there() {
    let document = model().document().clone();
    for (id, ..) in &COUNTED[..12] {
        let series = document.series(id).unwrap();
        let missing: Vec<_> =
            document.periods.iter().filter(|p| series.at(p).is_none()).collect();
        assert!(missing.is_empty(), "{id} lacks {missing:?}");
    }
}

#[test]
fn medication_moves_are_sums_of_the_cross_table() {
    let Some(file) = research("tt-series.json") else { return };
    let document = model().document().clone();
    let cell = |period: &str, start: &str, end: &str| {
        let category = format!("start: {start} | end: {end}");
        point(&file, "medication_start_end", period, Some(&category)).unwrap().0
    };
    let (taking, not) =
        ("Prescribed and taking", ["Prescribed but not taking", "Not prescribed"]);
    for p in &document.series("medication_stopped").unwrap().points {
        let sum: f64 = not.iter().map(|n| cell(&p.period, taking, n)).sum();
        assert_eq!(p.value, sum, "stopped, {}", p.period);
    }
    for p in &document.series("medication_started").unwrap().points {
        let sum: f64 = not.iter().map(|n| cell(&p.period, n, taking)).sum();
        assert_eq!(p.value, sum, "started, {}", p.period);
    }
}

/// A point of the file on spend and staff.
fn money(file: &serde_json::Value, what: &str, period: &str) -> f64 {
    let points = file["points"].as_array().unwrap();
    let found = points.iter().find(|p| p["what"] == what && p["period"] == period);
    found.unwrap_or_else(|| panic!("{what}, {period}"))["value"].as_f64().unwrap()
}

#[test]
fn spend_and_staff_are_those_of_the_research_file() {
    let Some(file) = research("spend-workforce.json") else { return };
    let document = model().document().clone();
    let spend = document.series("programme_spend").unwrap();
    let outturn = "IAPT CCG spend, actual";
    for year in ["2016/17", "2017/18", "2019/20", "2020/21", "2021/22"] {
        let p = spend.at(year).unwrap();
        assert!(close(p.value, 1e6 * money(&file, outturn, year)), "{year}");
        assert_eq!(p.status, Status::Published, "{year}");
    }
    let estimate = spend.at("2018/19").unwrap();
    // As corrected by the second reading: the first took one area’s recorded 0
    // and two areas’ fragments as they stood.
    let (low, high) = (495e6, 506e6);
    let first = 1e6 * money(&file, "IAPT CCG spend, actual, estimate (high)", "2018/19");
    assert!(low > first);
    assert_eq!(estimate.bounds, Some((low, high)));
    assert_eq!(estimate.status, Status::Estimate);
    assert!(close(estimate.value, f64::midpoint(low, high)));
    let post = spend.at("2023/24").unwrap();
    assert!(close(post.value, 1e6 * money(&file, "'£0.9bn+ spend'", "2023/24")));
    assert_eq!((post.status, post.source.as_str()), (Status::Disputed, "post"));
    assert_eq!(spend.points.len(), 7, "no other year has a figure");
    for p in &document.series("programme_plan").unwrap().points {
        let theirs = 1e6 * money(&file, "IAPT CCG spend, planned", &p.period);
        assert!(close(p.value, theirs), "plan, {}", p.period);
    }
    let census = "2021 (blog says 2019/2021)";
    for (id, what) in [
        ("staff_patient_facing", "Patient-facing workforce"),
        ("staff_other", "Non-patient-facing workforce"),
    ] {
        let p = document.series(id).unwrap().at("2021/22").unwrap();
        assert_eq!(p.value, money(&file, what, census));
    }
}

#[test]
fn context_is_that_of_the_research_file() {
    let Some(file) = research("context-series.json") else { return };
    let document = model().document().clone();
    let each = |id: &str, theirs: &dyn Fn(&str) -> (&'static str, String, f64)| {
        for p in &document.series(id).unwrap().points {
            let (series, period, scale) = theirs(&p.period);
            let (value, _) = point(&file, series, &period, None)
                .unwrap_or_else(|| panic!("{id} {}", p.period));
            assert!(close(p.value, value * scale), "{id} {}: {}", p.period, p.value);
        }
    };
    let calendar = |p: &str| p.chars().take(4).collect::<String>();
    each("antidepressant_items", &|p| {
        if p < "2020/21" {
            ("rx_ad_items_pca", calendar(p), 1.0)
        } else {
            ("rx_ad_items_mumh", p.to_owned(), 1e6)
        }
    });
    each("long_term_sick", &|p| ("lts_dep_anx_q2", format!("{} Q2", calendar(p)), 1e3));
    each("prevalence", &|p| {
        let survey = if p == "2014/15" { "2014" } else { "2023/4" };
        ("apms_cmd_16_64", survey.to_owned(), 0.01)
    });
    // The file has a plan for 2024/25; what was spent came later.
    let spend = document.series("mental_health_spend").unwrap();
    for p in spend.points.iter().filter(|p| p.period != "2024/25") {
        let (value, _) = point(&file, "spend_mh_dash_total", &p.period, None).unwrap();
        assert!(close(p.value, value * 1e9), "{}", p.period);
    }
    assert_eq!(spend.at("2024/25").unwrap().value, 18.99e9);
    each("gdp_deflator", &|p| ("gdp_deflator_fy", p.to_owned(), 1.0));
}

#[test]
fn breakdowns_are_those_of_the_research_file() {
    let Some(file) = research("tt-series.json") else { return };
    let document = model().document().clone();
    let mut compared = 0;
    for (id, kind) in
        [("deprivation", "deprivation"), ("age", "age"), ("problem", "problem")]
    {
        let breakdown = document.breakdown(id).unwrap();
        for m in &breakdown.measures {
            let (series, scale) = match m.id.as_str() {
                "finished" => ("finished_by".to_owned(), 1.0),
                "referrals" => ("referrals_by".to_owned(), 1.0),
                "recovery" => ("recovery_rate_by".to_owned(), 0.01),
                other => {
                    let rate = other.trim_start_matches("reliable_");
                    (format!("reliable_{rate}_rate_by"), 0.01)
                }
            };
            let series = format!("{series}_{kind}");
            for (period, row) in &m.values {
                // The same figures, whatever the groups are called there.
                let mut theirs: Vec<f64> = points(&file, &series)
                    .iter()
                    .filter(|p| p["period"] == period.as_str())
                    .map(|p| p["value"].as_f64().unwrap() * scale)
                    .collect();
                for ours in row.iter().flatten() {
                    let at = theirs.iter().position(|t| close(*ours, *t));
                    let at = at.unwrap_or_else(|| panic!("{series} {period}: {ours}"));
                    theirs.remove(at);
                    compared += 1;
                }
            }
        }
    }
    assert_eq!(compared, 480 + 72 + 440, "tenths, ages, problems");
    // Deprivation keeps its order, from least to most deprived.
    let recovery = &document.breakdown("deprivation").unwrap().measures[0];
    for (period, row) in &recovery.values {
        let ends = [("01 Least deprived", row[0]), ("10 Most deprived", row[9])];
        for (category, ours) in ends {
            let theirs =
                point(&file, "recovery_rate_by_deprivation", period, Some(category))
                    .unwrap();
            assert!(close(ours.unwrap(), theirs.0 * 0.01), "{category} {period}");
        }
    }
    let area = document.breakdown("area").unwrap();
    assert_eq!(area.categories.len(), 42);
    for m in &area.measures {
        let (name, scale) = match m.id.as_str() {
            "finished" => ("Finished courses", 1.0),
            "recovery" => ("Recovery rate %", 0.01),
            "reliable_recovery" => ("Reliable recovery rate %", 0.01),
            _ => ("Reliable improvement rate %", 0.01),
        };
        for (board, ours) in area.categories.iter().zip(&m.values[0].1) {
            let category = format!("NHS {} ICB | {name}", board.to_uppercase());
            let theirs = point(&file, "icb_2024_25", "2024/25", Some(&category)).unwrap();
            assert!(close(ours.unwrap(), theirs.0 * scale), "{category}");
        }
    }
}

/// Inputs and presets that stand as numbers in the document.
#[test]
fn assumptions_are_those_of_the_research_file() {
    let Some(file) = research("economics.json") else { return };
    let parameter = |id: &str| {
        let all = file["parameters"].as_array().unwrap();
        let found = all.iter().find(|p| p["id"] == id).unwrap_or_else(|| panic!("{id}"));
        found["value"].as_f64().unwrap()
    };
    let model = model();
    let e = model.evaluate(&model.scenario());
    let input = |id: &str| e.value(model.slot(id).unwrap()).unwrap();
    for (ours, theirs) in [
        ("relapse_share", "relapse_12m_li"),
        ("employment_effect", "ons_emp_max_pp"),
        ("antidepressant_cost", "antidepressant_cost_patient_year"),
        ("qaly_value", "nice_upper_old"),
    ] {
        assert_eq!(input(ours), parameter(theirs), "{ours}");
    }
    let gain = parameter("u_remission") - parameter("u_moderate");
    assert!((input("utility_gain") - gain).abs() < 1e-12);
    // Taken over to the measure that is counted, and to the year’s prices.
    let series = |id: &str, year: &str| {
        model.document().series(id).unwrap().at(year).unwrap().value
    };
    let counts = series("recovery_count", "2023/24")
        / series("reliable_recovery_count", "2023/24");
    let without = parameter("tau_recovery_6m") * counts;
    assert!((input("recovery_without_therapy") - without).abs() < 1e-12);
    let prices = series("gdp_deflator", "2023/24") / series("gdp_deflator", "2012/13");
    let saving = parameter("gmca_ee2_0") * prices;
    assert!((input("saving_per_year_in_work") - saving).abs() < 1e-9);
    for (preset, input, theirs) in [
        ("wait_list", "recovery_without_therapy", "mekonen_12w"),
        ("untreated_3_months", "recovery_without_therapy", "whiteford_3m"),
        ("usual_care_12_months", "recovery_without_therapy", "tau_recovery_12m"),
        ("untreated_12_months", "recovery_without_therapy", "whiteford_12m"),
        ("interviewed", "recovery_rate", "scott_recovery"),
        ("qaly_nice_low", "qaly_value", "nice_lower_old"),
        ("qaly_treasury", "qaly_value", "qaly_green_book"),
    ] {
        let known = model.document().preset(preset).unwrap();
        let (_, set) = known.set.iter().find(|(id, _)| id == input).unwrap();
        assert_eq!(set.parse::<f64>().unwrap(), parameter(theirs), "{preset}");
    }
}

#[test]
fn disputed_figures_are_shown_as_they_stand() {
    let document = model().document().clone();
    let figure = |id: &str, at: usize| {
        document.discrepancies.iter().find(|d| d.id == id).unwrap().figures[at].value
    };
    // As the post prints them: the parts do not make the total.
    assert_eq!(figure("staff", 0), 13_799.0);
    assert_eq!(figure("staff", 1), 10_721.0 + 3_059.0);
    assert_eq!(figure("staff", 0) - figure("staff", 1), 19.0);
    let spend = document.series("programme_spend").unwrap().at("2021/22").unwrap();
    let plan = document.series("programme_plan").unwrap().at("2021/22").unwrap();
    assert_eq!(figure("spend_2021_22", 0), 776e6);
    assert_eq!(figure("spend_2021_22", 1), spend.value);
    assert_eq!(figure("spend_2021_22", 2), plan.value);
    let of = |id: &str| document.series(id).unwrap().at("2023/24").unwrap().value;
    let share = of("recovery_count") / of("finished_course");
    assert!((figure("half", 1) - share).abs() < 5e-5);
    assert_eq!(figure("half", 0), of("published_recovery_rate"));
    let referrals = document.series("referrals_received").unwrap();
    assert_eq!(figure("months", 0), referrals.at("2024/25").unwrap().value);
}

#[test]
fn everything_says_where_it_comes_from() {
    let document = model().document().clone();
    let mut used = BTreeSet::new();
    for s in &document.series {
        for p in &s.points {
            assert!(!p.source.is_empty(), "{} {} names no source", s.id, p.period);
            used.insert(p.source.as_str());
        }
        assert!(!s.geography.is_empty(), "{} says not where it holds", s.id);
    }
    for b in &document.breakdowns {
        assert!(!b.source.is_empty(), "{} names no source", b.id);
    }
    for i in &document.inputs {
        assert!(!i.help.is_empty(), "{} has no help", i.id);
        let own = i.status == Status::Assumption;
        assert!(own || !i.sources.is_empty(), "{} names no source", i.id);
        let note = &i.uncertainty.note;
        let certain = i.uncertainty.parameters.is_empty();
        assert!(certain || !note.is_empty(), "{}: whose spread is it?", i.id);
        used.extend(i.sources.iter().map(String::as_str));
    }
    used.extend(document.presets.iter().map(|p| p.source.as_str()));
    for d in &document.discrepancies {
        used.extend(d.figures.iter().map(|f| f.source.as_str()));
    }
    for s in &document.sources {
        assert!(used.contains(s.id.as_str()), "nothing comes from “{}”", s.id);
        assert!(!s.title.is_empty() && !s.publisher.is_empty(), "{}", s.id);
        assert!(s.url.is_empty() || s.url.starts_with("http"), "{}", s.url);
    }
}

/// The words are our own: no eight words in a row are the post's.
#[test]
fn no_sentence_is_the_posts() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/the-post.txt");
    let Ok(post) = std::fs::read_to_string(path) else {
        println!("skipped: the post is not at hand");
        return;
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let post = words(&post).join(" ");
    let ours = words(include_str!("../../www/talking-therapies.json"));
    for run in ours.windows(8) {
        let run = run.join(" ");
        assert!(!post.contains(&run), "the post says “{run}”");
    }
}

/// Every period that may be chosen can be, and gives its words.
#[test]
fn every_year_has_a_preset_and_a_sentence() {
    let model = model();
    let document: &Document = model.document();
    for (at, period) in document.periods.iter().enumerate() {
        assert!(
            document.presets.iter().any(|p| p.period.as_deref() == Some(period.as_str())
                && p.set.is_empty()),
            "{period} has no preset of its official figures"
        );
        let e = model.evaluate(&model.scenario_at(at));
        let has = |id: &String| e.value(model.slot(id).unwrap()).is_ok();
        let shown: Vec<String> = document
            .sentence
            .iter()
            .filter(|c| c.when.has.iter().all(has))
            .filter(|c| c.when.lacks.is_empty() || !c.when.lacks.iter().all(has))
            .filter(|c| model.holds(&c.when.condition, &e))
            .map(|c| model.fill(&c.text, &e))
            .collect();
        assert!((3..=4).contains(&shown.len()), "{period}: {shown:?}");
        assert!(shown[0].contains(period.as_str()), "{period}: {shown:?}");
        for chart in &document.charts {
            let headline = chart.headlines.iter().find(|h| model.holds(&h.condition, &e));
            let text = model.fill(&headline.unwrap().text, &e);
            assert!(!text.contains('–'), "{}, {period}: {text}", chart.id);
        }
    }
}
