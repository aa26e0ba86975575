//! Every word of the interface, in one table per language.
//!
//! A document brings its own words; these are the widget's. A language is
//! complete or does not compile: it is a value of [`Words`]. Places for
//! values are written `{name}` and filled by [`fill`]; those of formulas `{}`.

mod english;
mod french;

/// The words of the interface in one language.
#[derive(Debug)]
pub struct Words {
    /// The language tag.
    pub language: &'static str,

    // Formulas.
    /// The smaller of two: `{}` and `{}`.
    pub smaller_of: &'static str,
    /// The larger of two.
    pub larger_of: &'static str,
    /// The absolute value.
    pub size_of: &'static str,
    /// The square root.
    pub root_of: &'static str,
    /// The exponential.
    pub exponential_of: &'static str,
    /// The natural logarithm.
    pub logarithm_of: &'static str,
    /// `if`: the value when it holds, the condition, the value otherwise.
    pub if_then: &'static str,
    /// `==`
    pub equals: &'static str,
    /// `!=`
    pub differs: &'static str,
    /// `<`
    pub less: &'static str,
    /// `<=`
    pub at_most: &'static str,
    /// `>`
    pub more: &'static str,
    /// `>=`
    pub at_least: &'static str,
    /// `and`
    pub and: &'static str,
    /// `or`
    pub or: &'static str,

    // Why there is no value.
    /// A series lacks the period.
    pub no_figure: &'static str,
    /// Something it is worked out from has none.
    pub no_value_of: &'static str,
    /// A division by zero.
    pub divides_by_nothing: &'static str,
    /// A root or logarithm of which there is none.
    pub not_real: &'static str,
    /// Beyond all bounds.
    pub too_large: &'static str,

    // Tools.
    /// What the choice of a period is called.
    pub period: &'static str,
    /// What the choice of a set of figures is called.
    pub preset: &'static str,
    /// The choice while the figures are the reader's own.
    pub preset_none: &'static str,
    /// Goes a step back.
    pub undo: &'static str,
    /// Goes a step forward.
    pub redo: &'static str,
    /// Goes back to the document's values.
    pub reset: &'static str,
    /// Keeps the present scenario to compare with.
    pub compare: &'static str,
    /// Ends a comparison.
    pub compare_end: &'static str,
    /// What the kept scenario is called.
    pub pinned: &'static str,
    /// The kept value beside the present one.
    pub was: &'static str,
    /// One line of the list of what was changed.
    pub changed_from: &'static str,
    /// The list while nothing was changed.
    pub nothing_changed: &'static str,
    /// Heading of the list of what was changed.
    pub changes: &'static str,

    // Inputs.
    /// Heading of the inputs.
    pub what_if: &'static str,
    /// How to use them.
    pub what_if_hint: &'static str,
    /// How to use a number in the sentence.
    pub drag_hint: &'static str,
    /// Gives one input back.
    pub reset_one: &'static str,
    /// Switches the uncertainty of an input off.
    pub certain: &'static str,
    /// Whether an input is taken as uncertain.
    pub uncertain: &'static str,
    /// That it is not.
    pub uncertain_off: &'static str,
    /// The reader's own range.
    pub yours_kept: &'static str,
    /// What the small curve beside an input shows.
    pub effect_on: &'static str,
    /// The bounds of an input.
    pub range: &'static str,
    /// Something typed is no number.
    pub not_a_number: &'static str,
    /// Nothing was typed.
    pub entry_empty: &'static str,
    /// A range the wrong way round.
    pub entry_reversed: &'static str,
    /// Something typed is outside the bounds.
    pub out_of_range: &'static str,

    // The working.
    /// Opens the working of a value.
    pub working: &'static str,
    /// Opens the source of a value.
    pub where_from: &'static str,
    /// The formula.
    pub worked_out: &'static str,
    /// The formula with values.
    pub with_values: &'static str,
    /// The document's value of an input.
    pub own_value: &'static str,
    /// The parts of a formula.
    pub made_of: &'static str,
    /// Heading of the sources.
    pub sources: &'static str,
    /// No source at all.
    pub no_source: &'static str,
    /// Heading of the uncertainty.
    pub spread: &'static str,
    /// The licence of a source.
    pub licence: &'static str,
    /// Closes.
    pub close: &'static str,
    /// Goes back.
    pub back: &'static str,
    /// A metric without a value.
    pub no_value: &'static str,
    /// A 95% interval.
    pub interval: &'static str,
    /// A 95% interval that only some draws have a value for.
    pub interval_in: &'static str,

