//! The page: the only place that knows the DOM.
//!
//! A [`Widget`] builds its parts once inside a shadow root and afterwards
//! changes only what differs. One listener per kind of event stands on the
//! container; what was meant is written on the elements themselves
//! ([`act`]), so parts can come and go without listeners of
//! their own. Everything a reader can do is one [`Action`].

mod act;
mod action;
mod address;
mod canvas;
mod dom;
mod drag;
mod events;
mod grid;
mod grip;
mod guests;
mod keys;
mod lettering;
mod measure;
mod motion;
mod pace;
mod part;
mod pointing;
mod request;
mod sight;
mod state;
mod theme;
mod told;
mod typing;
mod worlds;

pub(crate) use action::Action;
pub(crate) use request::set_by_id;
pub(crate) use state::State;

use crate::document::Value;
use crate::error::Error;
use crate::model::{Evaluation, Model, Scenario};
use crate::words::Words;
use dom::Dom;
use gloo::events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use web_sys::{Element, HtmlElement, ShadowRoot};

/// A calculator in a page. Dropping it takes it out of the page again.
#[derive(Debug)]
pub(crate) struct Widget {
    pub(crate) inner: Rc<Inner>,
    /// What of the state that the author wrote was not taken, in words.
    pub(crate) told: String,
    _listeners: Vec<EventListener>,
    _address: Option<EventListener>,
    _printing: Option<EventListener>,
    _observer: Option<part::charts::Observer>,
}

/// How a calculator begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The id of a preset.
    pub(crate) preset: Option<String>,
    /// A scenario to begin with, as a link holds it.
    pub(crate) state: Option<String>,
    /// The id of the question or chart whose tab is open.
    pub(crate) view: Option<String>,
    /// The language of numbers and interface, if not the document's.
    pub(crate) language: Option<String>,
    /// The scenario in which this calculator was before it came alive anew, as a
    /// link holds it.
    pub(crate) link: Option<String>,
    /// The scenario that was kept to compare with then.
    pub(crate) kept: Option<String>,
}

/// What the listeners share. They hold it weakly: the widget alone owns it.
#[derive(Debug)]
pub(crate) struct Inner {
    me: Weak<Self>,
    pub(crate) host: HtmlElement,
    container: Element,
    dom: Dom,
    sight: sight::Sight,
    pub(crate) model: Model,
    /// The scenario that links are written against.
    pub(crate) base: Scenario,
    /// The scenario that "reset" leads back to.
    pub(crate) start: Scenario,
    pub(crate) state: RefCell<State>,
    pace: pace::Pace,
    pub(crate) address: address::Address,
    parts: Parts,
    pub(crate) guests: guests::Guests,
    /// Whether all parts of the WebAssembly are there. What is neither in view
    /// nor used waits for them.
    pub(crate) whole: Cell<bool>,
}

#[derive(Debug)]
struct Parts {
    glance: part::glance::Glance,
    toolbar: part::toolbar::Toolbar,
    notice: Element,
    sentence: part::sentence::Sentence,
    steps: part::steps::Steps,
    story: part::story::Story,
    answers: part::answers::Answers,
    compare: part::compare::Compare,
    charts: part::charts::Charts,
    inputs: part::inputs::Inputs,
    own: Option<part::own::Own>,
    takeaway: part::takeaway::TakeAway,
    working: part::working::Working,
    terms: part::terms::Terms,
    status: Element,
}

/// What was kept to compare with, as a link holds it, worked out.
#[inline(never)]
fn kept_from(model: &Model, base: &Scenario, link: &str) -> Evaluation {
    model.evaluate(&crate::link::open(model, base, link).0)
}

