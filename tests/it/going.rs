//! What goes step by step over many draws: as it would be one by one, and as it would
//! be if it began again each time.

use crate::language::{model, value_in};

#[test]
fn draws_agree_with_single_values() {
    for formula in [
        "sum(t, 1, years, cost * (1 + rise) ^ (t - 1))",
        "npv(rate, t, 1, years, grown(cost, rise, t - 1))",
        "npv(rise, t, 0, 4, cost)",
        "fold(b, cost, t, 1, 5, b * (1 + rate) - cost / 4 / t)",
        "cost * product(t, 1, years, 1 + rate / t)",
        "cost * first(t, 1, 20, t * 100 GBP / year > cost)",
        "cost * sum(t, 1, 3, sum(s, t, years, s * rate))",
        "sum(t, 1, years, sqrt(1300 - cost / (1 GBP / year)) * cost)",
        "cost * round(rate * sum(t, 1, 3, t))",
    ] {
        let column = drawn(formula);
        let missing = column.iter().filter(|(found, _)| found.is_nan()).count();
        for (k, (found, alone)) in column.iter().enumerate() {
            match alone {
                Ok(v) => assert_eq!(v.to_bits(), found.to_bits(), "{formula}, draw {k}"),
                Err(_) => assert!(found.is_nan(), "{formula}, draw {k}: {found}"),
            }
        }
        assert!(missing < 700, "{formula}");
    }
}

/// What a formula gives in some draws, all at once and one by one.
fn drawn(formula: &str) -> Vec<(f64, Result<f64, String>)> {
    let model = model("GBP / year", formula);
    let e = model.evaluate(&model.scenario());
    let varies = [0, 1, 3];
    let mut columns = model.columns(&e, &varies, &[0], 700);
    let draw = |i: usize, k: usize| match i {
        0 => 1000.0 + (k * 37 % 500) as f64,
        1 => -0.02 + (k * 13 % 70) as f64 / 1000.0,
        _ => 0.5 + (k * 7 % 23) as f64 * 0.7,
    };
    for i in varies {
        let column = columns.column_mut(model.input_slot(i)).unwrap();
        for (k, v) in column.iter_mut().enumerate() {
            *v = draw(i, k);
        }
    }
    model.work_out_columns(&mut columns, &|_| true);
    let column = columns.column(model.metric_slot(0)).unwrap();
    let alone = |k| {
        let mut scenario = model.scenario();
        for i in varies {
            scenario.put(i, Some(draw(i, k)));
        }
        value_in(&model, &scenario)
    };
    column.iter().enumerate().map(|(k, found)| (*found, alone(k))).collect()
}

/// The inner loop goes on from one step of the outer to the next where its bound is
/// just that step; where it is written otherwise it begins again each time. No bit
/// may differ.
#[test]
fn what_goes_on_gives_what_would_come_of_beginning_again() {
    for formula in [
        "cost * first(t, 1, 40, npv(rise, n, 1, BOUND, cost) > 9000 GBP / year)",
        "cost * first(t, 1, 90, npv(rate, n, 1, BOUND, grown(cost, rise, n)) >= 9999 GBP / year)",
        "sum(t, 1, years, npv(rate, n, 0, BOUND, cost * n))",
        "sum(t, -2, years, sum(n, 2, BOUND, cost * n))",
        "sum(t, 1, 9, product(n, 1, BOUND, 1 + rate * n) * cost * t)",
        "fold(b, cost, t, 1, 12, b / 2 + fold(x, cost, n, 1, BOUND, x * (1 + rate)))",
        "cost * sum(t, 1, 12, first(n, 1, BOUND, n * 300 GBP / year > cost or n > 11 or n >= 1))",
        "sum(t, 1, 12, if(t > 6, sum(n, 1, BOUND, cost), cost))",
        // What follows the outer step in another place does begin again.
        "sum(t, 1, 9, sum(n, 1, BOUND, cost * n / t))",
        "sum(t, 1, 9, sum(n, t, BOUND, cost * n))",
        "fold(b, cost, t, 1, 9, b / 9 + sum(n, 1, BOUND, b * rate))",
        // A term of a later step has no value.
        "sum(t, 1, 9, sum(n, 1, BOUND, sqrt(7 - n) * cost))",
    ] {
        let (on, again) =
            (formula.replace("BOUND", "t"), formula.replace("BOUND", "t + 0"));
        let bits = |f: &str| -> Vec<_> {
            let bits = |v: f64| if v.is_nan() { 0 } else { v.to_bits() };
            drawn(f).into_iter().map(|(v, alone)| (bits(v), alone.map(bits))).collect()
        };
        let (on, again) = (bits(&on), bits(&again));
        assert_eq!(on, again, "{formula}");
        let agree = |(v, alone): &(u64, Result<u64, String>)| match alone {
            Ok(alone) => v == alone,
            Err(_) => *v == 0,
        };
        assert!(on.iter().all(agree), "{formula}");
    }
}
