//! Typing a number, and stepping it with keys.

use super::act::{Act, acted};
use super::dom::{attr, flag};
use super::grid::{paged, stepped, value_at};
use super::part::number_field::widen;
use super::{Action, Inner};
use crate::format::{Entry, EntryError, Length};
use crate::formula::Slot;
use crate::model::{Fill, Range, Spread};
use crate::words::fill;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

/// The page follows what reads cleanly; what does not, or not yet, leaves the
/// value from before.
pub(super) fn input(inner: &Inner, of: usize, element: &web_sys::Element) {
    let Some(field) = element.dyn_ref::<HtmlInputElement>() else { return };
    if !field.has_attribute("data-typing") {
        attr(field, "data-typing", "");
        // What the keys did before is a step of its own.
        inner.act(Action::Settle);
    }
    widen(field);
    inner.act(match meant(inner, of, field).and_then(Result::ok) {
        Some(Entry::Value(v)) => Action::Move(of, v),
        Some(Entry::Range(low, high)) => Action::Try(of, Spread::Interval(low, high)),
        None => Action::Abandon,
    });
}

pub(super) fn focus_in(_: &Inner, event: &Event) {
    if let Some((what, _, element)) = acted(event)
        && what == Act::Number
    {
        select_all(&element);
    }
}

pub(super) fn focus_out(inner: &Inner, event: &Event) {
    match acted(event) {
        Some((Act::Number, of, element)) => take(inner, of, &element),
        Some((Act::Slide, ..)) => inner.act(Action::Settle),
        _ => {}
    }
}

