//! The published rates come out of the published counts: the document's own
//! self-test, and the same rates worked out here from the raw JSON.

use crate::figures::{model, value};
use cost_calculator::document::Value;

#[test]
fn all_42_published_rates_come_out() {
    let model = model();
    let proofs = model.self_test();
    assert_eq!(proofs.len(), 42, "three rates, fourteen years");
    for proof in &proofs {
        let check = &model.document().checks[proof.check];
        assert!(
            proof.holds(),
            "{} {}: published {}, computed {}",
            check.label,
            proof.period,
            proof.published,
            proof.computed
        );
    }
}

/// The same without the library: counts and rates straight from the file.
#[test]
fn the_rates_follow_from_the_counts_in_the_file() {
    let document = value();
    let number = |series: &str, period: &str| -> f64 {
        let points = document.get("series").unwrap().get(series).unwrap().get("points");
        match points.unwrap().get(period) {
            Some(Value::Number(n)) => *n,
            Some(other) => match other.get("value") {
                Some(Value::Number(n)) => *n,
                _ => panic!("{series} {period}"),
            },
            None => panic!("{series} lacks {period}"),
        }
    };
    let rates = [
        ("recovery_count", "recovery_denominator", "published_recovery_rate"),
        (
            "reliable_recovery_count",
            "recovery_denominator",
            "published_reliable_recovery_rate",
        ),
        ("reliable_improvement_count", "finished_course", "published_improvement_rate"),
        (
            "reliable_deterioration_count",
            "finished_course",
            "published_deterioration_rate",
        ),
    ];
    for year in 2012..=2025 {
        let period = format!("{year}/{:02}", (year + 1) % 100);
        for (count, of, rate) in rates {
            let percent = 100.0 * number(count, &period) / number(of, &period);
            let published = 100.0 * number(rate, &period);
            assert!(
                (percent - published).abs() <= 0.05 + 1e-9,
                "{rate} {period}: {percent} against {published}"
            );
        }
    }
}

/// A self-test that could not fail would prove nothing.
#[test]
fn a_changed_count_is_noticed() {
    let text = include_str!("../../www/talking-therapies.json");
    let broken = text.replacen("318013", "318913", 1);
    assert_ne!(text, broken);
    let value: Value = serde_json::from_str(&broken).unwrap();
    let model = cost_calculator::Model::load(&value).unwrap();
    let failed: Vec<_> = model.self_test().into_iter().filter(|p| !p.holds()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].period, "2023/24");
}
