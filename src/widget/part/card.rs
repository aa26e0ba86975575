//! One input: number field, slider, effect curve, help, and what would have
//! to be true.

use super::number_field::NumberField;
use super::spark::Spark;
use super::terms;
use crate::chart::Palette;
use crate::distribution::Distribution;
use crate::document::Input;
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::model::{Fill, Model, Spread};
use crate::narrative::as_sentence;
use crate::sensitivity::{BreakEven, turning};
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, attr, set_text, show, style, tell, truth};
use crate::widget::grid::{POSITIONS, position};
use crate::widget::sight::{Place, Sight};
use crate::widget::{Inner, State};
use crate::words::fill;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

/// One input in the page.
#[derive(Debug)]
pub(crate) struct Card {
    input: usize,
    card: Element,
    label: Element,
    why: Element,
    place: Place,
    control: Control,
    complaint: Element,
    /// What would have to be true.
    turning: Element,
    caution: Element,
    spread: Element,
    certain: Element,
    reset: Element,
}

#[derive(Debug)]
enum Control {
    Number(Box<Number>),
    Choice(Option<HtmlSelectElement>),
}

#[derive(Debug)]
struct Number {
    field: NumberField,
    slider: Option<HtmlInputElement>,
    /// Where on the slider the answer turns.
    tick: Element,
    spark: Spark,
}

impl Card {
    pub(crate) fn new(
        dom: &Dom,
        sight: &Sight,
        parent: &Element,
        model: &Model,
        i: usize,
        input: &Input,
    ) -> Self {
        let words = model.words();
        let card = dom.add(parent, "div", "card");
        attr(&card, "role", "group");
        let head = dom.add(&card, "div", "card-head");
        let label = dom.add(&head, "span", "label");
        // The group has it for its name.
        attr(&label, "aria-hidden", "true");
        let control = if input.is_choice() {
            choice(dom, &card, model, i, input)
        } else {
            number(dom, sight, (&head, &card), model, i, input)
        };
        let complaint = dom.add(&card, "p", "complaint");
        let help = terms::add(dom, &card, "p", "muted help", model, &input.help);
        dom.words(&help, " ");
        let turning = dom.add(&help, "strong", "turning");
        let caution = dom.add(&card, "p", "caution");
        let foot = dom.add(&card, "p", "muted card-foot");
        let why = dom.button(&foot, "link", words.where_from);
        attr(&why, "aria-haspopup", "dialog");
        act(&why, Act::Why, i);
        let reset = dom.button(&foot, "link", "");
        act(&reset, Act::Release, i);
        let spread = dom.add(&foot, "span", "");
        let certain = dom.button(&foot, "link", words.certain);
        act(&certain, Act::Certain, i);
        Self {
            input: i,
            place: sight.place(&card),
            card,
            label,
            why,
            control,
            complaint,
            turning,
            caution,
            spread,
            certain,
            reset,
        }
    }

    /// Says what it is of, which may be called otherwise now.
    #[inline(never)]
    fn name(&self, inner: &Inner, label: &str) {
        set_text(&self.label, label);
        attr(&self.card, "aria-label", label);
        let why = format!("{} {label}", inner.words().where_from);
        attr(&self.why, "aria-label", &why);
        let control: Option<&Element> = match &self.control {
            Control::Number(number) => number.slider.as_deref().map(AsRef::as_ref),
            Control::Choice(select) => select.as_deref().map(AsRef::as_ref),
        };
        if let Some(control) = control {
            attr(control, "aria-label", label);
        }
    }

