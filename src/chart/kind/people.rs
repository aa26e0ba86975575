//! A hundred people, each drawn where they belong. Everyone keeps their place:
//! when figures change, only the borders between the groups move.

use super::Kind;
use crate::chart::mark::{Anchor, Ink, Mark};
use crate::chart::sheet::{Sheet, both};
use crate::chart::table::Table;
use crate::chart::{Hit, Scene, Subject};
use crate::document::{Format, People, PeopleGroup, Tone, Writing};
use crate::format::Length;
use crate::lean::gather::Gather as _;
use crate::lean::order;
use crate::model::Evaluation;
use crate::words::fill;

/// They stand in columns of so many, one group after the other.
const TALL: usize = 5;
const ALL: usize = 100;
/// The height of a person's place over its width.
const PLACE: f64 = 1.42;

impl Kind for People {
    fn scene<'a>(&'a self, _: &Subject<'a>, mut sheet: Sheet<'a>) -> Scene {
        let shared = match share_out(self, &sheet, sheet.evaluation) {
            Ok(shared) => shared,
            Err(reason) => return sheet.empty(&reason),
        };
        let before =
            sheet.pinned.and_then(|e| Some(share_out(self, &sheet, e).ok()?.people));
        let format =
            |format| sheet.model.writing_format(Writing { format, decimals: None });
        let (hundred, count) = (format(Format::PerHundred), format(Format::Count));
        let sum: f64 = shared.shares.iter().sum();
        if (sum - 1.0).abs() > 0.005 {
            let sum = format(Format::Number).write(100.0 * sum, Length::Short);
            let words = fill(sheet.words.chart_groups_make, &[("sum", &sum)]);
            sheet.note(&words);
        }
        let place = Places::new(&mut sheet);
        let mut table = self.table(&sheet);
        let mut from = 0;
        let mut told = Vec::new();
        for (row, group) in self.groups.iter().enumerate() {
            let at = |list: &[usize]| list.get(row).copied();
            let people = at(&shared.people).unwrap_or_default();
            let was = before.as_deref().and_then(at);
            let ink = ink(&self.groups, row);
            for i in from..from + people {
                place.person(&mut sheet, i, ink);
            }
            let label = sheet.model.fill(&group.bar.label, sheet.evaluation);
            let band = key(&mut sheet, group, ink, (people, was), &label);
            let share = shared.shares.get(row).copied();
            let value = sheet.model.value_of(&group.bar.formula, sheet.evaluation).ok();
            let (_, exact) =
                both(&sheet.format_of(&group.bar.formula, count.clone()), value);
            let in_hundred = hundred.write_or_dash(share, Length::Exact);
            let number = |n: usize| (n.to_string(), Some(whole(n)));
            let mut cells = vec![
                (label.clone(), None),
                number(people),
                (in_hundred.clone(), share),
                (exact.clone(), value),
            ];
            if sheet.pinned.is_some() {
                cells.push(was.map_or((String::new(), None), number));
            }
            table.push(cells);
            let point = [("label", &*label), ("value", &*people.to_string())];
            told.push(fill(sheet.words.chart_point, &point));
            let hit = Hit {
                row,
                label,
                // Where a share is counted, both are one.
                value: if in_hundred == exact {
                    exact
                } else {
                    format!("{in_hundred} ({exact})")
                },
                detail: sheet.period(),
                slot: sheet.model.slot(&group.bar.formula),
                present: true,
                also: (from..from + people).map(|i| place.of(i)).gather(),
                ..Hit::default()
            };
            sheet.band_hit(band, hit);
            from += people;
        }
        // Over everybody, so that no neighbour covers it.
        let mut from = 0;
        for (group, people) in self.groups.iter().zip(&shared.people) {
            if group.ringed {
                place.ring(&mut sheet, from, from + people);
            }
            from += people;
        }
        sheet.scene.table = table;
        let who = sheet.model.fill(&self.who, sheet.evaluation);
        sheet.finish(&[format!("{who}: {}", told.join("; "))])
    }
}

impl People {
    fn table(&self, sheet: &Sheet<'_>) -> Table {
        let (w, model) = (sheet.words, sheet.model);
        let of = model
            .slot(&self.whole)
            .map_or(&*self.who, |s| model.label(s, sheet.evaluation));
        let share = fill(w.chart_share, &[("first", &model.fill(of, sheet.evaluation))]);
        let mut head = vec![
            w.chart_group.to_owned(),
            w.chart_hundred.to_owned(),
            share,
            w.chart_number.to_owned(),
        ];
        if sheet.pinned.is_some() {
            head.push(w.chart_before.to_owned());
        }
        Table::new(&sheet.scene.headline, head)
    }
}

