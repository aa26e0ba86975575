//! The schema and the check agree on how a document is built: one thing at a
//! time is changed in the guide's document, which has every field of the format.

use crate::guide::whole;
use cost_calculator::document::{Document, Problems, Value};
use serde_json::{Value as Json, json};

/// Where something stands: the names and numbers on the way to it.
type Way = Vec<String>;

fn ways(value: &Json, here: &Way, found: &mut Vec<Way>) {
    let mut child = |name: String, value: &Json| {
        let mut way = here.clone();
        way.push(name);
        found.push(way.clone());
        ways(value, &way, found);
    };
    match value {
        Json::Object(parts) => parts.iter().for_each(|(k, v)| child(k.clone(), v)),
        Json::Array(parts) => {
            parts.iter().enumerate().for_each(|(i, v)| child(i.to_string(), v));
        }
        _ => {}
    }
}

fn at<'a>(document: &'a mut Json, way: &[String]) -> &'a mut Json {
    way.iter().fold(document, |value, name| match value {
        Json::Array(parts) => &mut parts[name.parse::<usize>().unwrap()],
        other => &mut other[name.as_str()],
    })
}

/// What may be wrong at a place: it is not there, it is of another kind, it is
/// beyond all bounds, or something stands in it that nobody knows.
fn mutants(document: &Json, way: &Way) -> Vec<(String, Json)> {
    let mut found = Vec::new();
    let (name, parent) = way.split_last().unwrap();
    let mut removed = document.clone();
    match at(&mut removed, parent) {
        Json::Object(parts) => drop(parts.shift_remove(name)),
        Json::Array(parts) => drop(parts.remove(name.parse().unwrap())),
        _ => unreachable!("only these have parts"),
    }
    found.push(("removed".to_owned(), removed));
    let mut put = |what: Json| {
        let mut changed = document.clone();
        let place = at(&mut changed, way);
        if *place != what {
            *place = what.clone();
            found.push((format!("{what}"), changed));
        }
    };
    [json!(true), json!(0), json!(-1), json!(0.5), json!("zzz"), json!([]), json!({})]
        .into_iter()
        .for_each(&mut put);
    let mut known = document.clone();
    if let Json::Object(parts) = at(&mut known, way) {
        parts.insert("zzz".to_owned(), json!(["zzz"]));
        put(Json::Object(parts.clone()));
    }
    found
}

/// What the check says of how a document is built.
fn told(document: &Json) -> Vec<String> {
    let value: Value = serde_json::from_str(&document.to_string()).unwrap();
    let problems = Problems::default();
    let _ = Document::read(&value, &problems);
    problems.into_vec().iter().map(ToString::to_string).collect()
}

/// Whether a problem is one of how a document is built, rather than of what it
/// says: names that lead nowhere no schema can see.
fn is_of_form(problem: &str) -> bool {
    ["is needed here, but this is", "is missing.", "is not a field", "it may be"]
        .iter()
        .any(|words| problem.contains(words))
}

#[test]
fn the_schema_and_the_check_agree_on_every_mistake_of_form() {
    let schema: Json =
        serde_json::from_str(include_str!("../../www/document.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let document = whole();
    assert!(schema.is_valid(&document));
    assert_eq!(told(&document), Vec::<String>::new());
    let mut all = Vec::new();
    ways(&document, &Way::new(), &mut all);
    let (mut tried, mut refused, mut apart) = (0, 0, Vec::new());
    for way in &all {
        for (what, mutant) in mutants(&document, way) {
            let problems = told(&mutant);
            let valid = schema.is_valid(&mutant);
            tried += 1;
            refused += usize::from(!valid);
            let place = way.join(".");
            if !valid && problems.is_empty() {
                apart.push(format!("{place}: {what}: refused by the schema alone"));
            }
            if let Some(problem) = problems.iter().find(|p| valid && is_of_form(p)) {
                apart.push(format!(
                    "{place}: {what}: refused by the check alone: {problem}"
                ));
            }
        }
    }
    assert!(tried > 5000 && refused > 3000, "{refused} of {tried}");
    let shown: Vec<_> = apart.iter().take(60).collect();
    assert!(apart.is_empty(), "{} of {tried}: {shown:#?}", apart.len());
}
