//! A reader's own figures beside the document's: what follows from them, and
//! what an author is told.

use crate::figures::model;
use crate::small::{self, load};
use cost_calculator::Model;
use cost_calculator::link;
use serde_json::{Value as Json, json};

/// A bakery's document: loaves that are sold of those baked.
fn bakery(own: &Json) -> Json {
    small::document(json!({
        "id": "bread", "title": "What does a loaf cost?",
        "units": {
            "GBP": {"one": "pound", "many": "pounds", "symbol": "£"},
            "loaf": {"one": "loaf", "many": "loaves"}
        },
        "inputs": [
            {"id": "costs", "label": "Costs", "unit": "GBP", "group": "all", "value": 1e6,
             "min": 1e5, "max": 1e7, "step": 1e5, "format": "money"},
            {"id": "baked", "label": "Baked", "unit": "loaf", "group": "all", "value": 1e6,
             "min": 1e5, "max": 1e7, "step": 1e5, "format": "count"},
            {"id": "sold_share", "label": "Sold of them", "unit": "share", "group": "all",
             "value": 0.8, "min": 0.5, "max": 1, "step": 0.01, "format": "percent"},
            {"id": "flour", "label": "Flour", "unit": "number", "group": "all",
             "value": "white", "format": "choice",
             "options": [{"id": "white", "label": "white"}, {"id": "rye", "label": "rye"}]}
        ],
        "metrics": [
            {"id": "sold", "label": "Sold", "unit": "loaf", "group": "all",
             "formula": "baked * sold_share", "format": "count"},
            {"id": "price", "label": "Cost of a loaf sold", "unit": "GBP / loaf", "group": "all",
             "formula": "costs / sold", "format": "money",
             "needs": [{"that": "sold > 0", "otherwise": "nothing was sold"}]}
        ],
        "own": own
    }))
}

fn own() -> Json {
    json!({
        "title": "Your bakery", "beside": "All bakeries", "metrics": "price",
        "inputs": [
            {"input": "costs", "needed": true},
            {"input": "baked", "needed": true},
            {"input": "sold_share", "metric": "sold", "from": "sold / baked",
             "needs": [{"that": "sold <= baked", "otherwise": "More was sold than baked."}]}
        ]
    })
}

/// The result of the one metric, by what is typed.
fn price(model: &Model, typed: &[Option<f64>]) -> Result<f64, String> {
    let yours = model.yours(&model.scenario(), typed);
    model.yours_result(&yours, model.metric("price").unwrap())
}

#[test]
fn an_input_follows_from_a_count_outside_every_range() {
    let model = load(&bakery(&own())).unwrap();
    // £900 for 300 of 500 loaves: none of it is within a slider's range.
    let typed = [Some(900.0), Some(500.0), Some(300.0)];
    assert_eq!(price(&model, &typed), Ok(3.0));
    let yours = model.yours(&model.scenario(), &typed);
    let share = model.slot("sold_share").unwrap();
    assert_eq!(yours.evaluation.value(share), Ok(0.6));
    assert_eq!(yours.troubles, [None, None, None]);
    // What is left empty is the document's, or what is set above.
    let typed = [Some(800.0), Some(500.0), None];
    assert_eq!(price(&model, &typed), Ok(2.0));
    let mut scenario = model.scenario();
    scenario.put(model.input("sold_share").unwrap(), Some(1.0));
    let yours = model.yours(&scenario, &typed);
    assert_eq!(model.yours_result(&yours, model.metric("price").unwrap()), Ok(1.6));
}

#[test]
fn what_is_wanting_or_cannot_be_has_words() {
    let model = load(&bakery(&own())).unwrap();
    assert_eq!(price(&model, &[]), Err("needs: Costs, Baked".to_owned()));
    assert_eq!(price(&model, &[Some(1.0), None]), Err("needs: Baked".to_owned()));
    let typed = [Some(900.0), Some(500.0), Some(501.0)];
    assert_eq!(price(&model, &typed), Err("needs: Sold".to_owned()));
    let yours = model.yours(&model.scenario(), &typed);
    assert_eq!(yours.troubles[2].as_deref(), Some("More was sold than baked."));
    // Nothing sold of nothing baked: a reason, and no value.
    let typed = [Some(900.0), Some(0.0), Some(0.0)];
    let yours = model.yours(&model.scenario(), &typed);
    assert_eq!(yours.troubles[2].as_deref(), Some(model.words().divides_by_nothing));
    assert!(price(&model, &typed).is_err());
    let typed = [Some(900.0), Some(500.0), Some(0.0)];
    assert_eq!(price(&model, &typed), Err("nothing was sold".to_owned()));
}

