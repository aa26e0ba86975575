//! The documents that go with the format as examples, each against a plain loop.

use cost_calculator::Model;
use cost_calculator::document::Value;
use cost_calculator::model::Scenario;
use cost_calculator::simulation::Simulation;

fn load(text: &str) -> Model {
    Model::load(&serde_json::from_str::<Value>(text).unwrap())
        .unwrap_or_else(|e| panic!("{e}"))
}

fn value(model: &Model, scenario: &Scenario, id: &str) -> Result<f64, String> {
    let e = model.evaluate(scenario);
    e.value(model.slot(id).unwrap()).map_err(str::to_owned)
}

fn near(found: Result<f64, String>, expected: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() < 1e-6 * expected.abs().max(1.0),
        "{found} {expected}"
    );
}

#[test]
fn a_heat_pump_over_time() {
    let model = load(include_str!("../../examples/documents/heating.json"));
    let mut scenario = model.scenario();
    for (years, grant, gas) in [(15.0, 1.0, 0.065), (40.0, 1.0, 0.12), (15.0, 0.0, 0.065)]
    {
        scenario.put(model.input("years").unwrap(), Some(years));
        scenario.put(model.input("grant").unwrap(), Some(grant));
        scenario.put(model.input("gas").unwrap(), Some(gas));
        let extra = 12_500.0 - 7_500.0 * grant - 3_500.0;
        let (mut worth, mut then, mut pays) = (0.0, 0.0, None);
        let (mut gas_price, mut power, mut discount) = (gas, 0.25, 1.0);
        for t in 1..=40 {
            discount *= 1.035;
            worth += (12_000.0 / 0.9 * gas_price - 12_000.0 / 3.2 * power) / discount;
            gas_price *= 1.03;
            power *= 1.01;
            if f64::from(t) <= years {
                then = worth;
            }
            if pays.is_none() && worth >= extra {
                pays = Some(f64::from(t));
            }
        }
        near(value(&model, &scenario, "worth"), then);
        near(value(&model, &scenario, "advantage"), then - extra);
        assert_eq!(value(&model, &scenario, "pays_after").ok(), pays);
    }
    let worlds = Simulation::run(&model, &model.evaluate(&model.scenario()), 512, 1);
    assert_eq!(worlds.share_with_value(model.slot("advantage").unwrap()), Some(1.0));
}

#[test]
fn a_home_rented_or_bought() {
    let model = load(include_str!("../../examples/documents/home.json"));
    let mut scenario = model.scenario();
    for (city, rent, price, stay) in [
        (0.0, 950.0, 220_000.0, 8),
        (2.0, 1900.0, 480_000.0, 8),
        (1.0, 1350.0, 340_000.0, 30),
    ] {
        scenario.put(model.input("city").unwrap(), Some(city));
        scenario.put(model.input("stay").unwrap(), Some(f64::from(stay)));
        let loan = price * 0.85;
        let monthly: f64 = 0.048 / 12.0;
        let payment = loan * monthly / (1.0 - (1.0 + monthly).powi(-300));
        let (mut owed, mut paid, mut rented) = (loan, 0.0, 0.0);
        for month in 0..stay * 12 {
            if month < 300 {
                owed = owed * (1.0 + monthly) - payment;
                paid += payment;
            }
            rented += rent * 1.03_f64.powi(month / 12);
        }
        let sold = price * 1.02_f64.powi(stay);
        let bought = price * 0.19 + paid + price * 0.01 * f64::from(stay) + owed - sold;
        near(value(&model, &scenario, "payment"), payment);
        near(value(&model, &scenario, "rented"), rented);
        near(value(&model, &scenario, "owed").map(|v| v + 1.0), owed + 1.0);
        near(value(&model, &scenario, "advantage"), rented - bought);
    }
}
