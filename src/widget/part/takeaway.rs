//! What a reader takes away: links, words, files.

use super::{embed, figure};
use crate::chart::{Palette, Scene, TableMeasure, card};
use crate::lean::gather::Gather as _;
use crate::model::{Evaluation, Model};
use crate::widget::act::{Act, act};
use crate::widget::dom::{Dom, set_text, show, tell, width};
use crate::widget::{Inner, canvas};
use crate::words::fill;
use crate::{export, link, narrative};
use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use plotters_canvas::CanvasBackend;
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, ClipboardItem, Element, HtmlAnchorElement, HtmlCanvasElement,
    HtmlDocument, HtmlElement, HtmlTextAreaElement, Url,
};

/// The row of things to take, and the field that shows what is copied.
#[derive(Debug)]
pub(crate) struct TakeAway {
    told: Element,
    /// What only paper shows.
    printed: Element,
    /// What only a report shows.
    cited: Element,
    field: Option<HtmlTextAreaElement>,
}

impl TakeAway {
    pub(crate) fn new(
        dom: &Dom,
        parent: &Element,
        model: &Model,
        host: &HtmlElement,
    ) -> Self {
        let words = model.words();
        let row = dom.add(parent, "div", "take");
        dom.text(&row, "span", "muted", words.take_away);
        for (what, label) in [
            (Act::CopyLink, words.copy_link),
            (Act::CopyWords, words.copy_text),
            (Act::CopyPicture, words.copy_card),
            (Act::Picture, words.download_card),
            (Act::ValuesCsv, words.download_csv),
            (Act::ValuesJson, words.download_json),
            (Act::Print, words.print),
            (Act::Report, words.report),
        ] {
            let button = dom.button(&row, "link", label);
            act(&button, what, 0);
        }
        embed::build(dom, parent, model, host);
        let cited = dom.add(parent, "p", "cited");
        let printed = dom.add(parent, "p", "printed");
        let told = dom.add(parent, "p", "muted");
        crate::widget::dom::attr(&told, "role", "status");
        let field = dom.add(parent, "textarea", "copy");
        crate::widget::dom::attr(&field, "readonly", "");
        crate::widget::dom::attr(&field, "aria-label", words.take_away);
        show(&field, false);
        show(&told, false);
        Self { told, printed, cited, field: field.dyn_into().ok() }
    }

    /// Shows a text, selected, and copies it where the browser lets us. That
    /// works without permissions and in a file opened from a disk.
    #[inline(never)]
    pub(super) fn copy(&self, inner: &Inner, text: &str) {
        let Some(field) = &self.field else { return };
        self.offer(text, "");
        let _ = field.focus();
        // From its end, so that what is in view is where it begins. Chromium has gone
        // to the end by then.
        let _ = field.set_selection_range_with_direction(0, u32::MAX, "backward");
        field.set_scroll_top(0);
        let page = inner.host.owner_document();
        let page = page.and_then(|d| d.dyn_into::<HtmlDocument>().ok());
        let copied = page.is_some_and(|p| p.exec_command("copy").unwrap_or(false));
        let words = inner.words();
        tell(&self.told, if copied { words.copied } else { words.not_copied });
    }

    /// Shows a text to be copied by hand, and why.
    fn offer(&self, text: &str, why: &str) {
        if let Some(field) = &self.field {
            show(field, true);
            field.set_value(text);
        }
        tell(&self.told, why);
    }
}

/// Whether there is a page around this one: it may forbid things, and nobody is
/// told, and this one's window may be taller than any screen.
pub(crate) fn framed() -> bool {
    web_sys::window().is_some_and(|w| w.parent().ok().flatten().as_ref() != Some(&w))
}

