//! Plain data from the page's script, within bounds.
//!
//! A script may hand over anything: the window, a list that holds itself, a
//! thing whose parts are worked out as they are asked for. What is not data as
//! `JSON.parse` gives it is refused in words, before it can fill the memory or
//! the stack.

use crate::document::Value;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A document is a few levels deep.
const DEPTH: usize = 32;
/// More values than anybody writes down.
const MOST: usize = 200_000;
/// More text than anybody reads, in bytes.
const LETTERS: usize = 8_000_000;

/// Why something is no plain data.
pub(super) struct Refused {
    place: String,
    why: &'static str,
}

impl Refused {
    const fn because(why: &'static str) -> Self {
        Self { place: String::new(), why }
    }

    /// The same, seen from one level up.
    fn within(self, name: &str) -> Self {
        let dot = if self.place.is_empty() { "" } else { ", " };
        // Of a place without end the beginning is enough.
        let place = if self.place.len() > 60 {
            self.place
        } else {
            format!("{name}{dot}{}", self.place)
        };
        Self { place, ..self }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let colon = if self.place.is_empty() { "" } else { ": " };
        write!(f, "{}{colon}{}", self.place, self.why)
    }
}

/// What a script handed over, if it is plain data.
pub(super) fn read(value: &JsValue) -> Result<Value, Refused> {
    Reader { values: MOST, letters: LETTERS }.value(value, DEPTH)
}

/// What may still be read.
struct Reader {
    values: usize,
    letters: usize,
}

impl Reader {
    fn value(&mut self, value: &JsValue, depth: usize) -> Result<Value, Refused> {
        let left = |left: usize, by: usize| {
            left.checked_sub(by).ok_or(Refused::because("this is too large to be read."))
        };
        self.values = left(self.values, 1)?;
        if value.is_null() || value.is_undefined() {
            return Ok(Value::Null);
        }
        if let Some(b) = value.as_bool() {
            return Ok(Value::Bool(b));
        }
        if let Some(n) = value.as_f64() {
            return Ok(Value::Number(n));
        }
        if let Some(text) = value.as_string() {
            self.letters = left(self.letters, text.len())?;
            return Ok(Value::Text(text));
        }
        let depth = depth.checked_sub(1).ok_or(Refused::because(
            "this goes too deep, or holds itself: what is needed is plain data, as \
             JSON.parse gives it.",
        ))?;
        if js_sys::Array::is_array(value) {
            return self.list(value, depth);
        }
        if !is_plain(value) {
            return Err(Refused::because(
                "this is no plain data: what is needed are texts, numbers, lists and \
                 objects, as JSON.parse gives them.",
            ));
        }
        self.object(value, depth)
    }

    fn list(&mut self, value: &JsValue, depth: usize) -> Result<Value, Refused> {
        let length = Reflect::get(value, &"length".into()).ok();
        let length = length.and_then(|l| l.as_f64()).unwrap_or(0.0);
        let mut items = Vec::new();
        let mut at = 0;
        while f64::from(at) < length {
            let item = Reflect::get_u32(value, at).map_err(|_| unreadable())?;
            let item = self.value(&item, depth);
            items.push(item.map_err(|r| r.within(&format!("[{at}]")))?);
            at += 1;
        }
        Ok(Value::List(items))
    }

    fn object(&mut self, value: &JsValue, depth: usize) -> Result<Value, Refused> {
        let names = Reflect::own_keys(value).map_err(|_| unreadable())?;
        let mut members = Vec::new();
        for name in names.iter() {
            // A symbol is no name that JSON could have.
            let Some(text) = name.as_string() else { continue };
            let member = Reflect::get(value, &name).map_err(|_| unreadable());
            let member = member.and_then(|m| self.value(&m, depth));
            let member = member.map_err(|r| r.within(&text))?;
            members.push((text, member));
        }
        Ok(Value::Map(members))
    }
}

/// Whether this is an object as braces make it, of this page or of another.
fn is_plain(value: &JsValue) -> bool {
    let above = |value: &JsValue| {
        let object: &js_sys::Object = value.unchecked_ref();
        Reflect::get_prototype_of(object).ok().map(JsValue::from)
    };
    let Some(first) = value.is_object().then(|| above(value)).flatten() else {
        return false;
    };
    first.is_null() || above(&first).is_some_and(|second| second.is_null())
}

fn unreadable() -> Refused {
    Refused::because("this cannot be read: asking for it fails.")
}
