//! Dates: the calendar against a plain loop, formulas, and how they are written,
//! typed, linked and told.

use crate::small::load;
use cost_calculator::chart::{Frame, Mark, Subject, TableMeasure, View, scene};
use cost_calculator::format::{Entry, EntryError, Length, NumberFormat, Style};
use cost_calculator::format::{from_iso, iso, months, years};
use cost_calculator::model::Fill;
use cost_calculator::{Model, document, export, link};
use serde_json::{Value as Json, json};

/// Every day from the year 1 to the year 3000, one after the other, by the rules as
/// people say them.
#[test]
fn the_calendar_is_that_of_a_loop() {
    let leap = |y: i32| y % 4 == 0 && y % 100 != 0 || y % 400 == 0;
    let length = |y: i32, m: i32| match m {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap(y)),
        _ => 31,
    };
    let mut number = from_iso("0001-01-01").unwrap();
    assert_eq!(number, -719_162.0);
    for y in 1..=3000 {
        for m in 1..=12 {
            for d in 1..=length(y, m) {
                let text = format!("{y:04}-{m:02}-{d:02}");
                assert_eq!(iso(number), text);
                assert_eq!(from_iso(&text), Some(number));
                number += 1.0;
            }
            let beyond = format!("{y:04}-{m:02}-{:02}", length(y, m) + 1);
            assert_eq!(from_iso(&beyond), None);
        }
    }
    assert_eq!(
        (iso(0.0), iso(-0.4), iso(0.6)),
        ("1970-01-01".into(), "1970-01-01".into(), "1970-01-02".into())
    );
    for text in [
        "2026-3-1",
        "26-03-01",
        "2026-13-01",
        "2026-00-10",
        "2026-03-00",
        "2026-03-01-",
        "0000-01-01",
        "x",
    ] {
        assert_eq!(from_iso(text), None, "{text}");
    }
    assert_eq!((iso(f64::NAN), iso(1e18)), ("–".to_owned(), "–".to_owned()));
}

/// Months are counted by going on a month at a time, to the same day or the last one
/// of a shorter month.
#[test]
fn months_are_those_of_a_loop() {
    let day = |text: &str| from_iso(text).unwrap();
    for (from, to, wanted) in [
        ("2024-01-31", "2024-02-29", 1.0),
        ("2024-01-31", "2024-02-28", 0.0),
        ("2023-01-31", "2023-02-28", 1.0),
        ("2024-02-29", "2025-02-28", 12.0),
        ("2024-02-29", "2025-02-27", 11.0),
        ("2026-03-15", "2026-04-14", 0.0),
        ("2026-03-15", "2026-04-15", 1.0),
        ("2026-04-15", "2026-03-15", -1.0),
        ("2026-12-31", "2027-01-01", 0.0),
    ] {
        assert_eq!(months(day(from), day(to)), wanted, "{from} to {to}");
    }
    for start in (day("2023-12-25") as i64)..(day("2024-04-05") as i64) {
        let text = iso(start as f64);
        let [y, m, d] =
            [&text[..4], &text[5..7], &text[8..]].map(|t| t.parse::<i64>().unwrap());
        // The day that is n months later, and the count up to each day.
        let mut n = 0;
        for to in start..start + 1200 {
            let after = {
                let at = m + n;
                let (year, month) = (y + at / 12, at % 12 + 1);
                let last = (1..=31)
                    .rev()
                    .find_map(|d| from_iso(&format!("{year:04}-{month:02}-{d:02}")));
                from_iso(&format!("{year:04}-{month:02}-{d:02}")).or(last).unwrap()
            };
            if to as f64 >= after {
                n += 1;
            }
            assert_eq!(
                months(start as f64, to as f64),
                n as f64,
                "{text} to {}",
                iso(to as f64)
            );
            assert_eq!(years(start as f64, to as f64), (n / 12) as f64);
        }
    }
}