impl Inner {
    /// Gives the reader one of the things to take.
    #[inline(never)]
    pub(crate) fn take_away(&self, what: Act) {
        let Ok(state) = self.state.try_borrow() else { return };
        let (model, e) = (&self.model, &state.evaluation);
        let name = &model.document().id;
        match what {
            Act::CopyLink => {
                let mut address = self.link(&state);
                // The first is open anyway.
                let open = state.tab.filter(|tab| *tab > 0);
                if let Some(tab) =
                    open.and_then(|at| model.document().tabs().into_iter().nth(at))
                {
                    address = link::with_view(&address, tab.id);
                }
                let address = self.address(&address);
                self.parts.takeaway.copy(self, &address);
            }
            Act::CopyWords => {
                let link = self.address(&self.link(&state));
                let origin = narrative::origin(model, e);
                let text =
                    format!("{}\n\n{origin}\n{link}", narrative::sentence(model, e));
                self.parts.takeaway.copy(self, &text);
            }
            Act::Picture | Act::CopyPicture => {
                let link = self.address(&self.link(&state));
                let summary = |answer| state.worlds.answer(answer).copied();
                let scene = card(model, e, &summary, &link, &TableMeasure);
                let palette = self.parts.charts.palette();
                let Some(url) = png(&self.dom, &scene, &palette, 1.0) else { return };
                let file = format!("{name}.png");
                if what == Act::CopyPicture && self.copy_picture(&url, &file).is_ok() {
                    return;
                }
                self.download(&url, &file, &url);
            }
            Act::ValuesCsv => {
                self.save(&export::csv(model, e), "text/csv", &format!("{name}.csv"));
            }
            Act::ValuesJson => {
                let json = export::json(model, e);
                self.save(&json, "application/json", &format!("{name}.json"));
            }
            Act::Print => {
                drop(state);
                let _ = web_sys::window().map(|w| w.print());
                self.perhaps_printed();
            }
            Act::Report => {
                drop(state);
                self.ready_for_paper();
                // The element knows how, since it brings the style sheet.
                let print = Reflect::get(&self.host, &"printAlone".into());
                if let Ok(Ok(print)) = print.map(JsCast::dyn_into::<Function>) {
                    let _ = print.call0(&self.host);
                }
                self.perhaps_printed();
            }
            _ => {}
        }
    }

    /// Puts a picture on the clipboard; where the browser or the page around
    /// forbids that, which shows only later, it is saved.
    #[inline(never)]
    fn copy_picture(&self, url: &str, file: &str) -> Result<(), JsValue> {
        let window = web_sys::window().ok_or(JsValue::NULL)?;
        let clipboard = window.navigator().clipboard();
        if clipboard.is_undefined() {
            return Err(JsValue::NULL);
        }
        // All at once: a browser may take it only from the click itself.
        let (_, encoded) = url.split_once(',').ok_or(JsValue::NULL)?;
        let bytes = window.atob(encoded)?;
        let bytes: Vec<u8> = bytes.chars().filter_map(|c| c.try_into().ok()).gather();
        let options = BlobPropertyBag::new();
        options.set_type(PNG);
        let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
        let record = js_sys::Object::new();
        Reflect::set(&record, &PNG.into(), &blob)?;
        let item = ClipboardItem::new_with_record_from_str_to_blob_promise(&record)?;
        let written = clipboard.write(&js_sys::Array::of1(&item));
        let (weak, url, file) = (self.me.clone(), url.to_owned(), file.to_owned());
        // Called once: with nothing, or with why not.
        let done = Closure::once_into_js(move |why: JsValue| {
            let Some(inner) = weak.upgrade() else { return };
            let told = &inner.parts.takeaway.told;
            if why.is_undefined() {
                tell(told, inner.words().copied);
            } else {
                tell(told, inner.words().card_saved);
                inner.download(&url, &file, &url);
            }
        });
        let then: Function = Reflect::get(&written, &"then".into())?.dyn_into()?;
        then.call2(&written, &done, &done).map(drop)
    }

    /// Gives the reader a chart as a file.
    #[inline(never)]
    pub(crate) fn take_chart(&self, chart: usize, kind: Act) {
        let Ok(state) = self.state.try_borrow() else { return };
        let Some(known) = self.model.document().charts.get(chart) else { return };
        let palette = self.parts.charts.palette();
        let scene = self
            .parts
            .charts
            .with(chart, |figure| figure.scene(self, &state, width(&figure.plot)));
        let Some(Some(scene)) = scene else { return };
        let picture = || self.titled(&scene, &state.evaluation);
        let file = |ending| format!("{}-{}.{ending}", self.model.document().id, known.id);
        match kind {
            Act::Svg => match picture().to_svg(&palette) {
                Ok(svg) => self.save(&svg, "image/svg+xml", &file("svg")),
                Err(error) => self.notify(&error.to_string()),
            },
            Act::Png => {
                if let Some(url) = png(&self.dom, &picture(), &palette, 2.0) {
                    self.download(&url, &file("png"), &url);
                }
            }
            _ => {
                let origin = scene.origin(&self.model, &state.evaluation);
                let link = self.address(&self.link(&state));
                let csv = scene.table.to_csv_with(&format!("{origin}\n{link}"));
                self.save(&csv, "text/csv", &file("csv"));
            }
        }
    }