/// One line below everything so far: a person of the group, how many, and
/// what becomes of them. Tells its upper and lower edge.
fn key(
    sheet: &mut Sheet<'_>,
    group: &PeopleGroup,
    ink: Ink,
    (people, was): (usize, Option<usize>),
    label: &str,
) -> (f64, f64) {
    let (size, line, top) = (sheet.size, sheet.line(), sheet.y);
    let number = 3.4 * size;
    let one = Places { wide: size, top: top + 0.5 * (line - PLACE * size), left: 2.0 };
    one.person(sheet, 0, ink);
    if group.ringed {
        one.ring(sheet, 0, 1);
    }
    let (text, y) = (people.to_string(), top + 0.5 * line);
    let bold = true;
    let anchor = Anchor::End;
    sheet.put(Mark::Text { text, x: number, y, anchor, size, bold, ink: Ink::Text });
    let was = was.filter(|w| *w != people).map(|w| w.to_string());
    let was = was.map(|w| fill(sheet.words.was, &[("value", &w)])).unwrap_or_default();
    let left = number + 0.6 * size;
    let mut end = left;
    for words in sheet.lines(label, sheet.width - left) {
        sheet.text(&words, left, sheet.y + 0.5 * line, Anchor::Start, Ink::Text);
        end = left + sheet.wide(&words, false) + 0.6 * size;
        sheet.y += line;
    }
    let room = end + sheet.wide(&was, false) <= sheet.width;
    if !room {
        (sheet.y, end) = (sheet.y + line, left);
    }
    sheet.text(&was, end, sheet.y - 0.5 * line, Anchor::Start, Ink::Muted);
    sheet.y += 2.0;
    (top, sheet.y)
}

/// What each group is of the whole, and how many that is of a hundred people.
struct Shared {
    shares: Vec<f64>,
    people: Vec<usize>,
}

/// The groups in a state, or why they cannot be told.
fn share_out(spec: &People, sheet: &Sheet<'_>, e: &Evaluation) -> Result<Shared, String> {
    let all = sheet.model.value_of(&spec.whole, e)?;
    if !(all > 0.0) {
        return Err(sheet.words.divides_by_nothing.to_owned());
    }
    let mut shares = Vec::new();
    for group in &spec.groups {
        let share = sheet.model.value_of(&group.bar.formula, e)? / all;
        // What only rounding makes negative is none.
        if share < -1e-9 {
            let label = sheet.model.fill(&group.bar.label, e);
            return Err(fill(sheet.words.chart_fewer, &[("label", &label)]));
        }
        shares.push(share.max(0.0));
    }
    match apportion(&shares) {
        Some(people) => Ok(Shared { shares, people }),
        None => Err(sheet.words.divides_by_nothing.to_owned()),
    }
}

/// A hundred people by these shares: whole ones first, then one more for each
/// of the largest rests. `None` where there is nothing to share by.
fn apportion(shares: &[f64]) -> Option<Vec<usize>> {
    let sum: f64 = shares.iter().sum();
    if !(sum > 0.0 && sum.is_finite()) {
        return None;
    }
    let exact = |share: &f64| share / sum * whole(ALL);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to a hundred"
    )]
    let floor = |share: &f64| libm::floor(exact(share) + 1e-9) as usize;
    let mut people: Vec<usize> = shares.iter().map(floor).gather();
    let rest = |(share, n): (&f64, &usize)| whole(*n) - exact(share);
    let order = order::positions(&shares.iter().zip(&people).map(rest).gather());
    let given: usize = people.iter().sum();
    for at in order.into_iter().take(ALL.saturating_sub(given)) {
        if let Some(n) = people.get_mut(at) {
            *n += 1;
        }
    }
    Some(people)
}

#[expect(clippy::cast_precision_loss, reason = "at most a hundred")]
const fn whole(n: usize) -> f64 {
    n as f64
}

/// Colours: a second group of a tone is paler than the first.
fn ink(groups: &[PeopleGroup], at: usize) -> Ink {
    let tone = |g: &PeopleGroup| g.bar.tone;
    let Some(own) = groups.get(at).map(tone) else { return Ink::Muted };
    let first = groups.iter().position(|g| tone(g) == own) == Some(at);
    match (own, first) {
        (Tone::Warm, true) => Ink::Warm,
        (Tone::Warm, false) => Ink::WarmTint(60),
        (Tone::Accent, true) => Ink::Accent,
        (Tone::Accent, false) => Ink::AccentTint(60),
        (Tone::Muted, _) => Ink::Text,
        (Tone::Plain, _) => Ink::Muted,
    }
}

