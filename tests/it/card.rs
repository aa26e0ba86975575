//! The card: all of what it says is on it, whatever the reader does and in
//! every language.

use cost_calculator::Model;
use cost_calculator::chart::{Mark, Palette, Scene, TableMeasure};
use cost_calculator::document::{Value, learn};
use cost_calculator::model::Scenario;
use cost_calculator::{narrative, statics};

const THERAPIES: &str = include_str!("../../www/talking-therapies.json");
const MAISON: &str = include_str!("../../www/maison.json");
const LANGUAGES: [&str; 4] = [
    include_str!("../../www/languages/fr.json"),
    include_str!("../../www/languages/de.json"),
    include_str!("../../www/languages/es.json"),
    include_str!("../../www/languages/cy.json"),
];
const HOME: &str = "https://blog.example/recovery";

fn load(text: &str) -> Model {
    let value: Value = serde_json::from_str(text).unwrap();
    Model::load(&value).unwrap_or_else(|e| panic!("{e}"))
}

fn card(model: &Model, scenario: &Scenario, home: &str) -> Scene {
    statics::card(model, &model.evaluate(scenario), home)
}

/// The words, line by line, as one text.
fn words(scene: &Scene) -> String {
    let text = |m: &Mark| match m {
        Mark::Text { text, .. } => Some(text.clone()),
        _ => None,
    };
    scene.marks.iter().filter_map(text).collect::<Vec<_>>().join(" ")
}

/// Everything is inside, and no two texts lie on each other.
fn assert_sound(scene: &Scene, what: &str) {
    assert_eq!((scene.width, scene.height), (1200.0, 630.0));
    let bounds = |m: &Mark| m.bounds(&TableMeasure);
    for mark in &scene.marks {
        let (left, top, right, bottom) = bounds(mark);
        assert!(
            left >= 0.0 && top >= 0.0 && right <= 1200.0 && bottom <= 630.0,
            "{what}: {mark:?} leaves the card"
        );
    }
    let is_text = |m: &&Mark| matches!(m, Mark::Text { .. });
    let texts: Vec<&Mark> = scene.marks.iter().filter(is_text).collect();
    for (i, a) in texts.iter().enumerate() {
        for b in texts.iter().skip(i + 1) {
            let (a4, b4) = (bounds(a), bounds(b));
            let apart = a4.2 <= b4.0 || b4.2 <= a4.0 || a4.3 <= b4.1 || b4.3 <= a4.1;
            assert!(apart, "{what}: {a:?} lies on {b:?}");
        }
    }
}

#[test]
fn it_says_the_sentence_the_answers_and_where_it_comes_from() {
    let model = load(THERAPIES);
    let scenario = model.scenario();
    let e = model.evaluate(&scenario);
    let scene = card(&model, &scenario, HOME);
    assert_sound(&scene, "as it begins");
    let said = words(&scene);
    assert!(said.contains(&narrative::sentence(&model, &e)), "{said}");
    for (i, answer) in model.document().answers.iter().enumerate() {
        let slot = model.slot(&answer.metric).unwrap();
        let shown = model.shown(slot, &e, cost_calculator::model::Fill::Short);
        assert!(said.contains(&shown), "answer {i}, {shown}: {said}");
    }
    assert!(said.contains(" to "), "no interval: {said}");
    assert!(said.contains(HOME) && said.contains(&model.document().version), "{said}");
    assert!(said.contains(model.words().sources), "{said}");
    let svg = scene.to_svg(&Palette::light()).unwrap();
    assert!(svg.contains("width=\"1200\"") && svg.contains("height=\"630\""));
    assert!(svg.contains("<desc>"), "nothing for those who do not see it");
}

#[test]
fn it_admits_what_was_assumed() {
    let model = load(THERAPIES);
    let mut scenario = model.scenario();
    let at = model.document().inputs.iter().position(|i| i.id == "spend").unwrap();
    scenario.put(at, Some(1.3e9));
    let e = model.evaluate(&scenario);
    let assumed = narrative::assumptions(&model, &e);
    assert_eq!(assumed.len(), 1);
    let said = words(&card(&model, &scenario, HOME));
    assert!(said.contains(&assumed[0]), "{assumed:?}: {said}");
}

#[test]
fn nothing_is_clipped_in_any_preset_period_and_language() {
    for language in LANGUAGES {
        learn(&serde_json::from_str(language).unwrap()).unwrap();
    }
    for (name, text) in [("therapies", THERAPIES), ("maison", MAISON)] {
        for language in ["en-GB", "fr", "de", "es", "cy"] {
            let mut model = load(text);
            model.speak(language);
            let own = model.scenario();
            for preset in 0..model.document().presets.len() {
                let (scenario, _) = model.apply(&own, preset);
                let scene = card(&model, &scenario, HOME);
                let what = format!("{name}, {language}, preset {preset}");
                assert_sound(&scene, &what);
                let (said, e) = (words(&scene), model.evaluate(&scenario));
                assert!(
                    said.contains(&narrative::sentence(&model, &e)),
                    "{what}: {said}"
                );
                for answer in &model.document().answers {
                    let slot = model.slot(&answer.metric).unwrap();
                    let shown =
                        model.shown(slot, &e, cost_calculator::model::Fill::Short);
                    assert!(said.contains(&shown), "{what}, {shown}: {said}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_far_too_long_is_cut_and_says_so() {
    let mut json: serde_json::Value = serde_json::from_str(THERAPIES).unwrap();
    let long =
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze and more of it ".repeat(60);
    json["title"] = long.clone().into();
    json["sentence"] = serde_json::json!([{"text": long}]);
    json["answers"][0]["label"] = long.into();
    let model = load(&json.to_string());
    let address = format!("{HOME}#talking-therapies={}", "x".repeat(400));
    let scene = card(&model, &model.scenario(), &address);
    assert_sound(&scene, "too long");
    let said = words(&scene);
    assert!(said.matches('…').count() >= 3, "{said}");
    // A link that nobody could read off is left out from its state on.
    assert!(said.contains(HOME) && !said.contains("xxx"), "{said}");
}