    /// A chart with its headline, for a picture that leaves the page.
    pub(crate) fn titled(&self, scene: &Scene, e: &Evaluation) -> Scene {
        let foot = scene.origin(&self.model, e);
        scene.titled(&foot, figure::TEXT, &TableMeasure)
    }

    /// The page's address with this calculator's state in it; another
    /// fragment of the page is left out, it leads elsewhere. The attribute `page`
    /// may name another page, around this one.
    pub(super) fn address(&self, state: &str) -> String {
        let own = || web_sys::window()?.location().href().ok();
        let href = self.host.get_attribute("page").or_else(own).unwrap_or_default();
        let page = href.split('#').next().unwrap_or_default();
        page.to_owned() + &self.fragment(state)
    }

    /// The fragment that holds a state.
    pub(super) fn fragment(&self, state: &str) -> String {
        link::fragment::with("", &self.address.name, state).unwrap_or_default()
    }

    fn perhaps_printed(&self) {
        if framed() {
            tell(&self.parts.takeaway.told, self.words().perhaps_not_printed);
        }
    }

    /// Every chart is drawn for paper and its table filled, and the sheet says where
    /// it comes from and what was assumed.
    #[inline(never)]
    fn ready_for_paper(&self) {
        // What is out of sight may not have followed yet.
        self.show();
        self.attend(self.parts.charts.tabs.charts());
        let Ok(state) = self.state.try_borrow() else { return };
        self.parts.charts.print(self, &state);
        let e = &state.evaluation;
        let behind = |i| self.model.figures_behind(self.model.input_slot(i), e);
        let inputs = 0..self.model.document().inputs.len();
        let ids = inputs.flat_map(behind).map(|figure| figure.source).gather();
        let cited = self.model.imprints(&ids).join("; ");
        let places = [("label", self.words().sources), ("value", &*cited)];
        set_text(&self.parts.takeaway.cited, &fill(self.words().chart_point, &places));
        let origin = narrative::origin(&self.model, e);
        let link = self.address(&self.link(&state));
        set_text(&self.parts.takeaway.printed, &format!("{origin}\n{link}"));
    }

    #[inline(never)]
    fn save(&self, text: &str, kind: &str, name: &str) {
        // A spreadsheet reads a table as Unicode only behind this mark.
        let mark = if kind == "text/csv" { "\u{feff}" } else { "" };
        let parts =
            js_sys::Array::of2(&JsValue::from_str(mark), &JsValue::from_str(text));
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options);
        if let Ok(url) = blob.and_then(|b| Url::create_object_url_with_blob(&b)) {
            self.download(&url, name, text);
            // The click has taken hold of the file: the address can go.
            let _ = Url::revoke_object_url(&url);
        }
    }

    /// Saves what is at an address, and shows it where that may be forbidden.
    fn download(&self, url: &str, name: &str, text: &str) {
        if let Some(anchor) = self.dom.loose::<HtmlAnchorElement>("a") {
            anchor.set_href(url);
            anchor.set_download(name);
            anchor.click();
        }
        if framed() {
            self.parts.takeaway.offer(text, self.words().perhaps_not_saved);
        }
    }
}

/// Before the page is printed, by our button or the browser's.
pub(crate) fn before_print(inner: &Rc<Inner>) -> Option<EventListener> {
    let weak = Rc::downgrade(inner);
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "beforeprint", move |_| {
        if let Some(inner) = weak.upgrade() {
            inner.ready_for_paper();
        }
    }))
}

/// The kind of a picture's file.
const PNG: &str = "image/png";

/// A scene as the address of a PNG, at so many times its size.
#[inline(never)]
fn png(dom: &Dom, scene: &Scene, palette: &Palette, ratio: f64) -> Option<String> {
    let canvas: HtmlCanvasElement = dom.loose("canvas")?;
    canvas::clear(&canvas, scene, ratio);
    let context = canvas::context(&canvas)?;
    let (r, g, b) = palette.ground;
    context.set_fill_style_str(&format!("rgb({r},{g},{b})"));
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    let mut backend = CanvasBackend::with_canvas_object(canvas.clone())?;
    scene.paint(&mut backend, palette, ratio).ok()?;
    canvas.to_data_url().ok()
}
