//! A spreadsheet becomes a document that gives what the spreadsheet gave; what
//! cannot be taken is told with its cell.

use cost_calculator::Model;
use cost_calculator::document::Value;
use cost_calculator::workbench::{Draft, spreadsheet};
use std::path::Path;

fn draft(name: &str) -> Draft {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(name);
    spreadsheet(&std::fs::read(file).unwrap(), name).unwrap()
}

fn model(draft: &Draft) -> Model {
    let value: Value = serde_json::from_str(&draft.document.to_string()).unwrap();
    Model::load(&value).unwrap_or_else(|e| panic!("{e}\n{:#}", draft.document))
}

/// Both files hold the same house: by hand, not by this program.
const FILES: [&str; 2] = ["house.xlsx", "house.ods"];

#[test]
fn what_follows_is_what_stood_there() {
    for name in FILES {
        let draft = draft(name);
        let model = model(&draft);
        let e = model.evaluate(&model.scenario());
        let value = |id: &str| {
            let slot = model.slot(id).unwrap_or_else(|| panic!("{name}: no {id}"));
            e.value(slot).unwrap()
        };
        let paid = 3000.0 * 0.03 / (1.0 - 1.03_f64.powi(-15));
        for (id, wanted) in [
            ("price_of_the_boiler", 3000.0),
            ("gas_price", 0.07),
            ("cost_of_gas_in_a_year", 840.0),
            ("paid_back_in_a_year", paid),
            ("cost_of_a_year", 840.0 + paid),
            ("dear", 1.0),
            ("square_of_the_lifetime", 225.0),
            ("gas_in_2023", 0.09),
            ("mean_price_of_gas", 0.07),
        ] {
            assert!((value(id) - wanted).abs() < 1e-9, "{name}: {id} is {}", value(id));
        }
        assert_eq!(model.document().periods, ["2022", "2023", "2024"]);
        let series: Vec<_> =
            model.document().series.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(series, ["Gas", "Electricity"], "{name}");
        let inputs: Vec<_> =
            model.document().inputs.iter().map(|i| i.label.text.as_str()).collect();
        let labels = [
            "Price of the boiler",
            "Gas in a year, kWh",
            "Price of gas",
            "Interest",
            "Lifetime",
        ];
        assert_eq!(inputs, labels, "{name}");
    }
}

#[test]
fn what_cannot_be_taken_is_told_with_its_cell() {
    for name in FILES {
        let draft = draft(name);
        let told: Vec<_> =
            draft.lost.iter().map(|l| format!("{}: {}", l.cell, l.why)).collect();
        assert_eq!(
            told,
            [
                "House!B12: there is no function VLOOKUP here",
                "House!B13: it names House!B12, which was left out",
                "House!B17: it was taken, but it gives 30 here and 99 there: look at it",
                "House!D20: it has no label to the left of it and no name",
            ],
            "{name}"
        );
        assert!(draft.lost[0].what.starts_with("=VLOOKUP("), "{}", draft.lost[0].what);
    }
}

#[test]
fn what_is_no_spreadsheet_is_refused_in_words() {
    for bytes in [&b""[..], b"{}", b"PK\x03\x04 and then nothing"] {
        let error = spreadsheet(bytes, "notes.txt").unwrap_err();
        assert!(error.contains("no spreadsheet"), "{error}");
    }
}
