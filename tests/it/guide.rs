//! The guide and the page of reference say what is so: their examples run,
//! their results come out, their pictures are drawn from them.

use cost_calculator::Model;
use cost_calculator::chart::Palette;
use cost_calculator::document::Value;
use cost_calculator::formula::{FACTS, FUNCTIONS};
use cost_calculator::model::Fill;
use cost_calculator::statics::picture;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn text(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap().replace("\r\n", "\n")
}

/// A part of the guide: a piece of the document, and the words behind it.
struct Step {
    piece: Json,
    words: String,
}

fn steps() -> Vec<Step> {
    let guide = text("docs/guide.md");
    let pieces = guide.split("```json\n").skip(1);
    let step = |part: &str| {
        let (piece, words) = part.split_once("\n```").unwrap();
        let piece =
            serde_json::from_str(piece).unwrap_or_else(|e| panic!("{e}: {piece}"));
        Step { piece, words: words.to_owned() }
    };
    pieces.map(step).collect()
}

/// Puts a piece where it belongs, as the guide says.
fn put(into: &mut Json, piece: Json) {
    match (into, piece) {
        (Json::Object(known), Json::Object(new)) => {
            for (name, value) in new {
                put(known.entry(name).or_insert(Json::Null), value);
            }
        }
        (Json::Array(known), Json::Array(new)) if new.iter().all(has_id) => {
            for part in new {
                match known.iter_mut().find(|k| k["id"] == part["id"]) {
                    Some(same) => put(same, part),
                    None => known.push(part),
                }
            }
        }
        (place, value) => *place = value,
    }
}

fn has_id(part: &Json) -> bool {
    part["id"].is_string()
}

fn model(document: &Json) -> Model {
    let value: Value = serde_json::from_str(&document.to_string()).unwrap();
    Model::load(&value).unwrap_or_else(|e| panic!("{e}"))
}

/// The document as it stands at the end of the guide.
pub(crate) fn whole() -> Json {
    let mut document = Json::Null;
    steps().into_iter().for_each(|step| put(&mut document, step.piece));
    document
}

/// What stands between a mark and the next.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(open)?.1.split_once(close)
}

/// `` `saving` is **£972** ``: names and what is said of them.
fn stated(words: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in words.match_indices("` is **") {
        let name = words[..at].rsplit('`').next().unwrap();
        let (value, _) = between(&words[at..], "**", "**").unwrap();
        found.push((name.to_owned(), value.to_owned()));
    }
    found
}

#[test]
fn every_step_of_the_guide_runs_and_its_results_come_out() {
    let mut document = Json::Null;
    let mut told = 0;
    for step in steps() {
        put(&mut document, step.piece);
        let model = model(&document);
        assert!(model.values_off_their_means().is_empty());
        assert!(model.self_test().iter().all(cost_calculator::model::Proof::holds));
        let e = model.evaluate(&model.scenario());
        for (name, value) in stated(&step.words) {
            let slot = model.slot(&name).unwrap_or_else(|| panic!("no {name}"));
            let shown = model.shown(slot, &e, Fill::Short).replace('\u{a0}', " ");
            assert_eq!(shown, value, "{name}");
            told += 1;
        }
    }
    assert!(told >= 8, "the guide states {told} results");
}

#[test]
fn the_first_example_is_the_first_step() {
    let first: Json = serde_json::from_str(&text("www/first.json")).unwrap();
    assert_eq!(steps()[0].piece, first);
}

#[test]
fn the_pictures_of_the_guide_are_drawn_from_it() {
    let model = model(&whole());
    let e = model.evaluate(&model.scenario());
    let guide = text("docs/guide.md");
    let mut shown = 0;
    for part in guide.split("](pictures/").skip(1) {
        let (id, _) = part.split_once(".svg)").unwrap();
        let chart = model.document().chart(id).unwrap();
        let svg = picture(&model, &e, chart, 640.0).to_svg(&Palette::light()).unwrap();
        let name = format!("docs/pictures/{id}.svg");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file(&name), &svg).unwrap();
        }
        assert_eq!(text(&name), svg, "draw it anew with UPDATE=1");
        shown += 1;
    }
    assert!(shown > 0);
}

/// Every name of a field in the schema, and every word that a field may hold.
fn constructs(
    schema: &Json,
    fields: &mut BTreeSet<String>,
    words: &mut BTreeSet<String>,
) {
    match schema {
        Json::Object(parts) => {
            if let Some(Json::Object(properties)) = parts.get("properties") {
                fields.extend(properties.keys().cloned());
            }
            let listed = parts.get("enum").and_then(Json::as_array).into_iter().flatten();
            words.extend(
                listed
                    .chain(parts.get("const"))
                    .filter_map(Json::as_str)
                    .map(str::to_owned),
            );
            parts.values().for_each(|part| constructs(part, fields, words));
        }
        Json::Array(parts) => {
            parts.iter().for_each(|part| constructs(part, fields, words));
        }
        _ => {}
    }
}

