//! What the page is told: the element's own events.

use super::Inner;

/// Told while a value moves.
pub(crate) const INPUT: &str = "input";
/// Told when it has settled.
pub(crate) const CHANGE: &str = "change";

/// Tells the page that something changed, by an event on the host. Its listeners
/// ask and set what they will: nothing may be borrowed.
pub(crate) fn tell(inner: &Inner, name: &str) {
    let init = web_sys::CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict(name, &init) {
        let _ = inner.host.dispatch_event(&event);
    }
}
