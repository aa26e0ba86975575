//! The page beside others': the frame of a drag, start and weight; and its own
//! memory and growth.

use super::measure;
use super::table::{Bound, Row};
use crate::Outcome;
use serde_json::Value;

/// Those that draw two charts, as `benches/peers.mjs` names them.
const PEERS: [&str; 6] =
    ["Chart.js", "ECharts", "Observable Plot", "uPlot", "Plotly", "Vega-Lite"];
const SQUIGGLE: &str = "Squiggle";

/// Milliseconds within which 95 of 100 moves of the pointer over a chart are
/// told of.
const POINTER: f64 = 4.0;

/// A number somewhere in what a program printed; none if it is not there.
fn number(found: &Value, path: &[&str]) -> f64 {
    let place = path.iter().try_fold(found, |value, key| value.get(key));
    place.and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// The frame of a drag.
pub(super) fn drag(rounds: usize) -> Outcome<Vec<Row>> {
    let found = measure("dragging.mjs", rounds)?;
    let mut rows = Vec::new();
    for (speed, slowed) in [("1x", ""), ("4x", ", slowed 4 times")] {
        for (level, at_most) in [("median", 1.0), ("p95", 1.2)] {
            let what = format!("A frame of a drag, {level}{slowed}");
            let ours = number(&found, &[speed, "The calculator", level]);
            rows.extend(PEERS.map(|peer| {
                let bound =
                    if peer == "Chart.js" { Bound::AtMost(at_most) } else { Bound::None };
                Row::new(
                    &what,
                    "ms",
                    ours,
                    peer,
                    number(&found, &[speed, peer, level]),
                    bound,
                )
            }));
        }
    }
    let pointer = number(&found, &["pointer", "p95"]);
    rows.push(Row::alone(
        "A move over a chart, p95",
        "ms",
        pointer,
        Bound::Below(POINTER),
    ));
    Ok(rows)
}

/// When it can be used, and what is loaded for that.
pub(super) fn start(rounds: usize) -> Outcome<Vec<Row>> {
    let found = measure("start.mjs", rounds)?;
    let seconds = |page: &str| number(&found, &[page, "milliseconds"]) / 1000.0;
    let kilobytes = |page: &str, key: &str| number(&found, &[page, key]) / 1000.0;
    let first = "module, preloaded";
    let mut rows = Vec::new();
    for peer in PEERS.into_iter().chain([SQUIGGLE]) {
        let bound = match peer {
            "ECharts" => Bound::AtMost(1.1),
            "Vega-Lite" | "Plotly" | SQUIGGLE => Bound::AtMost(1.0),
            _ => Bound::None,
        };
        rows.push(Row::new(
            "Ready on a slow line",
            "s",
            seconds(first),
            peer,
            seconds(peer),
            bound,
        ));
    }
    for form in ["module", "one script"] {
        let what = format!("The same, as {form}");
        rows.push(Row::new(
            &what,
            "s",
            seconds(form),
            "ECharts",
            seconds("ECharts"),
            Bound::None,
        ));
    }
    let one = seconds("1 element");
    for (page, bound) in
        [("5 elements", Bound::None), ("20 elements", Bound::AtMost(1.2))]
    {
        let what = format!("The first of {page} ready");
        rows.push(Row::new(&what, "s", seconds(page), "1 element", one, bound));
    }
    // What it waits for is bounded where the page is built: see `size`. Here
    // counts all that has come by then.
    let own = kilobytes(first, "bytes");
    let what = "Loaded by the time it can be used";
    for peer in PEERS.into_iter().chain([SQUIGGLE]) {
        rows.push(Row::new(what, "kB", own, peer, kilobytes(peer, "bytes"), Bound::None));
    }
    let all = kilobytes(first, "later");
    rows.push(Row::alone("Loaded in all", "kB", all, Bound::None));
    Ok(rows)
}

/// The memory of WebAssembly.
pub(super) fn memory(_: usize) -> Outcome<Vec<Row>> {
    let found = measure("memory.mjs", 1)?;
    let megabytes = |key: &str, what: &str, bound| {
        Row::alone(what, "MB", number(&found, &[key]), bound)
    };
    Ok(vec![
        megabytes("1", "Memory of an element at rest", Bound::None),
        megabytes("used", "Memory of an element in use", Bound::Below(16.0)),
        megabytes(
            "each_further",
            "Memory of each further element, of 20",
            Bound::Below(3.0),
        ),
    ])
}

/// How time grows with what there is: the others of these rows are ours too.
pub(super) fn growth(_: usize) -> Outcome<Vec<Row>> {
    let found = measure("growth.mjs", 1)?;
    let draws = |count: &str| number(&found, &["draws", count]);
    let mut rows: Vec<Row> =
        [("10,000", "10000", "1000"), ("100,000", "100000", "10000")]
            .map(|(told, many, few)| {
                let what = format!("{told} draws of the whole model");
                Row::new(
                    &what,
                    "ms",
                    draws(many),
                    "a tenth of them",
                    draws(few),
                    Bound::None,
                )
            })
            .into();
    for size in ["inputs", "metrics", "points"] {
        for (key, told) in [
            ("evaluation", "An evaluation"),
            ("simulation", "10,000 draws"),
            ("frame", "A frame of a drag"),
        ] {
            let what = format!("{told}, of 100 {size}");
            let few = format!("10 {size}");
            let (ours, theirs) =
                (number(&found, &[size, key]), number(&found, &["few", key]));
            rows.push(Row::new(&what, "ms", ours, &few, theirs, Bound::None));
        }
    }
    for (key, told) in [
        ("shown", "Until it can be used"),
        ("frame", "A frame of a drag, median"),
        ("slow", "A frame of a drag, p95"),
    ] {
        let what = format!("{told}, of 200 inputs, 500 results and 480 months");
        let [ours, few] = ["large", "few"].map(|size| number(&found, &[size, key]));
        rows.push(Row::new(&what, "ms", ours, "10 of each", few, Bound::None));
    }
    Ok(rows)
}