/// Every field that a document uses, and every text in it.
fn used(document: &Json, fields: &mut BTreeSet<String>) {
    match document {
        Json::Object(parts) => {
            for (name, part) in parts {
                fields.insert(name.clone());
                used(part, fields);
            }
        }
        Json::Array(parts) => parts.iter().for_each(|part| used(part, fields)),
        _ => {}
    }
}

#[test]
fn the_guide_uses_every_field_of_the_format() {
    let schema: Json = serde_json::from_str(&text("www/document.schema.json")).unwrap();
    let (mut fields, mut words) = (BTreeSet::new(), BTreeSet::new());
    constructs(&schema, &mut fields, &mut words);
    let mut here = BTreeSet::new();
    used(&whole(), &mut here);
    // The spread around a mean of its own: what is shown would not be the mean.
    let apart = BTreeSet::from(["mean".to_owned()]);
    let unused: Vec<_> =
        fields.difference(&here).filter(|f| !apart.contains(*f)).collect();
    assert!(unused.is_empty(), "the guide does not use {unused:?}");
}

#[test]
fn the_reference_names_every_function_and_every_fixed_word() {
    let schema: Json = serde_json::from_str(&text("www/document.schema.json")).unwrap();
    let (mut fields, mut words) = (BTreeSet::new(), BTreeSet::new());
    constructs(&schema, &mut fields, &mut words);
    let page = text("docs/reference.md");
    let names = FUNCTIONS.iter().map(|f| f.0).chain(FACTS);
    let functions = names.map(|f| format!("`{f}("));
    let fixed = words.iter().map(|w| format!("`{w}`"));
    let missing: Vec<_> = functions.chain(fixed).filter(|w| !page.contains(w)).collect();
    assert!(missing.is_empty(), "docs/reference.md does not tell of {missing:?}");
}

/// The cells of each row of the table under a heading.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, after) = page.split_once(&format!("## {heading}\n")).unwrap();
    let table = after
        .lines()
        .skip_while(|l| !l.starts_with('|'))
        .take_while(|l| l.starts_with('|'));
    let cells = |row: &str| {
        row.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect::<Vec<_>>()
    };
    table.skip(2).map(cells).collect()
}

#[test]
fn every_example_of_a_formula_gives_what_is_said() {
    let page = text("docs/reference.md");
    let formulas = rows(&page, "Formulas");
    assert!(formulas.len() > 15);
    let mut document = whole();
    let metrics = document["metrics"].as_array_mut().unwrap();
    for (i, row) in formulas.iter().enumerate() {
        let formula = row[2].trim_matches('`');
        let unit = if formula.contains("GBP -") { "GBP" } else { "number" };
        metrics.push(serde_json::json!({
            "id": format!("example_{i}"), "label": "An example", "unit": unit, "group": "results",
            "formula": formula, "format": "number"
        }));
    }
    let model = model(&document);
    let e = model.evaluate(&model.scenario());
    for (i, row) in formulas.iter().enumerate() {
        let value = e.value(model.slot(&format!("example_{i}")).unwrap()).unwrap();
        let said: f64 = row[3].parse().unwrap();
        assert!((value - said).abs() < 1e-9, "{} gives {value}", row[2]);
    }
}

#[test]
fn every_example_of_a_format_is_written_so() {
    let page = text("docs/reference.md");
    let mut otherwise = Vec::new();
    for row in
        rows(&page, "How numbers are written").iter().filter(|r| r[0] != "`choice`")
    {
        for (column, value) in [(1, 0.4), (2, 1_234_567.0)] {
            let mut document = whole();
            let format = row[0].trim_matches('`');
            let unit = if format == "money" { "GBP" } else { "number" };
            let metrics = document["metrics"].as_array_mut().unwrap();
            metrics.push(serde_json::json!({
                "id": "example", "label": "An example", "unit": unit, "group": "results",
                "formula": value, "format": format
            }));
            let model = model(&document);
            let e = model.evaluate(&model.scenario());
            let shown = model.shown(model.slot("example").unwrap(), &e, Fill::Short);
            if shown != row[column] {
                otherwise.push(format!("{format} of {value}: {shown}"));
            }
        }
    }
    assert!(otherwise.is_empty(), "{otherwise:#?}");
}
