//! Names that stand twice in one object of a JSON text.

use super::Problem;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::cell::RefCell;
use std::fmt;

/// Every name that is written twice in one object, with its place.
///
/// Whoever reads JSON keeps the last of two values of one name, and so do the
/// page and the commands; the first is lost without a word. An author is told.
///
/// # Errors
/// If the text is not JSON.
///
/// ```
/// use cost_calculator::document::doubled;
/// let text = r#"{"inputs": [{"id": "spend", "max": 5, "max": 9}]}"#;
/// let problems = doubled(&mut serde_json::Deserializer::from_str(text)).unwrap();
/// assert_eq!(
///     problems[0].to_string(),
///     "inputs[0]: “max” is written twice; only the last counts.",
/// );
/// ```
pub fn doubled<'de, D: Deserializer<'de>>(text: D) -> Result<Vec<Problem>, D::Error> {
    let found = RefCell::new(Vec::new());
    text.deserialize_any(Place { path: String::new(), found: &found })?;
    Ok(found.into_inner())
}

/// A value of the text, which is looked through and thrown away.
struct Place<'a> {
    path: String,
    found: &'a RefCell<Vec<Problem>>,
}

impl Place<'_> {
    fn within(&self, path: String) -> Self {
        Self { path, found: self.found }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<(), D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for i in 0.. {
            let item = self.within(format!("{}[{i}]", self.path));
            if list.next_element_seed(item)?.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let mut names: Vec<String> = Vec::new();
        while let Some(name) = object.next_key::<String>()? {
            if names.contains(&name) {
                self.found.borrow_mut().push(Problem {
                    place: self.path.clone(),
                    message: format!("“{name}” is written twice; only the last counts."),
                    suggestion: None,
                });
            }
            let dot = if self.path.is_empty() { "" } else { "." };
            object.next_value_seed(self.within(format!("{}{dot}{name}", self.path)))?;
            names.push(name);
        }
        Ok(())
    }
}