    pub(crate) fn update(&self, inner: &Inner, state: &State) {
        if self.waits(inner) {
            return;
        }
        let (model, e) = (&inner.model, &state.evaluation);
        let Some(input) = model.document().inputs.get(self.input) else { return };
        let slot = model.input_slot(self.input);
        let value = e.value(slot);
        if model.is_renamed(slot) || !self.card.has_attribute("aria-label") {
            self.name(inner, model.label(slot, e));
        }
        match &self.control {
            Control::Choice(select) => {
                if let Some((select, v)) = select.as_ref().zip(value.ok()) {
                    select.set_value(&v.to_string());
                }
            }
            Control::Number(number) => {
                number.field.show(inner, state, self.input);
                let spoken = match value {
                    Ok(v) => model.text(slot, v, Fill::Exact),
                    Err(reason) => reason.to_owned(),
                };
                if let Some(slider) = &number.slider {
                    let range = model.range(self.input, e);
                    let at = value.map_or(0.0, |v| position(&range, v));
                    // A slider rounds what it is given; only a real move of
                    // the value may move it.
                    if (slider.value_as_number() - at).abs() > 1e-6 {
                        slider.set_value_as_number(at);
                    }
                    attr(slider, "aria-valuetext", &spoken);
                    style(slider, "--at", &format!("{}%", at / POSITIONS * 100.0));
                }
            }
        }
        self.update_reset(inner, state);
        self.update_spread(inner, state, input);
        let mut caution = cautions(inner, state, input, value.err());
        if model.has_moving_range(self.input)
            && let Some(held) = held(inner, state, self.input)
        {
            caution = [held, caution].join(" ");
        }
        tell(&self.caution, &caution);
        tell(&self.complaint, state.complaint(self.input));
    }

    /// Measures its curve.
    pub(crate) fn remeasure(&self) {
        if let Control::Number(number) = &self.control {
            number.spark.remeasure();
        }
    }

    /// Forgets its curve, which is painted anew.
    pub(crate) fn repaint(&self) {
        if let Control::Number(number) = &self.control {
            number.spark.forget();
        }
    }

    /// Draws its curve, if it is in view.
    pub(crate) fn draw(&self, inner: &Inner, state: &State, palette: &Palette) {
        if let Some(Number { spark, .. }) = self.drawn(inner) {
            spark.draw(inner, state, self.input, palette);
        }
    }

    /// Says what would have to be true, which only a card in view needs.
    pub(crate) fn tell(&self, inner: &Inner, state: &State) {
        let Some(Number { tick, .. }) = self.drawn(inner) else { return };
        let range = inner.model.range(self.input, &state.evaluation);
        let found = turning(&inner.model, &state.evaluation, self.input);
        let now = state.value(&inner.model, self.input).unwrap_or(range.min);
        let (at, text) =
            found.map(|t| (BreakEven::At(t.at).nearest(now), t.text)).unwrap_or_default();
        show(tick, at.is_some());
        if let Some(at) = at {
            let share = position(&range, at) / POSITIONS;
            style(tick, "--at", &format!("{share}"));
        }
        tell(&self.turning, &text);
    }

    /// Its control, if it is a number's that can be seen.
    fn drawn(&self, inner: &Inner) -> Option<&Number> {
        let Control::Number(number) = &self.control else { return None };
        (!self.waits(inner) && self.is_open()).then_some(number)
    }

    /// Whether it follows once the reader has stopped: while a value moves, what is
    /// out of sight does.
    fn waits(&self, inner: &Inner) -> bool {
        inner.pace.moving() && !self.place.in_view()
    }

    /// Whether its group is open, without making the browser lay out.
    fn is_open(&self) -> bool {
        let group = self.card.closest("details").ok().flatten();
        group.is_none_or(|g| g.has_attribute("open"))
    }

    fn update_reset(&self, inner: &Inner, state: &State) {
        let (model, e) = (&inner.model, &state.evaluation);
        let slot = model.input_slot(self.input);
        let own =
            inner.start.value(self.input).or_else(|| model.own_value(e, self.input).ok());
        // As far as its range has room for it.
        let held = model.has_moving_range(self.input);
        let range = model.range(self.input, e);
        let own = own.map(|v| if held { range.nearest(v) } else { v });
        let shown = |v: f64| model.text(slot, v, Fill::Short);
        let back = own.map(shown).unwrap_or_default();
        let now = e.value(slot).ok().map(shown);
        let spread = e.scenario.spread(self.input) != Spread::Documented;
        show(&self.reset, own.is_some() && (spread || now.as_ref() != Some(&back)));
        set_text(&self.reset, &fill(inner.words().reset_one, &[("value", &back)]));
    }

    fn update_spread(&self, inner: &Inner, state: &State, input: &Input) {
        let (model, e, words) = (&inner.model, &state.evaluation, inner.words());
        let certain = e.scenario.spread(self.input) == Spread::Certain;
        let uncertain = !input.is_choice() && model.is_uncertain(self.input, e);
        show(&self.certain, uncertain || certain);
        truth(&self.certain, "aria-pressed", certain);
        let text = if certain {
            words.uncertain_off.to_owned()
        } else if uncertain {
            interval_words(inner, state, self.input)
        } else {
            String::new()
        };
        tell(&self.spread, &text);
    }
}

