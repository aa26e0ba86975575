//! What formulas can say of time, tables, units and definitions, each against
//! a plain loop.

use cost_calculator::document::Value;
use cost_calculator::formula::Piece;
use cost_calculator::{Model, model::Scenario};
use serde_json::{Value as Json, json};

/// A small document about a loan and a boiler: made-up numbers.
fn document(metrics: &Json) -> Json {
    json!({
        "$comment": "Everything here is made up.",
        "format": 1, "id": "loan", "version": "1", "title": "A loan",
        "units": {
            "$comment": "Twelve at most.",
            "GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
            "year": {"one": "year", "many": "years", "is": "12 month"},
            "month": {"one": "month", "many": "months"},
            "kWh": {"one": "kilowatt hour", "many": "kilowatt hours"},
            "MWh": {"one": "megawatt hour", "many": "megawatt hours", "is": "1000 kWh"}
        },
        "periods": ["2019", "2020", "2021", "2022", "2023"], "default_period": "2022",
        "sources": {"bill": {"title": "The bill", "publisher": "The grid"}},
        "series": {"price": {"label": "Price", "unit": "GBP / kWh", "source": "bill",
            "points": {"2019": 0.2, "2020": 0.1, "2022": 0.4, "2023": 0.7}}},
        "tables": {"rent": {"label": "Rent", "unit": "GBP / month", "by": "city",
            "source": "bill", "values": {"york": 900, "bath": 1200.5}}},
        "definitions": {
            "$comment": "Used below.",
            "grown": {"takes": ["x", "rate", "n"], "formula": "x * (1 + rate) ^ n"},
            "net": {"formula": "cost - 100 GBP / year"}
        },
        "groups": [{"id": "all", "label": "All"}],
        "inputs": [
            {"id": "cost", "label": "Cost", "unit": "GBP / year", "group": "all",
             "value": 1200, "min": 0, "max": 9000, "step": 1, "format": "money",
             "uncertainty": {"family": "normal", "sd": 100}},
            {"id": "rise", "label": "Rise", "unit": "share / year", "group": "all",
             "value": "2.5%", "min": -0.5, "max": 1, "step": 0.001, "format": "percent",
             "uncertainty": {"family": "normal", "sd": 0.01}},
            {"id": "rate", "label": "Rate", "unit": "share", "group": "all", "value": 0.035,
             "min": -0.5, "max": 1, "step": 0.001, "format": "percent"},
            {"id": "years", "label": "Years", "unit": "year", "group": "all", "value": 15,
             "min": 0, "max": 5000, "step": 1, "format": "count",
             "uncertainty": {"family": "uniform", "min": 2.5, "max": 30.5}},
            {"id": "city", "label": "City", "unit": "number", "group": "all", "value": "york",
             "format": "choice", "options": [{"id": "york", "label": "York", "value": 0.25},
                {"id": "bath", "label": "Bath", "value": 0.75}]},
            {"id": "insulated", "label": "Insulated", "unit": "number", "group": "all",
             "value": true, "format": "yes_no"}
        ],
        "metrics": metrics
    })
}

fn metric(unit: &str, formula: &str) -> Json {
    json!([{"id": "m", "label": "M", "unit": unit, "group": "all", "formula": formula,
            "format": "number", "hidden": true}])
}

fn load(document: Json) -> Result<Model, cost_calculator::Error> {
    Model::load(&serde_json::from_value::<Value>(document).unwrap())
}

