//! The static form: one number is written one way in all of it.

use cost_calculator::Model;
use cost_calculator::chart::{Palette, escaped};
use cost_calculator::document::Value;
use cost_calculator::model::Span;
use cost_calculator::statics::{Form, WIDTH, html};

const DOCUMENTS: [&str; 4] = [
    include_str!("../../www/talking-therapies.json"),
    include_str!("../../www/maison.json"),
    include_str!("../../www/first.json"),
    include_str!("../../www/blank.json"),
];

#[test]
fn the_table_writes_a_number_as_the_sentence_does() {
    let mut compared = 0;
    for text in DOCUMENTS {
        let model = Model::load(&serde_json::from_str::<Value>(text).unwrap()).unwrap();
        let e = model.evaluate(&model.scenario());
        let palette = Palette::light();
        let form = Form { width: WIDTH, palette, pictures: "{chart}.png", home: "" };
        let html = html(&model, &e, &form).unwrap();
        let row = |slot| {
            let label = escaped(model.label(slot, &e));
            let after = html.split_once(&format!("<th scope=\"row\">{label}</th><td>"));
            after.unwrap_or_else(|| panic!("no {label}")).1.split("</td>").next().unwrap()
        };
        let d = model.document();
        // Clauses that are not said now have a row too.
        for clause in &d.sentence {
            for span in model.spans(&clause.text) {
                if let Span::Value(slot, fill) = span
                    && e.value(slot).is_ok()
                {
                    assert_eq!(row(slot), escaped(&model.shown(slot, &e, fill)));
                    compared += 1;
                }
            }
        }
        // A period is named where there is another.
        assert_eq!(html.contains("<caption>"), d.periods.len() > 1, "{}", d.id);
    }
    assert!(compared > 10, "{compared} numbers");
}
