//! The fragment of a page's address, with a part for each calculator in it.
//!
//! `#a:v=1&p=now&a=2&b:v=1&p=now&a=5`: a part begins with the name of its
//! calculator and a colon, and ends with the answers. A fragment that begins
//! otherwise is the page's own.

use super::{decoded, encoded};
use crate::lean::gather::Gather as _;

/// How often a link is encoded over on its way, at most.
const TIMES: usize = 3;

/// The state that a fragment holds for the calculator of a name, however the
/// link was treated on its way: what others hang behind it is left off, and
/// what they encoded over is read.
///
/// ```
/// use cost_calculator::link::fragment::state;
/// let link = "#tea:v=1&p=now&a=2";
/// assert_eq!(state(link, "tea").as_deref(), Some("v=1&p=now&a=2"));
/// assert_eq!(state("#tea%3Av%3D1%26p%3Dnow%26a%3D2", "tea"), state(link, "tea"));
/// assert_eq!(state("#tea:v=1&p=now&a=2&utm_source=mail", "tea"), state(link, "tea"));
/// assert_eq!(state("#notes", "tea"), None);
/// ```
#[must_use]
pub fn state(fragment: &str, name: &str) -> Option<String> {
    let part = parts(fragment)?.into_iter().find(|(known, _)| known == name);
    part.map(|(_, state)| state)
}

/// The fragment with this state for the calculator of a name and all else as
/// it is; `None` where the fragment is the page's own.
///
/// ```
/// use cost_calculator::link::fragment::with;
/// let both = with("#tea:v=1&a=2", "milk", "v=3&a=4").unwrap();
/// assert_eq!(both, "#tea:v=1&a=2&milk:v=3&a=4");
/// assert_eq!(with(&both, "tea", "v=1&a=9").unwrap(), "#tea:v=1&a=9&milk:v=3&a=4");
/// assert_eq!(with("#notes", "tea", "v=1&a=2"), None);
/// ```
#[must_use]
pub fn with(fragment: &str, name: &str, state: &str) -> Option<String> {
    let mut all = if fragment.trim_start_matches('#').is_empty() {
        Vec::new()
    } else {
        parts(fragment)?
    };
    if let Some((_, present)) = all.iter_mut().find(|(known, _)| known == name) {
        state.clone_into(present);
    } else if all.iter().all(|(_, state)| state.starts_with("v=")) {
        // Only behind what is surely a calculator's.
        all.push((name.to_owned(), state.to_owned()));
    } else {
        return None;
    }
    let parts: Vec<String> =
        all.iter().map(|(name, state)| format!("{}:{state}", encoded(name))).gather();
    Some(format!("#{}", parts.join("&")))
}

/// Names and states, in order; `None` if this is no fragment of calculators.
fn parts(fragment: &str) -> Option<Vec<(String, String)>> {
    let mut text = fragment.trim_start_matches('#').to_owned();
    for _ in 0..TIMES {
        if text.contains(':') {
            break;
        }
        text = decoded(&text);
    }
    let mut parts: Vec<(String, String)> = Vec::new();
    // Behind the answers comes nothing of ours.
    let mut ended = false;
    for piece in text.split('&') {
        let piece = piece.strip_prefix("amp;").unwrap_or(piece);
        let begun = piece.split_once(':').filter(|(name, _)| !name.contains('='));
        let pair = if let Some((name, pair)) = begun {
            parts.push((decoded(name), String::new()));
            ended = false;
            pair
        } else {
            piece
        };
        // Before any name this is the page's own.
        let (_, state) = parts.last_mut()?;
        if ended || pair.is_empty() {
            continue;
        }
        if !state.is_empty() {
            state.push('&');
        }
        ended = pair.starts_with("a=");
        state.push_str(if ended { answers(pair) } else { pair });
    }
    Some(parts)
}

/// The answers without what the text around a link left on it.
fn answers(pair: &str) -> &str {
    let ours = |c: char| c.is_ascii_digit() || "a=,.-+eE".contains(c);
    let end = pair.find(|c| !ours(c)).unwrap_or(pair.len());
    let (kept, _) = pair.split_at(end);
    kept.trim_end_matches(|c: char| !c.is_ascii_digit() && !",=".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_on_the_way_to_a_reader() {
        let state = |fragment: &str| state(fragment, "tea time");
        let whole = "v=1&p=2021%2F22&spend=7.5e8&a=2830,-1.5e-7";
        assert_eq!(state(&format!("#tea%20time:{whole}")).as_deref(), Some(whole));
        for tail in ["&fbclid=abc", "?utm_source=x", ").", "&", "&amp;gclid=1", ",”"] {
            let found = state(&format!("#tea%20time:{whole}{tail}")).unwrap();
            assert_eq!(found.trim_end_matches(','), whole, "{tail}");
        }
        let mut over = format!("tea time:{whole}");
        for _ in 0..2 {
            over = encoded(&over);
            assert_eq!(state(&format!("#{over}")).as_deref(), Some(whole), "{over}");
        }
        let amp = format!("#tea%20time:{}", whole.replace('&', "&amp;"));
        assert_eq!(state(&amp).as_deref(), Some(whole));
    }

    #[test]
    fn a_fragment_of_the_page_is_left_alone() {
        for own in ["#notes", "#a=1", "#/route?x=1", "#section:2", "#x:y&z"] {
            assert_eq!(with(own, "tea", "v=1&a=2"), None, "{own}");
            assert_eq!(state(own, "tea"), None, "{own}");
        }
        assert_eq!(with("#", "tea", "v=1").as_deref(), Some("#tea:v=1"));
        assert_eq!(with("", "tea", "v=1").as_deref(), Some("#tea:v=1"));
    }

    proptest! {
        #[test]
        fn any_name_keeps_its_state(
            names in proptest::collection::btree_set(".{1,8}", 1..4),
            value in "[a-z]{1,4}",
        ) {
            let mut fragment = String::new();
            for (i, name) in names.iter().enumerate() {
                fragment = with(&fragment, name, &format!("v={value}&x={i}&a={i}")).unwrap();
            }
            for (i, name) in names.iter().enumerate() {
                let wanted = format!("v={value}&x={i}&a={i}");
                prop_assert_eq!(state(&fragment, name), Some(wanted));
            }
        }

        #[test]
        fn nothing_breaks_it(fragment in "[#:&=%a-f0-9?é]*", name in ".{0,3}") {
            let _ = state(&fragment, &name);
            let _ = with(&fragment, &name, "v=1");
        }
    }
}