/// The 95% interval of an uncertain input in words.
pub(crate) fn interval_words(inner: &Inner, state: &State, input: usize) -> String {
    let (model, e, words) = (&inner.model, &state.evaluation, inner.words());
    let distribution: Distribution = model.distribution(input, e);
    let (low, high) = distribution.interval95();
    let slot = model.input_slot(input);
    // A narrow interval needs more digits to be one.
    let same = model.text(slot, low, Fill::Short) == model.text(slot, high, Fill::Short);
    let length = if same { Length::Exact } else { Length::Short };
    let [low, high] = model.ends(slot, (low, high), length);
    let own = matches!(e.scenario.spread(input), Spread::Interval(..));
    let phrase = if own { words.yours_kept } else { words.uncertain };
    fill(phrase, &[("low", &low), ("high", &high)])
}

/// That more or less was set than its range has room for now. Not in line: few
/// documents need it.
#[inline(never)]
fn held(inner: &Inner, state: &State, input: usize) -> Option<String> {
    let (model, e) = (&inner.model, &state.evaluation);
    let slot = model.input_slot(input);
    let set = e.scenario.value(input).or_else(|| model.own_value(e, input).ok())?;
    let now = e.value(slot).ok()?;
    let [set, now] = [set, now].map(|v| model.text(slot, v, Fill::Short));
    let places = [("set", &*set), ("value", &*now)];
    (set != now).then(|| fill(inner.words().held, &places))
}

fn cautions(inner: &Inner, state: &State, input: &Input, absent: Option<&str>) -> String {
    let model = &inner.model;
    let mut cautions: Vec<String> = absent.map(as_sentence).into_iter().gather();
    for applied in &state.applied {
        let preset = model.document().presets.get(applied.preset);
        let laid_over = preset.is_some_and(|p| {
            p.period.is_none() && p.set.iter().any(|(id, _)| *id == input.id)
        });
        if laid_over {
            cautions.extend(applied.cautions.iter().cloned());
        }
    }
    // What is said of the figure that was chosen comes before what is said of
    // any figure here.
    if cautions.is_empty() {
        cautions = model.cautions(&input.cautions, &state.evaluation);
    }
    cautions.join(" ")
}

fn choice(dom: &Dom, card: &Element, model: &Model, i: usize, input: &Input) -> Control {
    let select = dom.add(card, "select", "tool");
    act(&select, Act::Choice, i);
    for n in 0..input.options.len() {
        let element = dom.text(&select, "option", "", model.option_text(input, n));
        attr(&element, "value", &n.to_string());
    }
    Control::Choice(select.dyn_into().ok())
}

fn number(
    dom: &Dom,
    sight: &Sight,
    (head, card): (&Element, &Element),
    model: &Model,
    i: usize,
    input: &Input,
) -> Control {
    let field = NumberField::new(dom, head, i, input);
    let row = dom.add(card, "div", "slide");
    let track = dom.add(&row, "div", "track");
    let slider = dom.add(&track, "input", "slider");
    for (name, value) in [
        ("type", "range"),
        ("min", "0"),
        ("max", &POSITIONS.to_string()),
        ("step", "any"),
    ] {
        attr(&slider, name, value);
    }
    act(&slider, Act::Slide, i);
    let tick = dom.add(&track, "span", "tick");
    attr(&tick, "aria-hidden", "true");
    let spark = Spark::new(dom, sight, &row, model, input);
    Control::Number(Box::new(Number {
        field,
        slider: slider.dyn_into().ok(),
        tick,
        spark,
    }))
}

impl Inner {
    /// Switches the uncertainty of an input off, or back on.
    pub(crate) fn toggle_certain(&self, input: usize) {
        let certain = self
            .state
            .try_borrow()
            .is_ok_and(|s| s.evaluation.scenario.spread(input) == Spread::Certain);
        let next = if certain { Spread::Documented } else { Spread::Certain };
        self.act(crate::widget::Action::Spread(input, next));
    }
}