impl Widget {
    /// Builds a calculator inside a shadow root.
    ///
    /// # Errors
    /// Everything that is wrong with the document, or an unknown preset.
    #[inline(never)]
    pub(crate) fn new(
        host: HtmlElement,
        root: &ShadowRoot,
        document: &Value,
        options: &Options,
    ) -> Result<Self, Error> {
        let mut model = Model::load(document)?;
        if let Some(language) = &options.language {
            model.speak(language);
        }
        let page =
            host.owner_document().ok_or_else(|| Error::request("There is no page."))?;
        let dom = Dom::new(page);
        let base = start(&model, options.preset.as_deref())?;
        let (start, mut complaints) = match &options.state {
            Some(state) => crate::link::open(&model, &base, state),
            None => (base.clone(), Vec::new()),
        };
        let told = complaints.join(" ");
        let container = dom
            .loose::<Element>("div")
            .ok_or_else(|| Error::request("The page lets no element be made."))?;
        container.set_class_name("calculator");
        dom::attr(&container, "part", "calculator");
        dom::speak(&container, &model.document().language);
        let address = address::Address::new(&host, &model);
        let link = options.link.clone().or_else(|| address.held(&host));
        let opened = match &link {
            Some(link) => {
                let (opened, told) = crate::link::open(&model, &base, link);
                complaints.extend(told);
                opened
            }
            None => start.clone(),
        };
        let differs = opened != start;
        let returns = options.link.is_some() || address.remembers(&host);
        let view = link.as_deref().and_then(crate::link::view);
        let view = view.as_deref().or(options.view.as_deref());
        let mut state = State::new(&model, start.clone(), opened, view);
        if let Some(link) = &link {
            state.typed = crate::link::own(&model, link);
        }
        if options.link.is_some() {
            // No link was opened: what was compared, if anything, still is.
            state.kept =
                options.kept.as_deref().map(|kept| kept_from(&model, &base, kept));
        } else if differs {
            // Somebody else's numbers stand beside the document's, or the reader's own
            // from before the page was left.
            if !returns {
                complaints.push(model.words().link_differs.to_owned());
            }
            state.kept = Some(model.evaluate(&start));
        }
        let sight = sight::Sight::new();
        let parts = Parts::new(&dom, &sight, &container, &model, &host);
        if let Some(own) = &parts.own
            && state.typed.iter().any(Option::is_some)
        {
            own.open();
        }
        dom::tell(&parts.notice, &complaints.join(" "));
        let _ = root.append_child(&container);
        let inner = Rc::new_cyclic(|me| Inner {
            me: me.clone(),
            host,
            container,
            dom,
            sight,
            model,
            base,
            start,
            state: RefCell::new(state),
            pace: pace::Pace::default(),
            address,
            parts,
            guests: guests::Guests::default(),
            whole: Cell::new(false),
        });
        let listeners = events::listen(&inner, &inner.container);
        let observer = part::charts::observe(&inner);
        let printing = part::takeaway::before_print(&inner);
        inner.refresh();
        let address = address::follow(&inner);
        if differs && !returns {
            inner.host.scroll_into_view();
        }
        Ok(Self {
            inner,
            told,
            _listeners: listeners,
            _address: address,
            _printing: printing,
            _observer: observer,
        })
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.inner.container.remove();
    }
}

impl Parts {
    #[inline(never)]
    fn new(
        dom: &Dom,
        sight: &sight::Sight,
        container: &Element,
        model: &Model,
        host: &HtmlElement,
    ) -> Self {
        let glance = part::glance::Glance::new(dom, container);
        let toolbar = part::toolbar::Toolbar::new(dom, container, model);
        let notice = dom.add(container, "p", "notice");
        dom::attr(&notice, "role", "status");
        let sentence = part::sentence::Sentence::new(dom, container);
        let steps = part::steps::Steps::new(dom, container, model);
        let story = part::story::Story::new(dom, container, model);
        let answers = part::answers::Answers::new(dom, container, model);
        let compare = part::compare::Compare::new(dom, container, model);
        let front = dom.add(container, "div", "front");
        let inputs = part::inputs::Inputs::new(dom, sight, container, model);
        let own = part::own::Own::new(dom, container, model);
        let charts = part::charts::Charts::new(dom, sight, &front, container, model);
        let foot = dom.add(container, "footer", "foot");
        let takeaway = part::takeaway::TakeAway::new(dom, &foot, model, host);
        part::notes::build(dom, &foot, model);
        glance.close(container);
        let status = dom.add(container, "p", "sr");
        dom::attr(&status, "role", "status");
        let working = part::working::Working::new(dom, container, model);
        let terms = part::terms::Terms::new(dom, container, model);
        Self {
            glance,
            toolbar,
            notice,
            sentence,
            steps,
            story,
            answers,
            compare,
            charts,
            inputs,
            own,
            takeaway,
            working,
            terms,
            status,
        }
    }
}

impl Inner {
    /// Brings every part up to the present state. While a value moves, its
    /// plausible worlds follow behind the frame.
    pub(crate) fn refresh(&self) {
        let moves = self.pace.moving();
        // What another width would change is told by the observer.
        if !moves {
            self.remeasure();
        }
        if let Ok(mut state) = self.state.try_borrow_mut() {
            state.work_out(&self.model);
            if !moves {
                state.follow(&self.model);
            }
        }
        self.show();
        if moves {
            sight::Sight::spare(&self.container, true);
            self.pace.follow_soon(self);
        }
        self.pace.rest(self);
    }

