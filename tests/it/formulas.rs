//! Formulas: precedence, units, words, values in words, and errors at their
//! columns.

use cost_calculator::formula::{ColumnSource, Operand, Scratch, Symbol, Undefined, Unit};
use cost_calculator::formula::{Expression, FormulaError, Lexicon, Piece, Scope, Slot};
use cost_calculator::words::Words;
use proptest::prelude::*;

const UNITS: [&str; 3] = ["GBP", "person", "year"];
/// Names in formulas, their units and labels, by slot.
const NAMES: [(&str, &str, &str); 7] = [
    ("spend", "GBP", "Spend"),
    ("people", "person", "People"),
    ("rate", "share", "Rate"),
    ("other", "share", "Other"),
    ("years", "year", "Years"),
    ("kind", "number", "Kind"),
    ("cost", "GBP / person", "Cost"),
];

struct Names;

impl Scope for Names {
    fn symbol(&self, name: &str) -> Option<Symbol> {
        let at = NAMES.iter().position(|n| n.0 == name)?;
        let choices = (name == "kind").then_some(2);
        Some(Symbol {
            slot: Slot(u16::try_from(at).ok()?),
            unit: Unit::parse(NAMES[at].1, &UNITS).ok()?,
            choices,
        })
    }

    fn symbol_at(&self, series: &str, period: &str) -> Option<Symbol> {
        (series == "spend" && period == "2016/17").then(|| Symbol {
            slot: Slot(7),
            unit: Unit::parse("GBP", &UNITS).unwrap(),
            choices: None,
        })
    }

    fn option(&self, _: Slot, name: &str) -> Option<f64> {
        ["plain", "reliable"].iter().position(|o| *o == name).map(|i| i as f64)
    }

    fn unit(&self, name: &str) -> Option<Unit> {
        let name = match name {
            "people" => "person",
            "years" => "year",
            other => other,
        };
        Unit::parse(name, &UNITS).ok()
    }

    fn names(&self) -> Vec<&str> {
        NAMES.iter().map(|n| n.0).collect()
    }
}

struct English;

impl Lexicon for English {
    fn words(&self) -> &Words {
        Words::of("en")
    }

    fn label(&self, slot: Slot) -> &str {
        NAMES.get(usize::from(slot.0)).map_or("Spend in 2016/17", |n| n.2)
    }

    fn value_text(&self, slot: Slot, value: f64) -> String {
        if slot.0 == 0 { format!("£{value}") } else { value.to_string() }
    }

    fn option_label(&self, _: Slot, option: usize) -> &str {
        ["plain recovery", "reliable recovery"][option]
    }

    fn number_text(&self, value: f64) -> String {
        value.to_string()
    }
}

/// spend, people, rate, other, years, kind, cost, spend in 2016/17.
const VALUES: [f64; 8] = [900.0, 3.0, 0.5, 0.25, 2.0, 1.0, 300.0, 400.0];

fn parse(text: &str) -> Result<Expression, FormulaError> {
    Expression::parse(text, &Names)
}

fn value(text: &str) -> f64 {
    let expression = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    expression.evaluate(&VALUES).unwrap_or_else(|e| panic!("{text}: {e:?}"))
}

