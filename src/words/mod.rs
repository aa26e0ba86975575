//! Every word of the interface, in one table per language.
//!
//! A document brings its own words; these are the widget's. English is built
//! in; another language is a file, learned when a document wants it, and
//! speaks English where it lacks a word. Places for values are written `{name}`
//! and filled by [`fill`]; those of formulas `{}`.

mod direction;
mod english;

pub use direction::Direction;

use std::cell::RefCell;

/// Makes the table of words: a field for each name, and the way to read them.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The words of the interface in one language.
        #[derive(Copy, Clone, Debug)]
        pub struct Words {
            /// The language tag.
            pub language: &'static str,
            $($(#[$doc])* pub $name: &'static str,)*
            /// By the format's word for a status, and `yours`: what it means.
            pub status: [(&'static str, &'static str); 8],
        }

        /// The names of all texts in order, each with a space behind it: one text
        /// is a kilobyte less than a hundred.
        const NAMES: &str = concat!($(stringify!($name), " "),*);

        impl Words {
            /// Every text, in the order of the names.
            const fn texts(&mut self) -> [&mut &'static str; COUNT] {
                [$(&mut self.$name),*]
            }
        }

        const COUNT: usize = [$(stringify!($name)),*].len();
    };
}

words! {
    // Formulas.
    /// The smaller of two: `{}` and `{}`.
    smaller_of,

    /// The larger of two.
    larger_of,

    /// The absolute value.
    size_of,

    /// The square root.
    root_of,

    /// The exponential.
    exponential_of,

    /// The natural logarithm.
    logarithm_of,

    /// The logarithm to base 10.
    decimal_logarithm_of,

    /// Rounded to a whole number.
    rounded,

    /// Rounded down.
    rounded_down,

    /// Rounded up.
    rounded_up,

    /// `not`
    not,

    /// A sum: its variable, from, to, the value.
    sum_over,

    /// A product, in the same order.
    product_over,

    /// A present value: the rate, then as a sum.
    present_value_over,

    /// The first step that fulfils a condition: its variable, from, to, the condition.
    first_in,

    /// Whole months from one day to another.
    months_between,

    /// Whole years from one day to another.
    years_between,

    /// A unit behind a value that is a quotient: “kilowatt-hours per year”.
    unit_per,

    /// What is carried from step to step: its name, what it begins as, the variable, from, to, what it becomes.
    carried_over,

    /// A series in the period before.
    series_before,

    /// The smallest figure of a series.
    series_lowest,

    /// The largest figure of a series.
    series_highest,

    /// The mean of the figures of a series.
    series_average,

    /// What lies between two figures of a series.
    series_interpolated,

    /// The one option.
    yes,

    /// The other option.
    no,

    /// `if`: the value when it holds, the condition, the value otherwise.
    if_then,

    /// `==`
    equals,

    /// `!=`
    differs,

    /// `<`
    less,

    /// `<=`
    at_most,

    /// `>`
    more,

    /// `>=`
    at_least,

    /// `and`
    and,

    /// `or`
    or,


    // Why there is no value.
    /// A series lacks the period.
    no_figure,

    /// Something it is worked out from has none.
    no_value_of,

    /// A division by zero.
    divides_by_nothing,

    /// A root or logarithm of which there is none.
    not_real,

    /// Beyond all bounds.
    too_large,

    /// More steps than there may be.
    too_long,

    /// No step fulfils a condition.
    never,
    /// That a result does not move with an input.
    idle,


    // Tools.
    /// What the choice of a period is called.
    period,

    /// What the choice of a set of figures is called.
    preset,

    /// The choice while the figures are the reader's own.
    preset_none,

    /// Goes a step back.
    undo,

    /// Goes a step forward.
    redo,

    /// Goes back to the document's values.
    reset,

    /// Keeps the present scenario to compare with.
    compare,

    /// Ends a comparison.
    compare_end,

    /// What the kept scenario is called.
    pinned,

    /// The kept value beside the present one.
    was,
    /// Beside a figure in the sentence that is disputed or has no source.
    unconfirmed,

    /// One line of the list of what was changed.
    changed_from,

    /// The list while nothing was changed.
    nothing_changed,

    /// Heading of the list of what was changed.
    changes,


    // Inputs.
    /// Heading of the inputs.
    what_if,

    /// How to use them.
    what_if_hint,

    /// How to use a number in the sentence.
    drag_hint,

    /// Gives one input back.
    reset_one,

    /// Switches the uncertainty of an input off.
    certain,

    /// Whether an input is taken as uncertain.
    uncertain,

    /// That it is not.
    uncertain_off,

    /// The reader's own range.
    yours_kept,

    /// What the small curve beside an input shows.
    effect_on,

    /// The bounds of an input.
    range,

    /// Something typed is no number.
    not_a_number,

    /// What was typed is no date.
    not_a_date,

    /// Nothing was typed.
    entry_empty,

    /// Nothing was typed where a date is asked for.
    entry_date,

    /// A range the wrong way round.
    entry_reversed,
    /// In place of a bar for a number below 0.
    chart_below_nothing,
    /// A value that somebody set, in what leaves the page.
    assumed,
    /// What a link opens with.
    link_differs,

    /// A number that may be in the unit shown or in full.
    entry_either,

    /// A mark that can be read in two ways.
    entry_ambiguous,

    /// Something typed is outside the bounds.
    out_of_range,


    // The working.
    /// Opens the working of a value.
    working,

    /// Opens the source of a value.
    where_from,

    /// The formula.
    worked_out,

    /// The formula with values.
    with_values,

    /// The document's value of an input.
    own_value,

    /// The parts of a formula.
    made_of,

    /// Heading of the sources.
    sources,

    /// No source at all.
    no_source,

    /// Heading of the uncertainty.
    spread,

    /// The licence of a source.
    licence,

    /// Closes.
    close,

    /// Goes back.
    back,

    /// Offers the story; `{n}`.
    story,

    /// Which step it is: `{n}`, `{all}`.
    story_step,

    /// Goes on.
    next,

    /// A metric without a value.
    no_value,

    /// A 95% interval.
    interval,

    /// A 95% interval that only some draws have a value for.
    interval_in,


    // Charts.
    /// Opens the table of a chart.
    show_table,

    /// Heading of the further charts.
    more_charts,

    /// What a chart is, for a screen reader.
    chart,

    /// A chart without values.
    chart_empty,

    /// Head of a column: the stages of a funnel.
    chart_stage,

    /// Head of a column: the groups of a hundred people.
    chart_group,

    /// Head of a column: how many of a hundred people.
    chart_hundred,

    /// The groups of a hundred people are more or fewer than all.
    chart_groups_make,

    /// A group of people has less than nobody in it.
    chart_fewer,

    /// Head of a column: the results of a ladder.
    chart_result,

    /// Head of a column: a number of people or things.
    chart_number,

    /// Head of a column: a share of the first stage.
    chart_share,

    /// Head of a column.
    chart_value,

    /// Head of a column: values of the scenario kept to compare.
    chart_before,

    /// One value of a summary.
    chart_point,

    /// What a funnel starts from.
    chart_basis,

    /// How to move the point that sets two inputs.
    chart_grip,

    /// A ladder of the chosen period.
    chart_now,

    /// The choice between now and over the years.
    chart_over,

    /// How to walk a chart without a pointer.
    chart_keys,

    /// What an effect curve shows.
    chart_spark,

    /// A break in a series, for the notes.
    chart_break,

    /// What a line says.
    chart_from_to,

    /// Where one line comes to lie below another.
    chart_below,

    /// A count without a step.
    chart_no_steps,

    /// The parts of a bar together.
    chart_total,

    /// Heading of what a step adds or takes away.
    chart_change,

    /// Heading of what the steps come to so far.
    chart_running,

    /// The choice of lines.
    chart_lines,

    /// The choice of the base of an index.
    chart_base,

    /// What an index is.
    chart_index,

    /// Lines without a figure in the base period.
    chart_left_out,

    /// That every line is hidden or empty.
    chart_no_lines,

    /// One period of a paired chart.
    chart_pair,

    /// The choice of a breakdown.
    chart_by,

    /// The choice of a measure.
    chart_measure,

    /// A value that was not published.
    chart_unpublished,
    /// The choice of the category that is the reader’s own.
    chart_own,
    /// The value of all categories together.
    chart_together,

    /// From the lowest category to the highest.
    chart_extremes,

    /// The choice of a metric.
    chart_outcome,

    /// That nothing in it is uncertain.
    chart_certain,

    /// That no draws were made.
    chart_not_simulated,

    /// The value now, in a chart.
    chart_today,

    /// How far an input moves a metric.
    chart_swing,

    /// Head of a column: the metric at one end of an input.
    chart_metric_at,

    /// Head of a column: inputs.
    chart_input,

    /// Head of a column: the low end of an input.
    chart_low,

    /// Head of a column: the high end of an input.
    chart_high,

    /// A probability as a natural frequency.
    chart_worlds,

    /// A probability of nothing.
    chart_worlds_none,

    /// A probability of nearly nothing.
    chart_worlds_few,

    /// A probability of nearly one.
    chart_worlds_most,

    /// A probability of one.
    chart_worlds_all,

    /// The plain reading.
    chart_plain,

    /// The analyst’s reading.
    chart_analyst,

    /// The choice between the two.
    chart_reading,

    /// The median of a distribution.
    chart_median,

    /// The 95% interval of a distribution.
    chart_interval,

    /// In what share of the draws there is no value.
    chart_no_value_in,

    /// Moments of a distribution.
    chart_moments,

    /// A quantile.
    chart_p2_5,

    /// A quantile.
    chart_p50,

    /// A quantile.
    chart_p97_5,

    /// A moment.
    chart_mean,

    /// A moment.
    chart_sd,

    /// The Monte Carlo error.
    chart_error,

    /// The number of draws.
    chart_draws,

    /// What goes up in a plot.
    chart_up,

    /// What goes along in a plot.
    chart_along,

    /// What the line of a map is.
    chart_level,

    /// That a map has no line.
    chart_no_level,

    /// Today’s point of a map.
    chart_here,

    /// The choice of a perspective.
    chart_perspective,

    /// That it is worth it, at a value of a unit of effect.
    chart_worth_at,

    /// So many worlds of ten.
    chart_tenths,

    /// Heading of the acceptability curve in plain words.
    chart_chance,

    /// Heading of the acceptability curve.
    chart_ceac,

    /// What the acceptability curve is.
    chart_ceac_means,

    /// Head of a column: a probability.
    chart_probability,

    /// Heading of the plane.
    chart_plane,

    /// What the line of the plane is.
    chart_plane_line,

    /// The ratio with its quadrant.
    chart_icer,

    /// A quadrant.
    chart_more_for_more,

    /// A quadrant.
    chart_dominant,

    /// A quadrant.
    chart_dominated,

    /// A quadrant.
    chart_less_for_less,

    /// A quadrant.
    chart_same,

    /// The mean net monetary benefit.
    chart_net_benefit,

    /// The expected value of perfect information.
    chart_evpi,

    /// The same for everyone.
    chart_population,

    /// Heading of the value of partial information.
    chart_evppi,

    /// A value for each unit of effect.
    chart_each,

    /// What is of the highest net benefit.
    chart_most,

    /// Which option is worth most now.
    chart_best_at,

    /// The same, over the plausible worlds.
    chart_average_at,

    /// The first option of the frontier.
    chart_cheapest,

    /// A step along the frontier.
    chart_step,

    /// A dominated option.
    chart_beaten,

    /// An extendedly dominated option.
    chart_mixed,

    /// On the frontier, in a table.
    chart_efficient,

    /// Dominated, in a table.
    chart_is_dominated,

    /// Extendedly dominated, in a table.
    chart_is_mixed,

    /// What a plane of options shows.
    chart_values_set,

    /// Heading of options.
    chart_option,

    /// Heading of ratios between options.
    chart_ratio,

    /// Heading of how options stand.
    chart_standing,

    /// Heading of how likely each option is to be worth most.
    chart_most_at,

    /// Heading of the curves of options in plain words.
    chart_most_chance,

    /// What a thick part of a curve is.
    chart_thick,

    /// The same for the analyst.
    chart_thick_analyst,

    /// Where an option is worth most on average.
    chart_average_from,

    /// Heading of the option worth most on average.
    chart_most_mean,

    /// Heading of the expected value of perfect information.
    chart_perfect,

    /// The expected value of perfect information where no population is given.
    chart_evpi_here,

    /// The same for one input.
    chart_evppi_here,

    /// Why a part of a map is empty.
    chart_void,


    // A reader's own figures.
    /// What is typed, and what becomes of it.
    own_hint,

    /// Whose figures those beside are, once something is set.
    own_present,

    /// Without which no result can be told.
    own_lacks,

    /// A range without an upper end.
    range_from,

    /// That a value is held at the end of a range that follows other inputs.
    held,

    // Round about.
    /// Heading of the notes.
    data_notes,

    /// Heading of the figures that disagree.
    discrepancies,

    /// Heading of all sources.
    all_sources,

    /// Heading of the self-test.
    self_test,

    /// What came out.
    self_test_result,

    /// Head of a column.
    published_figure,

    /// Head of a column.
    computed_figure,

    /// A proof that holds.
    agrees,

    /// A proof that fails.
    disagrees,

    /// Heading of the exports.
    take_away,

    /// Copies a link to this scenario.
    copy_link,

    /// Copies the sentence.
    copy_text,

    /// That it was copied.
    copied,

    /// That it could not be.
    not_copied,

    /// Copies the sentence and the answers as a picture.
    copy_card,

    /// Saves that picture.
    download_card,

    /// On that picture: what stands below each answer.
    card_interval,

    /// That it could not be copied and was saved.
    card_saved,

    /// Saves all values as CSV.
    download_csv,

    /// Saves the scenario as JSON.
    download_json,

    /// Saves a chart as SVG.
    download_svg,

    /// Saves a chart as PNG.
    download_png,

    /// Saves the table of a chart as CSV.
    download_table,

    /// Prints.
    print,

    /// Prints the calculator alone, on two pages.
    report,

    /// Heading of the forms in which another page can hold this.
    embed,

    /// Copies the script tag and the element.
    embed_script,

    /// Copies a frame.
    embed_frame,

    /// Copies a link to the file that is all in one.
    embed_file,

    /// Copies the sentence and a table as HTML.
    embed_static,

    /// The files that a form needs.
    embed_needs,

    /// That a form needs none, and does not move.
    embed_fixed,

    /// That there can be no calculator here.
    cannot_show,

    /// That it broke.
    stopped,

    /// Begins again after it broke.
    start_again,

    /// What to do where the page around may forbid saving.
    perhaps_not_saved,

    /// What to do where the page around may forbid printing.
    perhaps_not_printed,

    /// A link made with another version of the document.
    old_link,

    /// Something in a link that this document does not have.
    link_unknown,


    // Announcements.
    /// A value and what it is now.
    now_is,

    /// A result that moved.
    moves,

    /// That no result moved.
    unchanged,
}