fn learn(tag: &str) {
    let file = format!("{}/www/languages/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    document::learn(&serde_json::from_str(&text).unwrap()).unwrap();
}

#[test]
fn days_are_written_and_typed_as_the_language_does() {
    for tag in ["fr", "de", "es", "cy", "en-US"] {
        learn(tag);
    }
    let format = |tag: &str| NumberFormat::new(Style::Date, None, "", "", tag);
    let day = |text: &str| Ok(Entry::Value(from_iso(text).unwrap()));
    for (tag, date, text) in [
        ("en-GB", "2026-03-01", "1 March 2026"),
        ("en-US", "2026-03-01", "March 1, 2026"),
        ("fr", "2026-03-01", "1er mars 2026"),
        ("fr", "2026-08-12", "12 août 2026"),
        ("de", "2026-03-01", "1. März 2026"),
        ("es", "2026-03-01", "1 de marzo de 2026"),
        ("cy", "2026-03-01", "1 Mawrth 2026"),
    ] {
        let number = from_iso(date).unwrap();
        assert_eq!(format(tag).write(number, Length::Short), text);
        assert_eq!(format(tag).read(text), day(date), "{tag}: {text}");
    }
    for (tag, text, date) in [
        ("en-GB", "2026-03-01", "2026-03-01"),
        ("en-GB", "1/3/2026", "2026-03-01"),
        ("en-US", "3/1/2026", "2026-03-01"),
        ("de", "1.3.2026", "2026-03-01"),
        ("en-GB", "01-03-26", "2026-03-01"),
        ("en-GB", " 1st Mar 2026", "2026-03-01"),
        ("en-GB", "March 1, 2026", "2026-03-01"),
        ("en-GB", "29 feb 2024", "2024-02-29"),
        ("en-GB", "2026 March 1", "2026-03-01"),
    ] {
        assert_eq!(format(tag).read(text), day(date), "{tag}: {text}");
    }
    for text in [
        "29 Feb 2025",
        "31/4/2026",
        "13/13/2026",
        "Ma 1 2026",
        "1 March",
        "tomorrow",
        "5",
        "1 2 3 2026",
    ] {
        assert_eq!(format("en-GB").read(text), Err(EntryError::NotANumber), "{text}");
    }
    let range = format("en-GB").read("1 March 2026 to 15 March 2026");
    let ends = ["2026-03-01", "2026-03-15"].map(|t| from_iso(t).unwrap());
    assert_eq!(range, Ok(Entry::Range(ends[0], ends[1])));
    assert_eq!(
        format("en-GB").read("2026-03-15 – 2026-03-01"),
        Err(EntryError::Reversed)
    );
    // What is written is read, each day of some years, in each language.
    for tag in ["en-GB", "en-US", "fr", "de", "es", "cy"] {
        for number in 19_000..20_500 {
            let (format, number) = (format(tag), f64::from(number));
            let text = format.write(number, Length::Exact);
            assert_eq!(format.read(&text), Ok(Entry::Value(number)), "{text}");
        }
    }
}

fn lease(change: impl FnOnce(&mut Json)) -> Result<Model, String> {
    let date = |id: &str, value: &str| {
        json!({"id": id, "label": id, "unit": "day", "group": "all", "value": value, "format": "date",
            "min": "2020-01-01", "max": "2040-12-31"})
    };
    let mut document = json!({
        "format": 1, "id": "lease", "version": "1", "title": "A lease", "language": "en-GB",
        "units": {"day": {"one": "day", "many": "days"}, "GBP": {"one": "pound", "many": "pounds", "symbol": "£"}},
        "periods": ["now"], "default_period": "now", "groups": [{"id": "all", "label": "All"}],
        "inputs": [date("start", "2024-02-29"), date("finish", "2026-03-01"),
            {"id": "rent", "label": "Rent", "unit": "GBP", "group": "all", "value": 700, "min": 0,
             "max": 5000, "step": 10, "format": "money"}],
        "metrics": [
            {"id": "stay", "label": "Stay", "unit": "day", "group": "all", "formula": "days(start, finish)",
             "format": "count", "show_unit": true},
            {"id": "whole", "label": "Months", "unit": "number", "group": "all",
             "formula": "months(start, finish)", "format": "number"},
            {"id": "aged", "label": "Years", "unit": "number", "group": "all",
             "formula": "years(start, finish)", "format": "number"},
            {"id": "paid", "label": "Paid", "unit": "GBP", "group": "all", "formula": "rent * whole",
             "format": "money", "needs": [{"that": "finish > start", "otherwise": "it ends before it begins"}]},
            {"id": "notice", "label": "Notice by", "unit": "day", "group": "all",
             "formula": "max(finish - 60 day, 2025-01-01)", "format": "date"}
        ],
        "presets": [{"id": "early", "label": "Early", "group": "g", "set": {"finish": "2024-12-24"}}],
        "preset_groups": [{"id": "g", "label": "G"}],
        "sentence": [{"text": "From {start} to {finish}: {stay}."}],
        "answers": [{"metric": "notice", "label": "Notice by"}]
    });
    change(&mut document);
    load(&document)
}

#[test]
fn formulas_go_by_dates() {
    let model = lease(|_| {}).unwrap();
    let e = model.evaluate(&model.scenario());
    let value = |id: &str| e.value(model.slot(id).unwrap()).unwrap();
    assert_eq!((value("stay"), value("whole"), value("aged")), (731.0, 24.0, 2.0));
    assert_eq!(
        (value("paid"), iso(value("notice"))),
        (16_800.0, "2025-12-31".to_owned())
    );
    let shown = |id: &str| model.shown(model.slot(id).unwrap(), &e, Fill::Short);
    assert_eq!(
        (shown("start"), shown("notice")),
        ("29 February 2024".to_owned(), "31 December 2025".to_owned())
    );
    let said = cost_calculator::narrative::sentence(&model, &e).replace('\u{a0}', " ");
    assert_eq!(said, "From 29 February 2024 to 1 March 2026: 731 days.");
    let formula = model.formula_of(model.metric("notice").unwrap()).unwrap();
    let words: String =
        formula.in_words(&model.speech(&e)).iter().map(|p| p.text().to_owned()).collect();
    assert!(words.contains("1 January 2025"), "{words}");
    // A column of draws gives what one value does.
    let (whole, finish) =
        (model.metric("whole").unwrap(), model.input("finish").unwrap());
    let mut columns = model.columns(&e, &[finish], &[whole], 700);
    let from = value("finish") - 350.0;
    for (i, place) in
        columns.column_mut(model.input_slot(finish)).unwrap().iter_mut().enumerate()
    {
        *place = from + i as f64;
    }
    model.work_out_columns(&mut columns, &|_| true);
    let found = columns.column(model.metric_slot(whole)).unwrap();
    for (i, found) in found.iter().enumerate() {
        assert_eq!(*found, months(value("start"), from + i as f64));
    }
}

#[test]
fn links_presets_and_tables_have_days() {
    let model = lease(|_| {}).unwrap();
    let (mut scenario, told) = model.apply(&model.scenario(), 0);
    assert!(told.is_empty());
    let finish = model.input("finish").unwrap();
    assert_eq!(scenario.value(finish), from_iso("2024-12-24"));
    scenario.put(finish, from_iso("2030-01-31"));
    let text = link::write(&model, &model.scenario(), &model.evaluate(&scenario));
    assert!(text.contains("&finish=2030-01-31&"), "{text}");
    assert_eq!(
        link::open(&model, &model.scenario(), &text),
        (scenario.clone(), Vec::new())
    );
    let (opened, told) =
        link::open(&model, &model.scenario(), "p=now&finish=2050-01-01&start=2025-02-30");
    assert_eq!((opened, told.len()), (model.scenario(), 2));
    let csv = export::csv(&model, &model.evaluate(&scenario));
    assert!(csv.contains(",2030-01-31,day,31 January 2030,2026-03-01,"), "{csv}");
}

#[test]
fn an_author_is_told_what_dates_cannot_be() {
    let told = |change: &dyn Fn(&mut Json)| lease(change).unwrap_err();
    for (formula, message) in [
        ("start + finish", "this is a date; it can be compared with another"),
        ("2 * start", "this is a date"),
        ("-start", "this is a date"),
        ("months(start, 5)", "“months” needs two dates in its parentheses"),
        ("days(start)", "“days” needs two dates"),
        ("start - 2025-02-29", "“2025-02-29” is no day of the calendar."),
        ("years(start, rent)", "“years” needs two dates"),
    ] {
        let found = told(&|d| d["metrics"][1]["formula"] = json!(formula));
        assert!(found.contains(message), "{formula}: {found}");
    }
    let value = told(&|d| d["inputs"][0]["value"] = json!("2024-02-30"));
    assert!(value.contains("“2024-02-30” is no day of the calendar."), "{value}");
    let outside = told(&|d| d["inputs"][0]["value"] = json!("2019-12-31"));
    assert!(outside.contains("inputs, start, value"), "{outside}");
    assert!(outside.contains("from 2020-01-01 to 2040-12-31"), "{outside}");
    let unit = told(&|d| d["metrics"][2]["format"] = json!("date"));
    assert!(
        unit.contains("this is for a unit for days, the same of all dates"),
        "{unit}"
    );
    let order = told(&|d| d["inputs"][1]["max"] = json!("2019-01-01"));
    assert!(order.contains("min must be below max"), "{order}");
    let nowhere = told(&|d| {
        for input in d["inputs"].as_array_mut().unwrap().iter_mut().take(2) {
            input["format"] = json!("count");
            input["value"] = json!(0);
            input["min"] = json!(0);
            input["max"] = json!(9);
            input["step"] = json!(1);
        }
        d["metrics"].as_array_mut().unwrap().truncate(0);
        d["presets"] = json!([]);
        d["answers"] = json!([]);
        d["sentence"] = json!([{"text": "x", "if": "start > 2024-01-01"}]);
    });
    assert!(nowhere.contains("only where an input has the format “date”"), "{nowhere}");
    // A range that goes by another date, and one that another unit.
    lease(|d| d["inputs"][1]["min"] = json!("start + 30 day")).unwrap();
}

/// Each tick is a day that people know, and none of its kind is left out: found by going
/// through all days one by one.
#[test]
fn axes_of_dates_tick_at_days_that_people_know() {
    let date = NumberFormat::new(Style::Date, None, "", "", "en-GB");
    let day = |text: &str| from_iso(text).unwrap();
    type Known = fn(&str, f64) -> bool;
    let monday: Known = |_, at| (at - 4.0).rem_euclid(7.0) == 0.0;
    let first: Known = |text, _| text.ends_with("-01");
    let quarter: Known =
        |text, _| ["01-01", "04-01", "07-01", "10-01"].contains(&&text[5..]);
    let half: Known = |text, _| ["01-01", "07-01"].contains(&&text[5..]);
    let year: Known = |text, _| text.ends_with("-01-01");
    let fifth: Known =
        |text, _| text.ends_with("-01-01") && matches!(&text[3..4], "0" | "5");
    let tenth: Known = |text, _| text.ends_with("0-01-01");
    for (from, to, wanted, known, words) in [
        ("2026-02-26", "2026-03-01", 4, (|_, _| true) as Known, "26 February 2026"),
        ("2026-02-20", "2026-03-25", 5, monday, "23 February 2026"),
        ("2025-12-02", "2026-05-20", 5, quarter, "January 2026"),
        ("2025-12-02", "2026-05-20", 6, first, "January 2026"),
        ("2023-11-15", "2025-02-03", 5, quarter, "January 2024"),
        ("2023-11-15", "2026-02-03", 5, half, "January 2024"),
        ("2024-02-29", "2029-03-01", 5, year, "2025"),
        ("1999-12-31", "2022-01-01", 5, fifth, "2000"),
        ("1899-06-01", "1944-01-01", 5, tenth, "1900"),
        // Of what was wanted there would be one.
        ("2026-01-05", "2026-03-20", 2, first, "February 2026"),
    ] {
        let ticks = date.round_days(day(from), day(to), wanted).unwrap();
        let mut wanted = Vec::new();
        let mut at = day(from);
        while at <= day(to) {
            if known(&iso(at), at) {
                wanted.push(at);
            }
            at += 1.0;
        }
        let found: Vec<f64> = ticks.iter().map(|t| t.0).collect();
        let named = |days: &[f64]| days.iter().map(|d| iso(*d)).collect::<Vec<_>>();
        assert_eq!(named(&found), named(&wanted), "{from} to {to}");
        assert_eq!(ticks[0].1, words);
    }
    // Beyond the calendar there are no days.
    assert_eq!(date.round_days(-9e6, -8e6, 5), Some(Vec::new()));
}

/// Of a map over two dates, the foot and the side.
#[test]
fn a_chart_of_dates_names_months_and_years() {
    learn("es");
    for (language, month) in [("en-GB", "April 2026"), ("es", "abril de 2026")] {
        let model = lease(|d| {
            d["language"] = json!(language);
            for (key, day) in
                [("value", "2026-02-03"), ("min", "2025-12-01"), ("max", "2026-08-31")]
            {
                d["inputs"][0][key] = json!(day);
            }
            d["charts"] = json!([{"id": "when", "label": "When", "kind": "map", "headlines": [],
                "metric": "stay", "x": "start", "y": "finish", "line": 100}]);
        })
        .unwrap();
        let evaluation = model.evaluate(&model.scenario());
        let subject = Subject {
            model: &model,
            evaluation: &evaluation,
            chart: model.document().chart("when").unwrap(),
            view: &View::default(),
            pinned: None,
            simulation: None,
        };
        for width in [360.0, 640.0] {
            let frame = Frame { width, text: 13.0, measure: &TableMeasure };
            let found = scene(&subject, &frame);
            let texts: Vec<&str> = found
                .marks
                .iter()
                .filter_map(|m| match m {
                    Mark::Text { text, .. } => Some(text.as_str()),
                    _ => None,
                })
                .collect();
            for wanted in [month, "2025", "2030", "2035", "2040"] {
                assert!(texts.contains(&wanted), "{wanted}: {texts:?}");
            }
        }
    }
}