    /// Shows the present state, which is worked out.
    #[inline(never)]
    pub(crate) fn show(&self) {
        // First what measures what stands there, and what sets type: once the page
        // has changed, it would have to be laid out twice.
        self.attend(None);
        if let Ok(state) = self.state.try_borrow() {
            let p = &self.parts;
            p.charts.draw(self, &state);
            p.glance.update(self, &state);
            p.inputs.draw(self, &state);
            p.toolbar.update(self, &state);
            p.sentence.update(self, &state);
            p.steps.update(self, &state);
            p.answers.update(self, &state);
            p.compare.update(self, &state);
            p.inputs.update(self, &state);
            if let Some(own) = &p.own {
                own.update(self, &state);
            }
            p.working.update(self, &state);
            p.story.update(self, &state);
            p.inputs.tell(self, &state);
            p.charts.tell(self);
            self.guests.update(self, &state);
        }
    }

    /// Shows the plausible worlds around a state that is shown.
    fn show_worlds(&self) {
        self.draw();
        if let Ok(state) = self.state.try_borrow() {
            self.parts.answers.update(self, &state);
        }
    }

    /// All parts of the WebAssembly are there: does what had to wait.
    pub(crate) fn complete(&self) {
        self.whole.set(true);
        self.draw();
        if let (Some(own), Ok(state)) = (&self.parts.own, self.state.try_borrow()) {
            own.update(self, &state);
        }
        self.pace.rest(self);
    }

    /// Draws the charts in view again where they differ.
    pub(crate) fn draw(&self) {
        self.attend(None);
        if let Ok(state) = self.state.try_borrow() {
            self.parts.charts.draw(self, &state);
            self.parts.inputs.draw(self, &state);
            self.parts.inputs.tell(self, &state);
            self.parts.charts.tell(self);
        }
    }

    /// Sees to the plausible worlds of the charts that are shown, and of one more.
    pub(crate) fn attend(&self, besides: impl IntoIterator<Item = usize>) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            let charts = &self.parts.charts;
            let open = state.tab.map_or(&[][..], |tab| charts.tabs.behind(tab));
            let shown = charts.front().chain(open.iter().copied()).chain(besides);
            state.attend(&self.model, shown);
        }
    }

    /// Reads the page's colours and type again, and draws what differs.
    pub(crate) fn restyle(&self) {
        self.parts.charts.repaint();
        self.parts.inputs.repaint();
        self.remeasure();
        self.draw();
    }

    /// Measures all that is drawn, before a change is shown; tells whether a chart
    /// has another width than before.
    pub(crate) fn remeasure(&self) -> bool {
        self.parts.inputs.remeasure();
        self.parts.charts.remeasure()
    }

    /// Device pixels to a CSS pixel to draw with: of what rests at least so many,
    /// so that zooming in shows no blur.
    pub(crate) fn ratio(&self, least: f64) -> f64 {
        let least = if self.pace.moving() { 1.0 } else { least };
        web_sys::window().map_or(1.0, |w| w.device_pixel_ratio()).max(least)
    }

    /// Changes something of the state that no result depends on.
    pub(crate) fn arrange(&self, change: impl FnOnce(&mut State)) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            change(&mut state);
        }
        self.show();
        self.pace.rest(self);
    }

    /// Says something to those who cannot see what changed, once.
    pub(crate) fn say(&self, text: &str) {
        dom::set_text(&self.parts.status, text);
    }

    /// Says something above the sentence, or takes it away.
    pub(crate) fn notify(&self, text: &str) {
        dom::tell(&self.parts.notice, text);
    }

    fn words(&self) -> &'static Words {
        self.model.words()
    }
}

/// The position of a preset.
///
/// # Errors
/// If the document has none of that id.
pub(crate) fn preset_of(model: &Model, id: &str) -> Result<usize, Error> {
    let unknown = || Error::request(format!("The document has no preset “{id}”."));
    model.preset(id).ok_or_else(unknown)
}

/// The scenario that a preset makes of the document's own.
pub(crate) fn start(model: &Model, preset: Option<&str>) -> Result<Scenario, Error> {
    let own = model.scenario();
    let Some(id) = preset.filter(|id| !id.is_empty()) else { return Ok(own) };
    Ok(model.apply(&own, preset_of(model, id)?).0)
}
