//! Names that follow the state, and answers that are given under a condition.

use crate::units::panels;
use cost_calculator::model::Scenario;
use cost_calculator::{Model, export, link, narrative};
use serde_json::{Value as Json, json};

fn signed(d: &mut Json) {
    d["metrics"][0]["formula"] = json!("made * tariff - 500 GBP / year");
    d["metrics"][0]["label"] = json!([{"if": "saving < 0 GBP / year", "text": "Lost in a year"}, {"text": "Saved in a year"}]);
    d["inputs"][2]["label"] = json!([{"if": "is_own(tariff)", "text": "Tariff, as billed"}, {"text": "Tariff"}]);
    d["answers"] = json!([
        {"metric": "saving", "label":
            [{"if": "saving < 0 GBP / year", "text": "Lost for {tariff:bare}"}, {"text": "Saved"}]},
        {"metric": "payback", "label": "Paid after", "has": "payback"},
        {"metric": "carbon", "label": "Carbon", "if": "saving < 0 GBP / year"},
        {"metric": "carbon", "label": "Without a term", "lacks": "payback"}
    ]);
}

fn cheap(model: &Model) -> Scenario {
    let mut scenario = model.scenario();
    scenario.put(model.input("tariff").unwrap(), Some(0.1));
    scenario
}

#[test]
fn whatever_names_a_metric_says_what_it_is_now() {
    let model = panels(signed).unwrap();
    let (before, after) =
        (model.evaluate(&model.scenario()), model.evaluate(&cheap(&model)));
    let slot = model.slot("saving").unwrap();
    assert_eq!(model.label(slot, &before), "Saved in a year");
    assert_eq!(model.label(slot, &after), "Lost in a year");
    let said = narrative::announcement(&model, &before, &after).unwrap();
    assert!(said.contains("Lost for 10p") && !said.contains("Saved"), "{said}");
    assert!(said.starts_with("Tariff is now") || said.contains("Tariff:"), "{said}");
    let csv = [&before, &after].map(|e| export::csv(&model, e));
    assert!(
        csv[0].contains("metric,saving,Saved in a year")
            && csv[0].contains("Tariff, as billed")
    );
    assert!(
        csv[1].contains("metric,saving,Lost in a year") && !csv[1].contains("as billed")
    );
    let words: String = model
        .formula_of(model.metric("payback").unwrap())
        .unwrap()
        .in_words(&model.speech(&after))
        .iter()
        .map(|p| p.text().to_owned())
        .collect();
    assert_eq!(words, "Price ÷ Lost in a year");
    assert!(narrative::assumptions(&model, &after)[0].contains("Tariff 10p"));
}

#[test]
fn answers_are_given_while_their_conditions_hold() {
    let model = panels(signed).unwrap();
    let given = |scenario: &Scenario| -> Vec<String> {
        let e = model.evaluate(scenario);
        model.answers(&e).into_iter().map(|(_, a)| model.answer_label(a, &e)).collect()
    };
    assert_eq!(given(&model.scenario()), ["Saved", "Paid after"]);
    assert_eq!(
        given(&cheap(&model)),
        [
            "Lost for 10p per kilowatt-hour".split(" per").next().unwrap(),
            "Carbon",
            "Without a term"
        ]
    );
    // A link has the answers in their places, given or not.
    let e = model.evaluate(&cheap(&model));
    let text = link::write(&model, &model.scenario(), &e);
    let answers = text.split("a=").nth(1).unwrap();
    assert_eq!(answers.split(',').count(), 4, "{text}");
}

#[test]
fn conditions_and_names_are_checked_in_their_places() {
    let told = |change: &dyn Fn(&mut Json)| {
        panels(|d| {
            signed(d);
            change(d);
        })
        .unwrap_err()
    };
    let last = told(&|d| {
        d["metrics"][0]["label"] =
            json!([{"if": "saving > 0 GBP / year", "text": "Saved"}]);
    });
    assert!(last.contains("label: the last text needs to have no condition"), "{last}");
    let unit = told(&|d| d["metrics"][0]["label"][0]["if"] = json!("saving < 0 kg"));
    assert!(unit.contains("metrics, saving, label"), "{unit}");
    let name = told(&|d| d["answers"][0]["if"] = json!("savings > 0"));
    assert!(
        name.contains("answers, saving") && name.contains("Did you mean “saving”?"),
        "{name}"
    );
    let has = told(&|d| d["answers"][1]["has"] = json!("paybck"));
    assert!(has.contains("Did you mean “payback”?"), "{has}");
    let brace =
        told(&|d| d["inputs"][2]["label"][0]["text"] = json!("Tariff of {period}"));
    assert!(brace.contains("nothing is filled in here"), "{brace}");
    let empty = told(&|d| d["metrics"][0]["label"] = json!([]));
    assert!(empty.contains("the last text needs to have no condition"), "{empty}");
}
