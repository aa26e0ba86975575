//! A language that is written from right to left, wherever a document's words go.

use cost_calculator::chart::{
    Anchor, Frame, Mark, Palette, Scene, Subject, TableMeasure, View, scene, spark,
};
use cost_calculator::statics::{Form, WIDTH, card, html, plain};
use cost_calculator::{Model, document::Value};

/// The short document as if it were in that language.
fn in_language(language: &str) -> Model {
    let text = std::fs::read_to_string("www/maison.json").unwrap();
    let text =
        text.replace("\"language\": \"fr\"", &format!("\"language\": \"{language}\""));
    Model::load(&serde_json::from_str::<Value>(&text).unwrap()).unwrap()
}

fn texts(marks: &[Mark]) -> Vec<(&str, f64, Anchor)> {
    let mut found = Vec::new();
    for mark in marks {
        if let Mark::Text { text, x, anchor, .. } = mark {
            found.push((text.as_str(), *x, *anchor));
        }
    }
    found
}

#[test]
fn words_of_charts_keep_their_direction_and_drawings_theirs() {
    let [hebrew, french] = ["he", "fr"].map(|language| {
        let model = in_language(language);
        let e = model.evaluate(&model.scenario());
        let chart = &model.document().charts[0];
        let subject = Subject {
            model: &model,
            evaluation: &e,
            chart,
            view: &View::default(),
            pinned: None,
            simulation: None,
        };
        scene(&subject, &Frame { width: 400.0, text: 13.0, measure: &TableMeasure })
    });
    assert!(hebrew.leftwards && !french.leftwards);
    let (hebrew_texts, french_texts) = (texts(&hebrew.marks), texts(&french.marks));
    assert!(!hebrew_texts.is_empty());
    assert_eq!(hebrew_texts.len(), french_texts.len());
    for (text, _, _) in hebrew_texts {
        assert!(text.starts_with('\u{2067}') && text.ends_with('\u{2069}'), "{text:?}");
    }
    assert!(french_texts.iter().all(|(text, ..)| !text.contains('\u{2067}')));
    // Wherever it is put, anchors mean the same sides.
    let svg = hebrew.to_svg(&Palette::light()).unwrap();
    assert!(svg.lines().next().unwrap().contains("direction=\"ltr\""));
    // What stands above and below begins on the right.
    let picture = hebrew.titled("maison.example", 13.0, &TableMeasure);
    let headline = texts(&picture.marks)
        .into_iter()
        .find(|(text, ..)| text.contains(hebrew.headline.split(' ').next().unwrap()))
        .unwrap();
    assert_eq!(headline.2, Anchor::End);
    assert!(headline.1 > 0.9 * picture.width, "{headline:?}");
}

#[test]
fn a_card_begins_on_the_right() {
    let [hebrew, french] = ["he", "fr"].map(|language| {
        let model = in_language(language);
        card(&model, &model.evaluate(&model.scenario()), "https://maison.example/")
    });
    let (right, left) = (texts(&hebrew.marks), texts(&french.marks));
    let title = |all: &[(&str, f64, Anchor)]| (all[0].1, all[0].2);
    assert_eq!(title(&left), (56.0, Anchor::Start));
    assert_eq!(title(&right), (hebrew.width - 56.0, Anchor::End));
}

#[test]
fn a_static_form_says_its_direction_where_it_is_not_the_usual() {
    let (hebrew, french) = (in_language("he-IL"), in_language("fr"));
    let form = Form { width: WIDTH, palette: Palette::light(), pictures: "", home: "" };
    let both = |model: &Model| {
        let e = model.evaluate(&model.scenario());
        [html(model, &e, &form).unwrap(), plain(model, &e, "https://maison.example/")]
    };
    for text in both(&hebrew) {
        assert!(text.starts_with("<div lang=\"he-IL\" dir=\"rtl\">\n"), "{text}");
        assert_eq!(text.matches("<div").count(), text.matches("</div>").count());
    }
    assert!(both(&french).iter().all(|text| !text.contains("dir=")));
}

#[test]
fn an_effect_curve_runs_as_the_slider_above_it_does() {
    let [hebrew, french] = ["he", "fr"].map(|language| {
        let model = in_language(language);
        let e = model.evaluate(&model.scenario());
        let metric = model.slot("economie").unwrap();
        let frame = Frame { width: 400.0, text: 13.0, measure: &TableMeasure };
        spark(&model, &e, model.input("lampes").unwrap(), metric, &frame)
    });
    let dot = |scene: &Scene| {
        let mut dots = scene.marks.iter().filter_map(|m| match m {
            Mark::Circle { x, .. } => Some(*x),
            _ => None,
        });
        dots.next().unwrap()
    };
    assert!((dot(&hebrew) + dot(&french) - 400.0).abs() < 1e-9);
    assert!((dot(&french) - 200.0).abs() > 1.0, "a dot in the middle would tell nothing");
}