pub(super) fn select_all(element: &web_sys::Element) {
    if let Some(field) = element.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

/// Takes where a slider stands.
pub(super) fn slid(inner: &Inner, of: usize, element: &web_sys::Element) {
    let slider = element.dyn_ref::<HtmlInputElement>();
    if let Some(slider) = slider {
        let value = value_at(&inner.range(of), slider.value_as_number());
        inner.act(Action::Move(of, value));
    }
}

/// What the text of a field means, or none where it is as it was shown: that
/// may be rounded, and sets nothing. `Ok` is within the bounds.
fn meant(
    inner: &Inner,
    of: usize,
    field: &HtmlInputElement,
) -> Option<Result<Entry, EntryError>> {
    let (text, shown) = (field.value(), field.default_value());
    if text == shown {
        return None;
    }
    let format = inner.model.typed_format(inner.model.input_slot(of));
    let Range { min, max, .. } = inner.range(of);
    let read = format.read_over(&text, &shown, (min, max));
    Some(match read {
        Ok(entry) if !entry.is_within(min, max) => Err(EntryError::Outside),
        read => read,
    })
}

/// Takes what was typed; says what is wrong with it and leaves the value.
pub(super) fn take(inner: &Inner, of: usize, element: &web_sys::Element) {
    let Some(field) = element.dyn_ref::<HtmlInputElement>() else { return };
    if !field.has_attribute("data-typing") {
        return inner.act(Action::Settle);
    }
    let _ = field.remove_attribute("data-typing");
    let meant = meant(inner, of, field);
    // What the page followed meanwhile was no step yet.
    inner.act(Action::Abandon);
    let (text, slot) = (field.value(), inner.model.input_slot(of));
    let wrong = match meant {
        None => return inner.act(Action::Settle),
        Some(Ok(Entry::Value(v))) => return inner.act(Action::Set(of, v)),
        Some(Ok(Entry::Range(low, high))) => {
            return inner.act(Action::Spread(of, Spread::Interval(low, high)));
        }
        Some(Err(wrong)) => wrong,
    };
    let told = match wrong {
        EntryError::Outside => outside(inner, of, &text),
        wrong => {
            let Range { min, max, .. } = inner.range(of);
            let example = if inner.model.is_date(slot) { min } else { max / 2.0 };
            unreadable(inner, slot, example, &text, wrong)
        }
    };
    complain(inner, of, &told);
}

/// Why a text is no number or date of a kind, with one that would be.
#[inline(never)]
fn unreadable(
    inner: &Inner,
    slot: Slot,
    example: f64,
    text: &str,
    wrong: EntryError,
) -> String {
    let words = inner.words();
    let (empty, none) = if inner.model.is_date(slot) {
        (words.entry_date, words.not_a_date)
    } else {
        (words.entry_empty, words.not_a_number)
    };
    let example = || {
        let example = inner.model.text(slot, example, Fill::Short);
        fill(empty, &[("example", example.as_str())])
    };
    match wrong {
        EntryError::Reversed => words.entry_reversed.to_owned(),
        EntryError::Ambiguous => fill(words.entry_ambiguous, &[("text", text)]),
        EntryError::Either(full, scaled) => {
            let say = |entry: Entry| inner.model.text(slot, entry.high(), Fill::Short);
            let places =
                [("text", text), ("first", &*say(full)), ("second", &*say(scaled))];
            fill(words.entry_either, &places)
        }
        EntryError::Empty => example(),
        EntryError::NotANumber | EntryError::Outside => {
            fill(none, &[("text", text), ("reason", &*example())])
        }
    }
}

/// Takes one of the reader's own figures, or what is typed of it so far. What
/// cannot be taken is told once it is typed; till then the page follows nothing.
#[inline(never)]
pub(super) fn own(inner: &Inner, of: usize, element: &web_sys::Element, done: bool) {
    let field = element.dyn_ref::<HtmlInputElement>();
    let Some((field, figure)) = field.zip(inner.model.asked().get(of)) else { return };
    let Some(slot) = inner.model.asked_slot(figure) else { return };
    let (text, bounds) = (field.value(), inner.model.asked_bounds(figure));
    let format = inner.model.typed_format(slot);
    flag(field, "data-typing", !done && text != field.default_value());
    let read = match format.read(&text) {
        Ok(Entry::Value(v)) if v.is_finite() && bounds.0 <= v && v <= bounds.1 => {
            Ok(Some(v))
        }
        Err(EntryError::Empty) => Ok(None),
        Ok(Entry::Value(_)) => {
            let state = inner.state.try_borrow();
            let e = state.as_ref().map(|s| &s.evaluation);
            let label = e.map_or("", |e| inner.model.asked_label(of, e)).to_owned();
            drop(state);
            Err(beyond(inner, slot, &label, bounds, &text))
        }
        // One figure is asked for, not a range of it.
        read => {
            let wrong = read.err().unwrap_or(EntryError::NotANumber);
            Err(unreadable(inner, slot, example(inner, slot), &text, wrong))
        }
    };
    let told = read.as_ref().err().filter(|_| done).cloned();
    inner.arrange(|state| {
        if let Some(place) = state.typed.get_mut(of) {
            *place = read.ok().flatten();
        }
        if let Some(place) = state.unread.get_mut(of) {
            place.clone_from(&told);
        }
    });
    if let Some(told) = told {
        inner.say(&told);
    } else if done {
        inner.write_address();
    }
}

/// A figure such as may be typed: the present one.
fn example(inner: &Inner, slot: Slot) -> f64 {
    let state = inner.state.try_borrow();
    state.ok().and_then(|s| s.evaluation.value(slot).ok()).unwrap_or(1.0)
}

/// That a text is beyond what its figure may be.
#[inline(never)]
fn beyond(
    inner: &Inner,
    slot: Slot,
    label: &str,
    (min, max): (f64, f64),
    text: &str,
) -> String {
    let range = if max.is_finite() {
        range_words(inner, slot, (min, max))
    } else {
        let min = inner.model.text(slot, min, Fill::Exact);
        fill(inner.words().range_from, &[("min", &min)])
    };
    let places = [("label", label), ("range", &*range), ("text", text)];
    fill(inner.words().out_of_range, &places)
}

/// “from 5 to 40 years”
fn range_words(inner: &Inner, slot: Slot, range: (f64, f64)) -> String {
    let [min, max] = inner.model.ends(slot, range, Length::Exact);
    fill(inner.words().range, &[("min", &min), ("max", &max)])
}

#[inline(never)]
pub(super) fn outside(inner: &Inner, of: usize, text: &str) -> String {
    let slot = inner.model.input_slot(of);
    let Range { min, max, .. } = inner.range(of);
    let range = range_words(inner, slot, (min, max));
    let label = match inner.state.try_borrow() {
        Ok(state) => inner.model.label(slot, &state.evaluation).to_owned(),
        Err(_) => String::new(),
    };
    fill(
        inner.words().out_of_range,
        &[("label", &label), ("range", &range), ("text", text)],
    )
}

pub(super) fn complain(inner: &Inner, of: usize, text: &str) {
    if let Ok(mut state) = inner.state.try_borrow_mut() {
        state.complaint = Some((of, text.to_owned()));
    }
    inner.refresh();
    // Said once, wherever it is shown.
    inner.say(text);
}

impl Inner {
    /// From where to where an input may be set now.
    pub(super) fn range(&self, input: usize) -> Range {
        match self.state.try_borrow() {
            Ok(state) => self.model.range(input, &state.evaluation),
            Err(_) => self.model.range_in(input, &self.start),
        }
    }

    /// Whether what was typed for an input could not be taken.
    fn is_complained_of(&self, input: usize) -> bool {
        self.state.try_borrow().is_ok_and(|s| !s.complaint(input).is_empty())
    }
}

pub(super) fn value(inner: &Inner, of: usize) -> Option<f64> {
    let state = inner.state.try_borrow().ok()?;
    // What is set but not yet worked out counts: keys can be faster than frames.
    let set = state.history.present.value(of).or_else(|| state.value(&inner.model, of));
    // What its range holds goes on from there.
    let held = inner.model.has_moving_range(of);
    set.map(
        |v| if held { inner.model.range(of, &state.evaluation).nearest(v) } else { v },
    )
}

/// Where a key takes a number, if it takes it anywhere.
pub(super) fn keyed(inner: &Inner, of: usize, key: &str, shift: bool) -> Option<f64> {
    inner.model.document().inputs.get(of)?;
    let range = inner.range(of);
    let present = value(inner, of).unwrap_or(range.min);
    let way = match key {
        "ArrowUp" | "PageUp" => 1.0,
        "ArrowDown" | "PageDown" => -1.0,
        "Home" => return Some(range.min),
        "End" => return Some(range.max),
        _ => return None,
    };
    let step = if shift { 10.0 } else { 1.0 };
    Some(if key.starts_with('P') {
        paged(&range, present, way)
    } else {
        stepped(&range, present, way * step)
    })
}

/// A key on a number.
pub(super) fn key(
    inner: &Inner,
    of: usize,
    element: &web_sys::Element,
    event: &KeyboardEvent,
) {
    match event.key().as_str() {
        // An input method's own Enter chooses among its candidates.
        "Enter" if event.is_composing() || event.key_code() == 229 => {}
        "Enter" => {
            event.prevent_default();
            take(inner, of, element);
            select_all(element);
        }
        "Escape" => {
            if element.has_attribute("data-typing") {
                event.prevent_default();
            }
            let _ = element.remove_attribute("data-typing");
            inner.act(Action::Abandon);
            inner.refresh();
            select_all(element);
        }
        // In a text these are the caret's.
        "Home" | "End" => {}
        name => {
            if keyed(inner, of, name, event.shift_key()).is_none() {
                return;
            }
            event.prevent_default();
            // A step goes from what was typed, if that can be taken.
            if element.has_attribute("data-typing") {
                take(inner, of, element);
                if inner.is_complained_of(of) {
                    return;
                }
            }
            if let Some(value) = keyed(inner, of, name, event.shift_key()) {
                inner.act(Action::Move(of, value));
            }
            select_all(element);
        }
    }
}