#[test]
fn operators_bind_as_in_algebra() {
    for (text, expected) in [
        ("2 + 3 * 4", 14.0),
        ("(2 + 3) * 4", 20.0),
        ("10 - 4 - 3", 3.0),
        ("24 / 4 / 3", 2.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("-2 ^ 2", -4.0),
        ("2 * -3", -6.0),
        ("2 ^ -1", 0.5),
        ("8 / 2 * 4", 16.0),
        ("1 - -1", 2.0),
        ("1e-3 * 1000", 1.0),
        (".5 + .5", 1.0),
        ("1 + 2 < 4", 1.0),
        ("1 < 2 and 3 < 2", 0.0),
        ("1 < 2 or 3 < 2 and 1 < 0", 1.0),
        ("rate >= 0.5", 1.0),
        ("rate != other", 1.0),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn functions_and_branches() {
    for (text, expected) in [
        ("min(3, 1, 2)", 1.0),
        ("max(rate, other)", 0.5),
        ("abs(other - rate)", 0.25),
        ("sqrt(16)", 4.0),
        ("ln(exp(1))", 1.0),
        ("if(rate > other, 1, 2)", 1.0),
        ("if(kind == reliable, rate, other)", 0.5),
        ("if(kind != reliable, rate, other)", 0.25),
        ("spend / people", 300.0),
        ("spend[2016/17] / people", 400.0 / 3.0),
        ("spend * 1 year / years", 450.0),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn a_branch_not_taken_needs_no_value() {
    let mut values = VALUES;
    values[1] = f64::NAN;
    let e = parse("if(rate > 1, spend / people, cost)").unwrap();
    assert_eq!(e.evaluate(&values), Ok(300.0));
    assert_eq!(
        parse("spend / people").unwrap().evaluate(&values),
        Err(Undefined::Missing(Slot(1)))
    );
}

#[test]
fn what_has_no_value_says_so() {
    for (text, reason) in [
        ("1 / (rate - 0.5)", Undefined::DivisionByZero),
        ("sqrt(other - rate)", Undefined::NotReal),
        ("ln(rate - rate)", Undefined::TooLarge),
        ("ln(other - rate)", Undefined::NotReal),
        ("exp(1e6 * rate)", Undefined::TooLarge),
        ("(0 - rate) ^ rate", Undefined::NotReal),
    ] {
        let found = parse(text).unwrap().evaluate(&VALUES);
        assert!(found.is_err(), "{text}: {found:?}");
        if !text.starts_with("ln(rate") && !text.starts_with("exp") {
            assert_eq!(found, Err(reason), "{text}");
        }
    }
}

#[test]
fn units_follow_the_algebra() {
    for (text, unit) in [
        ("spend / people", "GBP / person"),
        ("spend / people / years", "GBP / person / year"),
        ("cost * people", "GBP"),
        ("sqrt(spend * spend)", "GBP"),
        ("people ^ 2 / people", "person"),
        ("100 * people / people", "number"),
        ("spend + 0", "GBP"),
        ("max(spend, 3)", "GBP"),
        ("if(rate > 0, spend, 0)", "GBP"),
        ("spend > 100", "share"),
        ("5 people", "person"),
    ] {
        let expected = Unit::parse(unit, &UNITS).unwrap();
        assert_eq!(*parse(text).unwrap().unit(), expected, "{text}");
    }
}

/// What is wrong, at which column, and what was meant.
#[test]
fn errors_stand_at_their_columns() {
    let said: Vec<String> = [
        "",
        "spend / peple",
        "spend + people",
        "spend + 1",
        "spend / people + rate * (years - 1 year",
        "rate) + 1",
        "rate other",
        "rate + * other",
        "rate +",
        "min(rate)",
        "if(rate, other)",
        "sqroot(rate)",
        "sqrt(spend)",
        "exp(spend)",
        "spend ^ rate",
        "spend ^ 0.5",
        "rate = 1",
        "1 < rate < 2",
        "kind + 1",
        "kind == relible",
        "kind == 1",
        "kind",
        "spend[2015/16]",
        "spend[2016/17",
        "2 weeks",
        "rate & other",
        "1.2.3 + rate",
    ]
    .iter()
    .map(|text| match parse(text) {
        Ok(_) => format!("{text:45} is a formula"),
        Err(e) => format!("{text:45} {e}"),
    })
    .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn hostile_depth_is_an_error_and_no_crash() {
    let deep = "(".repeat(100_000) + "1" + &")".repeat(100_000);
    assert!(parse(&deep).is_err());
    assert!(parse(&"(".repeat(100)).unwrap_err().message.contains("nested"));
    let minus = "-".repeat(100_000) + "1";
    assert!(parse(&minus).is_err());
    let powers = vec!["2"; 10_000].join("^");
    assert!(parse(&powers).is_err());
    let endless = vec!["rate"; 100_000].join("+");
    assert!(parse(&endless).unwrap_err().message.contains("too long"));
    let long = vec!["rate"; 1000].join(" + ");
    assert_eq!(value(&long), 500.0);
}

fn text(pieces: &[Piece]) -> String {
    pieces.iter().map(Piece::text).collect()
}

#[test]
fn formulas_print_in_words_and_with_values() {
    let said: Vec<String> = [
        "spend / (people * rate)",
        "spend - (cost * people - spend)",
        "(rate + other) * years",
        "rate - other - rate",
        "rate - (other - rate)",
        "-(rate + other) ^ 2",
        "if(kind == reliable, rate, other)",
        "max(rate, other) * 2",
        "min(rate, other, 1)",
        "sqrt(rate) + abs(other) + exp(rate) + ln(other)",
        "rate > 0.5 and other < 1 or rate == other",
        "spend[2016/17] * 1 year / years",
    ]
    .iter()
    .map(|formula| {
        let e = parse(formula).unwrap();
        format!(
            "{formula}\n    {}\n    {}",
            text(&e.in_words(&English)),
            text(&e.with_values(&English, &VALUES))
        )
    })
    .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn names_in_words_lead_to_their_slots() {
    let e = parse("spend / people").unwrap();
    let slots: Vec<Slot> = e
        .in_words(&English)
        .into_iter()
        .filter_map(|p| match p {
            Piece::Name(slot, _) => Some(slot),
            Piece::Text(_) => None,
        })
        .collect();
    assert_eq!(slots, [Slot(0), Slot(1)]);
}

/// A formula tree over plain shares, and how it is written with every
/// parenthesis.
#[derive(Clone, Debug)]
enum Tree {
    Number(f64),
    Rate,
    Other,
    Negative(Box<Self>),
    Binary(&'static str, Box<Self>, Box<Self>),
}

impl Tree {
    fn written(&self) -> String {
        match self {
            Self::Number(n) => n.to_string(),
            Self::Rate => "rate".to_owned(),
            Self::Other => "other".to_owned(),
            Self::Negative(a) => format!("(-{})", a.written()),
            Self::Binary(sign, a, b) => {
                format!("({} {sign} {})", a.written(), b.written())
            }
        }
    }

    fn value(&self) -> f64 {
        match self {
            Self::Number(n) => *n,
            Self::Rate => VALUES[2],
            Self::Other => VALUES[3],
            Self::Negative(a) => -a.value(),
            Self::Binary(sign, a, b) => {
                let (a, b) = (a.value(), b.value());
                match *sign {
                    "+" => a + b,
                    "-" => a - b,
                    "*" => a * b,
                    "/" => a / b,
                    _ => libm::pow(a, b),
                }
            }
        }
    }
}

fn trees() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        (0u32..100).prop_map(|n| Tree::Number(f64::from(n) / 4.0)),
        Just(Tree::Rate),
        Just(Tree::Other),
    ];
    leaf.prop_recursive(5, 40, 2, |inner| {
        let signs = prop::sample::select(vec!["+", "-", "*", "/", "^"]);
        prop_oneof![
            inner.clone().prop_map(|a| Tree::Negative(Box::new(a))),
            (signs, inner.clone(), inner).prop_map(|(s, a, b)| Tree::Binary(
                s,
                Box::new(a),
                Box::new(b)
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    /// Parsing gives the tree that was written, and its words are the same
    /// formula again: no parenthesis is lost on the way to the reader.
    #[test]
    fn words_are_the_formula(tree in trees()) {
        let expected = tree.value();
        let parsed = parse(&tree.written()).unwrap();
        match parsed.evaluate(&VALUES) {
            Ok(found) => prop_assert!(found == expected, "{found} against {expected}"),
            Err(_) => prop_assert!(!all_finite(&tree), "{}", tree.written()),
        }
        let words = text(&parsed.in_words(&English))
            .replace('×', "*").replace('÷', "/").replace('−', "-").to_lowercase();
        let again = parse(&words).unwrap();
        prop_assert_eq!(again.evaluate(&VALUES), parsed.evaluate(&VALUES), "{}", words);
    }

    /// Whatever is typed, parsing ends, and blames a column of the text.
    #[test]
    fn any_text_is_a_formula_or_an_error(text in "[ a-z0-9+*/^()<>=.,\\[\\]é-]{0,40}") {
        if let Err(e) = parse(&text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&e.column), "{text}: {e}");
            prop_assert!(e.message.ends_with('.'), "{e}");
        }
    }
}

fn all_finite(tree: &Tree) -> bool {
    tree.value().is_finite()
        && match tree {
            Tree::Negative(a) => all_finite(a),
            Tree::Binary(_, a, b) => all_finite(a) && all_finite(b),
            _ => true,
        }
}

/// Tells how often it was asked.
struct Counting<'a>(&'a [f64], std::cell::Cell<usize>);

impl ColumnSource for Counting<'_> {
    fn operand(&self, _: Slot) -> Operand<'_> {
        self.1.set(self.1.get() + 1);
        Operand::Column(self.0)
    }
}

/// What adds up as far as the loop around it has come is worked out a step at a time.
#[test]
fn a_loop_within_a_loop_goes_on() {
    let draws = [0.25, 0.5, 1.5];
    let mut scratch = Scratch::default();
    let mut asked = |formula: &str| {
        let expression = Expression::parse(formula, &Names).unwrap();
        let source = Counting(&draws, std::cell::Cell::new(0));
        let mut out = [0.0; 3];
        assert_eq!(expression.evaluate_columns(&source, &mut scratch, &mut out), None);
        (source.1.get(), out.map(f64::to_bits))
    };
    for within in [
        "sum(t, 1, END, rate / t)",
        "npv(5%, t, 1, END, rate)",
        "product(t, 1, END, 1 + rate / t)",
    ] {
        for around in ["sum(n, 1, 40, WITHIN)", "sum(n, 1, 40, if(n > 3, WITHIN / n, 0))"]
        {
            let formula = around.replace("WITHIN", within);
            let (on, found) = asked(&formula.replace("END", "n"));
            let (again, wanted) = asked(&formula.replace("END", "n + 0"));
            assert_eq!(found, wanted, "{formula}");
            // 40 steps, and 40 + 39 + … + 1.
            assert!(on >= 40 && again >= 820, "{formula}: {on}, {again}");
            assert!(on * 9 < again, "{formula}: {on}, {again}");
        }
    }
    // Found everywhere by the second step, none further is asked for.
    let (some, _) = asked("first(n, 1, 40, n * rate + rate >= 0.5)");
    let (all, _) = asked("sum(n, 1, 40, n * rate + rate)");
    assert!(some * 9 < all, "{some}, {all}");
}