/// By another way of working the bundled document's out: sums on paper.
#[test]
fn an_area_beside_england() {
    let model = model();
    let typed = [Some(9.2e6), Some(20_000.0), Some(7000.0), Some(3300.0)];
    let yours = model.yours(&model.scenario(), &typed);
    for (id, expected) in [
        ("cost_per_referral", 9.2e6 / 20_000.0),
        ("cost_per_course", 9.2e6 / 7000.0),
        ("cost_per_recovery", 9.2e6 / 3300.0),
        ("recovered_per_100_referred", 16.5),
    ] {
        let found = model.yours_result(&yours, model.metric(id).unwrap()).unwrap();
        assert!((found / expected - 1.0).abs() < 1e-12, "{id}: {found}");
    }
}

#[test]
fn a_link_keeps_it_and_older_readers_of_links_are_told_of_nothing() {
    let model = load(&bakery(&own())).unwrap();
    let typed = vec![Some(900.0), None, Some(300.5)];
    let start = model.scenario();
    let link = link::write(&model, &start, &model.evaluate(&start));
    let held = link::with_own(&model, &link, &typed);
    assert_eq!(link::own(&model, &held), typed);
    assert_eq!(link::open(&model, &start, &held), (start, Vec::new()));
    assert_eq!(link::with_own(&model, &link, &[None, None, None]), link);
    // What nobody could type is not taken from a link either.
    for wrong in ["costs!=-1", "costs!=x", "costs!=", "costs!=1e999", "sold!=-2"] {
        assert_eq!(link::own(&model, wrong), [None, None, None], "{wrong}");
    }
}

#[test]
fn an_author_is_told_what_is_wrong_with_it() {
    let wrong = |change: &dyn Fn(&mut Json)| {
        let mut own = own();
        change(&mut own);
        load(&bakery(&own)).unwrap_err()
    };
    type Change = fn(&mut Json);
    let cases: [(Change, &str); 12] = [
        (|own| own["inputs"] = json!([]), "this needs “inputs” to be typed"),
        (|own| own["inputs"][0]["input"] = json!("cost"), "there is no input “cost”"),
        (|own| own["inputs"][2]["metric"] = json!("solt"), "Did you mean “sold”?"),
        (|own| own["metrics"] = json!("prize"), "there is no metric “prize”"),
        (|own| own["inputs"][1]["input"] = json!("costs"), "“costs” stands here twice"),
        (|own| own["inputs"][0]["input"] = json!("flour"), "“flour” is a choice"),
        (
            |own| own["inputs"][2]["from"] = json!("sold"),
            "comes out as loaves, but a plain number is needed here",
        ),
        (|own| own["inputs"][2]["from"] = Json::Null, "“metric” and “from” go together"),
        (|own| own["inputs"][2]["from"] = json!("0.5"), "“from” does not name “sold”"),
        (
            |own| own["inputs"][2]["from"] = json!("sold * price / 1 GBP * sold_share"),
            "“sold_share”",
        ),
        (
            |own| own["inputs"][2]["from"] = json!("0.5 * sold / baked"),
            "for now “0.5 * sold / baked” gives 0.4, where “sold_share” is 0.8",
        ),
        (
            |own| {
                let list = own["inputs"].as_array_mut().unwrap();
                list.swap(1, 2);
            },
            "“from” names “baked”, which goes by what is asked for later",
        ),
    ];
    for (change, told) in cases {
        let said = wrong(&change);
        assert!(said.contains(told), "{told}\n{said}");
        assert!(said.contains("own"), "{said}");
    }
    let said = wrong(&|own| own["lead"] = json!("Of {costs} a year."));
    assert!(said.contains("nothing is filled in here"), "{said}");
}