pub(crate) fn model(unit: &str, formula: &str) -> Model {
    load(document(&metric(unit, formula))).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

pub(crate) fn value_in(model: &Model, scenario: &Scenario) -> Result<f64, String> {
    let e = model.evaluate(scenario);
    e.value(model.metric_slot(0)).map_err(str::to_owned)
}

fn value(unit: &str, formula: &str) -> f64 {
    let model = model(unit, formula);
    value_in(&model, &model.scenario()).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

/// What is said of a formula that is wrong.
fn complaint(unit: &str, formula: &str) -> String {
    load(document(&metric(unit, formula)))
        .map_or_else(|e| e.to_string(), |_| String::new())
}

fn near(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
        "{found} {expected}"
    );
}

#[test]
fn sums_products_and_present_values_are_those_of_a_loop() {
    let (mut sum, mut present, mut product) = (0.0, 0.0, 1.0);
    for t in 1..=15 {
        let cost = 1200.0 * 1.025_f64.powi(t - 1);
        sum += cost;
        present += cost / 1.035_f64.powi(t);
        product *= 1.0 + 0.035 / f64::from(t);
    }
    near(value("GBP / year", "sum(t, 1, years, cost * (1 + rise) ^ (t - 1))"), sum);
    near(value("GBP / year", "sum(t, 1, years, grown(cost, rise, t - 1))"), sum);
    near(
        value("GBP / year", "npv(rate, t, 1, years, grown(cost, rise, t - 1))"),
        present,
    );
    near(value("GBP / year", "npv(3.5%, t, 1, 15, grown(cost, rise, t - 1))"), present);
    near(value("share", "product(t, 1, years, 1 + rate / t)"), product);
    // In closed form: an annuity.
    near(
        value("GBP", "npv(rate, t, 1, years, cost) * 1 year"),
        1200.0 * (1.0 - 1.035_f64.powi(-15)) / 0.035,
    );
    // Months within years.
    let mut months = 0.0;
    for year in 1..=15 {
        for month in 1..=12 {
            months += f64::from(year * month);
        }
    }
    near(value("number", "sum(t, 1, years, sum(k, 1, 12, t * k))"), months);
    assert_eq!(value("GBP / year", "sum(t, 5, 4, cost)"), 0.0);
    near(value("share", "(1 + rise) ^ years"), 1.025_f64.powi(15));
}

#[test]
fn a_balance_refers_to_the_year_before() {
    let mut balance = 200_000.0;
    for _ in 1..=15 {
        balance = balance * 1.035 - 12_000.0;
    }
    let formula = "fold(owed, 200000 GBP, t, 1, years, owed * (1 + rate) - 12000 GBP)";
    near(value("GBP", formula), balance);
    // The first year in which less is owed than a half, by a loop in a loop.
    let mut owed = 200_000.0;
    let mut first = None;
    for t in 1..=40 {
        owed = owed * 1.035 - 12_000.0;
        if first.is_none() && owed < 100_000.0 {
            first = Some(f64::from(t));
        }
    }
    let formula = "first(t, 1 year, 40 year, \
        fold(owed, 200000 GBP, s, 1, t, owed * (1 + rate) - 12000 GBP) < 100000 GBP)";
    assert_eq!(Some(value("year", formula)), first);
    let model = model("number", "first(t, 1, 30, t > 100)");
    let reason = value_in(&model, &model.scenario()).unwrap_err();
    assert_eq!(reason, "it does not come to that within the range looked at");
}

#[test]
fn readers_change_the_bounds_and_too_many_steps_are_refused() {
    let model = model("number", "sum(t, 1, years, t)");
    let years = model.input("years").unwrap();
    let mut scenario = model.scenario();
    for (set, expected) in [(1.0, 1.0), (7.9, 28.0), (1000.0, 500_500.0), (0.0, 0.0)] {
        scenario.put(years, Some(set));
        assert_eq!(value_in(&model, &scenario), Ok(expected));
    }
    scenario.put(years, Some(1001.0));
    let reason = value_in(&model, &scenario).unwrap_err();
    assert_eq!(reason, "it would take more steps than are possible");
}

#[test]
fn functions_round_and_deny() {
    for (formula, expected) in [
        ("round(2.5)", 3.0),
        ("round(-2.4)", -2.0),
        ("floor(-2.4)", -3.0),
        ("ceil(2.1)", 3.0),
        ("log10(1000)", 3.0),
        ("not(1 > 2)", 1.0),
        ("not(rate)", 0.0),
        ("5% + 10%", 0.15000000000000002),
        ("-5%", -0.05),
        ("value(city)", 0.25),
        ("if(insulated == yes, 1, 2)", 1.0),
    ] {
        assert_eq!(value("number", formula), expected, "{formula}");
    }
    assert_eq!(value("GBP / year", "round(cost * 1.0004)"), 1200.0);
}

#[test]
fn series_are_asked_about_other_periods() {
    for (formula, expected) in [
        ("lowest(price)", 0.1),
        ("highest(price[2019 to 2022])", 0.4),
        ("average(price[2019 to 2022])", (0.2 + 0.1 + 0.4) / 3.0),
        ("average(price)", 1.4 / 4.0),
        ("interpolated(price[2021])", 0.25),
        ("interpolated(price)", 0.4),
        ("price[2019]", 0.2),
    ] {
        near(value("GBP / kWh", formula), expected);
    }
    let model = model("GBP / kWh", "before(price)");
    let found: Vec<_> =
        (0..5).map(|p| value_in(&model, &model.scenario_at(p)).ok()).collect();
    assert_eq!(found, [None, Some(0.2), Some(0.1), None, Some(0.4)]);
    let slots = model.formula_of(0).unwrap().slots();
    assert_eq!(
        model.label(slots[0], &model.evaluate(&model.scenario())),
        "Price in the period before"
    );
    // What is made of figures has their source.
    let e = model.evaluate(&model.scenario_at(4));
    let behind = model.figures_behind(slots[0], &e);
    assert_eq!(behind[0].what, "Price, 2022");
}

#[test]
fn tables_go_by_a_choice() {
    let model = model("GBP / month", "rent[city] * value(city)");
    let city = model.input("city").unwrap();
    let mut scenario = model.scenario();
    assert_eq!(value_in(&model, &scenario), Ok(225.0));
    let mut e = model.evaluate(&scenario);
    scenario.put(city, Some(1.0));
    model.reevaluate(&mut e, &scenario);
    assert_eq!(e.value(model.metric_slot(0)), Ok(1200.5 * 0.75));
    assert!(model.depends(0, city));
    // As the value of an input, too.
    let mut d = document(&json!([]));
    d["inputs"][0]["value"] = json!("convert(rent[city] / 2, GBP / year)");
    let model = load(d).unwrap();
    let mut scenario = model.scenario();
    let mut e = model.evaluate(&scenario);
    assert_eq!(e.value(model.input_slot(0)), Ok(5400.0));
    scenario.put(city, Some(1.0));
    model.reevaluate(&mut e, &scenario);
    assert_eq!(e.value(model.input_slot(0)), Ok(7203.0));
}

#[test]
fn units_are_converted_as_declared() {
    near(value("GBP / MWh", "convert(price, GBP / MWh)"), 400.0);
    near(value("GBP / month", "convert(cost, GBP / month)"), 100.0);
    near(value("month", "convert(years, month)"), 180.0);
    near(value("year", "convert(convert(years, month), year)"), 15.0);
    assert!(
        complaint("year", "convert(years, GBP)").contains("no way from the one unit")
    );
    assert!(complaint("year", "convert(years, wek)").contains("no unit “wek”"));
}

/// What cannot be worked out is named where something else lacks it, by its label
/// under the conditions that hold, whatever changed last.
#[test]
fn what_has_no_value_is_named_as_it_is_called_now() {
    let metric = |id: &str, label: Json, formula: &str| {
        json!({"id": id, "label": label, "unit": "GBP / year", "group": "all",
               "formula": formula, "format": "money"})
    };
    let called = json!([{"text": "Lost a year", "if": "twice > 2000 GBP / year"}, {"text": "Saved a year"}]);
    let model = load(document(&json!([
        metric("each", called, "cost / (years / 1 year - 15)"),
        metric("more", json!("More"), "each * 2"),
        metric("most", json!("Most"), "more + cost"),
        metric("twice", json!("Twice"), "cost * 2"),
    ])))
    .unwrap();
    let divides = "it would divide by nothing";
    let mut scenario = model.scenario();
    let mut moved = model.evaluate(&scenario);
    for (cost, label) in [(1200.0, "Lost"), (900.0, "Saved"), (1100.0, "Lost")] {
        scenario.put(model.input("cost").unwrap(), Some(cost));
        model.reevaluate(&mut moved, &scenario);
        let anew = model.evaluate(&scenario);
        for e in [&moved, &anew] {
            let why = |id: &str| e.value(model.slot(id).unwrap()).unwrap_err().to_owned();
            assert_eq!(why("each"), divides);
            let named = format!("“{label} a year” has no value ({divides})");
            assert_eq!((why("more"), why("most")), (named.clone(), named));
        }
    }
    scenario.put(model.input("years").unwrap(), Some(16.0));
    model.reevaluate(&mut moved, &scenario);
    assert_eq!(moved.value(model.slot("most").unwrap()), Ok(3300.0));
}

#[test]
fn what_goes_step_by_step_reads_well() {
    let said = |unit: &str, formula: &str| {
        let model = model(unit, formula);
        let e = model.evaluate(&model.scenario());
        let f = model.formula_of(0).unwrap();
        let text = |pieces: Vec<Piece>| {
            pieces.iter().map(Piece::text).collect::<Vec<_>>().concat()
        };
        (
            text(f.in_words(&model.speech(&e))),
            text(f.with_values(&model.speech(&e), e.values())),
        )
    };
    assert_eq!(
        said("GBP / year", "npv(5%, t, 1, years, grown(cost, rise, t - 1))"),
        (
            "the present value, at 5%, over t from 1 to Years of Cost × (1 + Rise) ^ (t − 1)"
                .to_owned(),
            "the present value, at 5%, over t from 1 to 15 of £1,200 × (1 + 2.5%) ^ (t − 1)"
                .to_owned(),
        )
    );
    assert_eq!(
        said(
            "GBP",
            "fold(owed, 2000 GBP, t, 1, years, owed * (1 + rate) - cost * 1 year)"
        )
        .0,
        "owed, which begins as 2,000 GBP and, for each t from 1 to Years, becomes owed × (1 + Rate) − Cost × 1 year"
    );
    assert_eq!(
        said("year", "first(t, 1, years, t > 3)").0,
        "the first t from 1 to Years in which t is more than 3"
    );
    assert_eq!(
        said("GBP / kWh", "average(price[2019 to 2020])").0,
        "the average of Price (2019–2020)"
    );
    assert_eq!(said("GBP / kWh", "before(price)").1, "–");
    let model = model("number", "1");
    assert_eq!(model.option_text(&model.document().inputs[5], 1), "yes");
}

#[test]
fn messages_name_what_there_is_and_the_way_out() {
    for (unit, formula, words) in [
        ("number", "sume(t, 1, 2, t)", "there are if, min, max"),
        ("number", "sum(t, 1, 2)", "needs t, from, to, value in its parentheses"),
        ("number", "sum(cost, 1, 2, 3)", "“cost” stands for something already"),
        ("number", "sum(t, 1, years, cost)", "comes out as pounds per year"),
        ("number", "sum(t, 1 year, 2 month, t)", "cannot be the ends of one range"),
        (
            "number",
            "sum(a, 1, 2, sum(b, 1, 2, sum(c, 1, 2, c)))",
            "only two are possible",
        ),
        ("number", "npv(cost, t, 1, 2, t)", "a plain number is needed here"),
        ("share", "1.02 ^ years", "write (1 + rate) ^ years"),
        ("share", "1 + rise", "a plain number cannot be added"),
        ("GBP / year", "cost + 1 GBP / yeer", "no “yeer”"),
        ("share", "t + 1", "there is no “t” that can be used here"),
        ("number", "grown(cost, rise)", "“grown” needs “x, rate, n”"),
        ("GBP / kWh", "average(price[2018 to 2019])", "with figures for 2018 to 2019"),
        ("GBP / kWh", "lowest(prise)", "Did you mean “price”?"),
        ("number", "value(insulated)", "is no choice whose options have a “value”"),
        ("GBP / month", "rent[years]", "no series “rent”"),
        ("number", "fold(b, 0 GBP, t, 1, 2, b + t)", "different units"),
    ] {
        let said = complaint(unit, formula);
        assert!(said.contains(words), "{formula}: {said}");
    }
    let mut d = document(&metric("GBP / year", "loop_a"));
    d["definitions"] =
        json!({"loop_a": {"formula": "loop_b"}, "loop_b": {"formula": "loop_a"}});
    assert!(load(d).unwrap_err().to_string().contains("defined by itself"));
    let mut d = document(&metric("number", "1"));
    d["tables"]["rent"]["values"] = json!({"york": 1, "bat": 2});
    d["definitions"]["sum"] = json!({"formula": "1"});
    let said = load(d).unwrap_err().to_string();
    for words in ["no value for “bath”", "no option “bat”", "name of a function already"]
    {
        assert!(said.contains(words), "{said}");
    }
}