    // Charts.
    /// Opens the table of a chart.
    pub show_table: &'static str,
    /// Heading of the further charts.
    pub more_charts: &'static str,
    /// What a chart is, for a screen reader.
    pub chart: &'static str,
    /// A chart without values.
    pub chart_empty: &'static str,
    /// Head of a column: the stages of a funnel.
    pub chart_stage: &'static str,
    /// Head of a column: the results of a ladder.
    pub chart_result: &'static str,
    /// Head of a column: a number of people or things.
    pub chart_number: &'static str,
    /// Head of a column: a share of the first stage.
    pub chart_share: &'static str,
    /// Head of a column.
    pub chart_value: &'static str,
    /// Head of a column: values of the scenario kept to compare.
    pub chart_before: &'static str,
    /// One value of a summary.
    pub chart_point: &'static str,
    /// What a funnel starts from.
    pub chart_basis: &'static str,
    /// A ladder of the chosen period.
    pub chart_now: &'static str,
    /// The choice between now and over the years.
    pub chart_over: &'static str,
    /// How to walk a chart without a pointer.
    pub chart_keys: &'static str,
    /// What an effect curve shows.
    pub chart_spark: &'static str,
    /// A break in a series, for the notes.
    pub chart_break: &'static str,
    /// What a line says.
    pub chart_from_to: &'static str,
    /// The choice of lines.
    pub chart_lines: &'static str,
    /// The choice of the base of an index.
    pub chart_base: &'static str,
    /// What an index is.
    pub chart_index: &'static str,
    /// Lines without a figure in the base period.
    pub chart_left_out: &'static str,
    /// That every line is hidden or empty.
    pub chart_no_lines: &'static str,
    /// One period of a paired chart.
    pub chart_pair: &'static str,
    /// The choice of a breakdown.
    pub chart_by: &'static str,
    /// The choice of a measure.
    pub chart_measure: &'static str,
    /// A value that was not published.
    pub chart_unpublished: &'static str,
    /// From the lowest category to the highest.
    pub chart_extremes: &'static str,
    /// The choice of a metric.
    pub chart_outcome: &'static str,
    /// That nothing in it is uncertain.
    pub chart_certain: &'static str,
    /// That no draws were made.
    pub chart_not_simulated: &'static str,
    /// The value now, in a chart.
    pub chart_today: &'static str,
    /// How far an input moves a metric.
    pub chart_swing: &'static str,
    /// Head of a column: the metric at one end of an input.
    pub chart_metric_at: &'static str,
    /// Head of a column: inputs.
    pub chart_input: &'static str,
    /// Head of a column: the low end of an input.
    pub chart_low: &'static str,
    /// Head of a column: the high end of an input.
    pub chart_high: &'static str,
    /// A probability as a natural frequency.
    pub chart_worlds: &'static str,
    /// A probability of nothing.
    pub chart_worlds_none: &'static str,
    /// A probability of nearly nothing.
    pub chart_worlds_few: &'static str,
    /// A probability of nearly one.
    pub chart_worlds_most: &'static str,
    /// A probability of one.
    pub chart_worlds_all: &'static str,
    /// The plain reading.
    pub chart_plain: &'static str,
    /// The analyst’s reading.
    pub chart_analyst: &'static str,
    /// The choice between the two.
    pub chart_reading: &'static str,
    /// The median of a distribution.
    pub chart_median: &'static str,
    /// The 95% interval of a distribution.
    pub chart_interval: &'static str,
    /// In what share of the draws there is no value.
    pub chart_no_value_in: &'static str,
    /// Moments of a distribution.
    pub chart_moments: &'static str,
    /// A quantile.
    pub chart_p2_5: &'static str,
    /// A quantile.
    pub chart_p50: &'static str,
    /// A quantile.
    pub chart_p97_5: &'static str,
    /// A moment.
    pub chart_mean: &'static str,
    /// A moment.
    pub chart_sd: &'static str,
    /// The Monte Carlo error.
    pub chart_error: &'static str,
    /// The number of draws.
    pub chart_draws: &'static str,
    /// What goes up in a plot.
    pub chart_up: &'static str,
    /// What goes along in a plot.
    pub chart_along: &'static str,
    /// What the line of a map is.
    pub chart_level: &'static str,
    /// That a map has no line.
    pub chart_no_level: &'static str,
    /// Today’s point of a map.
    pub chart_here: &'static str,
    /// The choice of a perspective.
    pub chart_perspective: &'static str,
    /// That it is worth it, at a value of a unit of effect.
    pub chart_worth_at: &'static str,
    /// So many worlds of ten.
    pub chart_tenths: &'static str,
    /// Heading of the acceptability curve in plain words.
    pub chart_chance: &'static str,
    /// Heading of the acceptability curve.
    pub chart_ceac: &'static str,
    /// What the acceptability curve is.
    pub chart_ceac_means: &'static str,
    /// Head of a column: a probability.
    pub chart_probability: &'static str,
    /// Heading of the plane.
    pub chart_plane: &'static str,
    /// What the line of the plane is.
    pub chart_plane_line: &'static str,
    /// The ratio with its quadrant.
    pub chart_icer: &'static str,
    /// A quadrant.
    pub chart_more_for_more: &'static str,
    /// A quadrant.
    pub chart_dominant: &'static str,
    /// A quadrant.
    pub chart_dominated: &'static str,
    /// A quadrant.
    pub chart_less_for_less: &'static str,
    /// A quadrant.
    pub chart_same: &'static str,
    /// The mean net monetary benefit.
    pub chart_net_benefit: &'static str,
    /// The expected value of perfect information.
    pub chart_evpi: &'static str,
    /// The same for everyone.
    pub chart_population: &'static str,
    /// Heading of the value of partial information.
    pub chart_evppi: &'static str,
    /// Why a part of a map is empty.
    pub chart_void: &'static str,