/// Where people stand.
struct Places {
    /// The width of a place.
    wide: f64,
    top: f64,
    left: f64,
}

impl Places {
    /// For all of them, below everything so far.
    fn new(sheet: &mut Sheet<'_>) -> Self {
        let edge = 2.0;
        let columns = whole(ALL / TALL);
        let wide = ((sheet.width - 2.0 * edge) / columns).min(2.4 * sheet.size);
        let places = Self { wide, top: sheet.y + edge, left: edge };
        sheet.y += libm::ceil(2.0 * edge + whole(TALL) * PLACE * wide + 0.7 * sheet.size);
        places
    }

    /// The upper left of a column and row.
    fn at(&self, column: usize, row: usize) -> (f64, f64) {
        let x = self.left + whole(column) * self.wide;
        (x, self.top + whole(row) * PLACE * self.wide)
    }

    /// The place of one person.
    fn of(&self, person: usize) -> (f64, f64, f64, f64) {
        let (x, y) = self.at(person / TALL, person % TALL);
        (x, y, self.wide, PLACE * self.wide)
    }

    /// A head above shoulders.
    fn person(&self, sheet: &mut Sheet<'_>, person: usize, ink: Ink) {
        let (x, y, wide, _) = self.of(person);
        let x = x + 0.5 * wide;
        let radius = 0.19 * wide;
        let y = y + 0.12 * wide + radius;
        // Who is like the others is only outlined.
        let hollow = ink == Ink::Muted;
        sheet.put(Mark::Circle { x, y, radius, hollow, ink });
        let shape = [(0.16, 0.27), (0.3, 0.4), (0.3, 0.72), (0.2, 0.72), (0.17, 1.02)];
        let right = shape.iter().map(|(a, b)| (x + a * wide, y + b * wide));
        let left = shape.iter().rev().map(|(a, b)| (x - a * wide, y + b * wide));
        let points: Vec<_> = right.chain(left).gather();
        sheet.put(if hollow {
            let points = points.iter().chain(points.first()).copied().gather();
            Mark::Path { points, width: 1.0, dashed: false, ink }
        } else {
            Mark::Area { points, ink }
        });
    }

    /// A line around the people from one up to another: always of as many
    /// corners, so that it can move.
    fn ring(&self, sheet: &mut Sheet<'_>, from: usize, to: usize) {
        if to <= from {
            return;
        }
        let (first, top) = (from / TALL, from % TALL);
        let (last, foot) = ((to - 1) / TALL, (to - 1) % TALL + 1);
        let alone = first == last;
        let ceiling = if alone { top } else { 0 };
        let floor = if alone { foot } else { TALL };
        let corners = [
            (first, top),
            (first + 1, top),
            (first + 1, ceiling),
            (last + 1, ceiling),
            (last + 1, foot),
            (last, foot),
            (last, floor),
            (first, floor),
            (first, top),
        ];
        let points = corners.iter().map(|(c, r)| self.at(*c, *r)).gather();
        sheet.put(Mark::Path { points, width: 1.6, dashed: false, ink: Ink::Text });
    }
}

#[cfg(test)]
mod tests {
    use super::apportion;

    #[test]
    fn a_hundred_stand_whatever_the_shares() {
        assert_eq!(apportion(&[0.334, 0.333, 0.333]), Some(vec![34, 33, 33]));
        assert_eq!(apportion(&[1.0, 1.0, 1.0]), Some(vec![34, 33, 33]));
        assert_eq!(apportion(&[0.004, 0.996]), Some(vec![0, 100]));
        assert_eq!(apportion(&[0.295, 0.705]), Some(vec![30, 70]));
        assert_eq!(apportion(&[0.0, 0.0]), None);
        for i in 1..200_u32 {
            let shares = [1.0, 2.0, 5.0].map(|k| f64::from((i * 37) % 101) + k);
            let people = apportion(&shares).unwrap();
            assert_eq!(people.iter().sum::<usize>(), 100, "{shares:?}");
            let sum: f64 = shares.iter().sum();
            for (n, s) in people.iter().zip(shares) {
                assert!(
                    (*n as f64 - 100.0 * s / sum).abs() < 1.0,
                    "{n} for {s} of {sum}"
                );
            }
        }
    }
}