impl Words {
    /// The names of all texts, but those of statuses.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.trim_end().split(' ')
    }

    /// The words that `text` gives by their names, and by the format's word for
    /// a status; where it has none, these.
    #[must_use]
    pub fn with(
        &self,
        language: &'static str,
        text: &dyn Fn(&str) -> Option<&'static str>,
    ) -> Self {
        let mut words = *self;
        words.language = language;
        for (name, place) in Self::names().zip(words.texts()) {
            if let Some(text) = text(name) {
                *place = text;
            }
        }
        for (word, told) in &mut words.status {
            *told = text(word).unwrap_or(told);
        }
        words
    }

    /// What a status means, by the format's word for it; `yours` for a value
    /// the reader has set.
    #[must_use]
    pub fn status(&self, word: &str) -> &'static str {
        self.status.iter().find(|(w, _)| *w == word).map_or("", |(_, s)| s)
    }

    /// The words of a language, by its tag; English where it was not learned.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let known = LEARNED.with_borrow(|all| {
            let of = |tag: &str| all.iter().copied().find(|w| w.language == tag);
            of(language).or_else(|| of(language.split('-').next().unwrap_or_default()))
        });
        known.unwrap_or(&english::ENGLISH)
    }

    /// Keeps the words of another language. Once learned a language stays: so
    /// what was said in it stays too.
    pub fn learn(words: Self) {
        LEARNED.with_borrow_mut(|all| {
            if all.iter().all(|w| w.language != words.language) {
                all.push(Box::leak(Box::new(words)));
            }
        });
    }
}

thread_local! {
    /// The languages learned; a page knows a few, and forgets none.
    static LEARNED: RefCell<Vec<&'static Words>> = const { RefCell::new(Vec::new()) };
}

/// Fills the `{name}` places of a text.
///
/// ```
/// use cost_calculator::words::fill;
/// assert_eq!(fill("from {a} to {b}", &[("a", "1"), ("b", "2")]), "from 1 to 2");
/// ```
#[must_use]
pub fn fill(text: &str, places: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // One pass, so that a value with braces in it is not filled again.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        match places.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.extend(["{", name, "}"]),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}