    // Round about.
    /// Heading of the notes.
    pub data_notes: &'static str,
    /// Heading of the figures that disagree.
    pub discrepancies: &'static str,
    /// Heading of all sources.
    pub all_sources: &'static str,
    /// Heading of the self-test.
    pub self_test: &'static str,
    /// What came out.
    pub self_test_result: &'static str,
    /// Head of a column.
    pub published_figure: &'static str,
    /// Head of a column.
    pub computed_figure: &'static str,
    /// A proof that holds.
    pub agrees: &'static str,
    /// A proof that fails.
    pub disagrees: &'static str,
    /// Heading of the exports.
    pub take_away: &'static str,
    /// Copies a link to this scenario.
    pub copy_link: &'static str,
    /// Copies the sentence.
    pub copy_text: &'static str,
    /// That it was copied.
    pub copied: &'static str,
    /// That it could not be.
    pub not_copied: &'static str,
    /// Saves all values as CSV.
    pub download_csv: &'static str,
    /// Saves the scenario as JSON.
    pub download_json: &'static str,
    /// Saves a chart as SVG.
    pub download_svg: &'static str,
    /// Saves a chart as PNG.
    pub download_png: &'static str,
    /// Saves the table of a chart as CSV.
    pub download_table: &'static str,
    /// Prints.
    pub print: &'static str,
    /// A link made with another version of the document.
    pub old_link: &'static str,
    /// Something in a link that this document does not have.
    pub link_unknown: &'static str,

    // Announcements.
    /// A value and what it is now.
    pub now_is: &'static str,
    /// A result that moved.
    pub moves: &'static str,
    /// That no result moved.
    pub unchanged: &'static str,

    /// By the format's word for a status, and `yours`: what it means.
    pub status: [(&'static str, &'static str); 8],
}

impl Words {
    /// What a status means, by the format's word for it; `yours` for a value
    /// the reader has set.
    #[must_use]
    pub fn status(&self, word: &str) -> &'static str {
        self.status.iter().find(|(w, _)| *w == word).map_or("", |(_, s)| s)
    }

    /// The words of a language, by its tag; English where it is not known.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        match language.split('-').next() {
            Some("fr") => &french::FRENCH,
            _ => &english::ENGLISH,
        }
    }
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
