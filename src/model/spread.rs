//! How uncertain each input is, around its present value.

use super::compiled::CompiledSpread;
use super::presets::same_as_shown;
use super::{Evaluation, Model, Range, Spread};
use crate::distribution::{Distribution, DistributionError};
use crate::document::{Family, Parameter};

/// Normal with an interval of 95%, cut off at bounds.
fn normal_within(
    (low, high): (f64, f64),
    least: f64,
    most: f64,
) -> Result<Distribution, DistributionError> {
    let sd = Distribution::sd_of_interval95(low, high);
    Distribution::normal(f64::midpoint(low, high), sd, least, most)
}

/// The ends and the mode of a distribution whose mean is a value: the mode
/// weighs so many times as much as an end (4 in PERT, 1 in a triangle). Where
/// no mode between the ends gives that mean, the farther end gives way.
fn with_mean(mean: f64, (low, high): (f64, f64), weight: f64) -> (f64, f64, f64) {
    let (low, high) = (low.min(mean), high.max(mean));
    let mode = ((weight + 2.0) * mean - low - high) / weight;
    if mode < low {
        (low, low, (weight + 2.0) * mean - (weight + 1.0) * low)
    } else if mode > high {
        ((weight + 2.0) * mean - (weight + 1.0) * high, high, high)
    } else {
        (low, mode, high)
    }
}

impl Model {
    /// The distribution of an input in a scenario. It follows the present
    /// value: what the document gives is the spread around it. An input whose
    /// parameters make no distribution is taken as certain.
    #[must_use]
    pub fn distribution(&self, input: usize, e: &Evaluation) -> Distribution {
        let value = e.value(self.input_slot(input)).unwrap_or(f64::NAN);
        let Some(known) = self.document().inputs.get(input) else {
            return Distribution::Fixed(value);
        };
        if known.is_choice() || !value.is_finite() {
            return Distribution::Fixed(value);
        }
        if let Some(n) = self.sureness(input, e) {
            let made = n.map(|n| Distribution::beta_with_mean(value, n));
            return made.and_then(Result::ok).unwrap_or(Distribution::Fixed(value));
        }
        let made = match e.scenario.spread(input) {
            Spread::Certain => return Distribution::Fixed(value),
            Spread::Interval(low, high) => {
                let Range { min, max, .. } = self.range(input, e);
                let family = self.own_family(input, min, max);
                let signed = family == Family::Normal && low >= 0.0;
                let exact = if signed {
                    // What begins at nothing goes no lower.
                    normal_within((low, high), 0.0, f64::INFINITY)
                } else {
                    Distribution::from_interval95(family, low, high)
                };
                exact.or_else(|_| {
                    // Not for this family: an interval of a share that begins
                    // at 0, say.
                    normal_within((low, high), min, max)
                })
            }
            Spread::Documented => self.documented(input, value, e),
        };
        made.unwrap_or(Distribution::Fixed(value))
    }

    /// Whether an input is uncertain in this scenario.
    #[must_use]
    pub fn is_uncertain(&self, input: usize, e: &Evaluation) -> bool {
        !self.distribution(input, e).is_fixed()
    }

    /// The distribution that the document gives an input around a value.
    ///
    /// # Errors
    /// Where its parameters make none.
    pub(super) fn documented(
        &self,
        input: usize,
        value: f64,
        e: &Evaluation,
    ) -> Result<Distribution, DistributionError> {
        match self.spread_at(input, e) {
            None => Ok(Distribution::Fixed(value)),
            Some(spread) if spread.family.is_list() => {
                self.listed(input, value, spread, e)
            }
            Some(spread) => self.spread_of(input, value, spread, e),
        }
    }

    /// What may be as a list has it, moved to a value as an interval is.
    #[inline(never)]
    fn listed(
        &self,
        input: usize,
        value: f64,
        spread: &CompiledSpread,
        e: &Evaluation,
    ) -> Result<Distribution, DistributionError> {
        let own = self.own_value(e, input).unwrap_or(value);
        let mut parts = Vec::with_capacity(spread.parts.len());
        for (weight, part) in &spread.parts {
            let middle = part.middle(e).unwrap_or(own);
            parts.push((*weight, self.spread_of(input, middle, part, e)?));
        }
        let made = Distribution::mixture(parts)?;
        if made.is_fixed() {
            return Ok(Distribution::Fixed(value));
        }
        if same_as_shown(own, value) {
            return Ok(made);
        }
        let least = self.range(input, e).min;
        let lowest = made.quantile(0.0);
        // As an interval that would else reach below 0.
        let below = least >= 0.0 && lowest >= 0.0 && lowest + value - own < 0.0;
        if below && own > 0.0 && value > 0.0 {
            return Ok(made.moved(value / own, 0.0));
        }
        Ok(made.moved(1.0, value - own))
    }

    /// The distribution of a family and its parameters around a value.
    fn spread_of(
        &self,
        input: usize,
        value: f64,
        spread: &CompiledSpread,
        e: &Evaluation,
    ) -> Result<Distribution, DistributionError> {
        let given = |wanted| spread.given(wanted, e);
        // What is part of a list is moved with the list.
        let part = self.spread_at(input, e).is_none_or(|s| s.family.is_list());
        let around = |low, high| {
            if part {
                return (low, high);
            }
            self.around(input, value, (low, high), spread.family, e)
        };
        let mean = given(Parameter::Mean).unwrap_or(value);
        let low = given(Parameter::Min);
        let high = given(Parameter::Max);
        let interval = given(Parameter::Low95).zip(given(Parameter::High95));
        let interval = interval.map(|(low, high)| around(low, high));
        let sd = given(Parameter::Sd)
            .or_else(|| given(Parameter::Cv).map(|cv| cv * mean.abs()));
        // What cannot be negative is not, however near to nothing it is set.
        let least = self.range(input, e).min;
        let floor = if least >= 0.0 { 0.0 } else { f64::NEG_INFINITY };
        let bounded = low.is_some() || high.is_some();
        if let (Some((low, high)), false, None) = (interval, bounded, sd) {
            let made = Distribution::from_interval95(spread.family, low, high)?;
            if made.quantile(0.0) >= floor {
                return Ok(made);
            }
            return normal_within((low, high), floor, f64::INFINITY);
        }
        let sd =
            sd.or_else(|| interval.map(|(l, h)| Distribution::sd_of_interval95(l, h)));
        let ends = || {
            let (low, high) = (low.unwrap_or(value), high.unwrap_or(value));
            around(low, high)
        };
        match spread.family {
            Family::Fixed => Ok(Distribution::Fixed(value)),
            Family::Uniform => {
                let (low, high) = ends();
                Distribution::uniform(low, high)
            }
            Family::Triangular | Family::Pert => {
                let pert = spread.family == Family::Pert;
                let weight = if pert { 4.0 } else { 1.0 };
                let (low, mode, high) = with_mean(value, ends(), weight);
                let make =
                    if pert { Distribution::pert } else { Distribution::triangular };
                make(low, mode, high)
            }
            Family::Normal => Distribution::normal(
                // An interval given is the interval shown.
                given(Parameter::Mean)
                    .or_else(|| interval.map(|(l, h)| f64::midpoint(l, h)))
                    .unwrap_or(value),
                sd.unwrap_or(0.0),
                low.unwrap_or(floor),
                high.unwrap_or(f64::INFINITY),
            ),
            Family::Beta if given(Parameter::N).is_some() => {
                Distribution::beta_with_mean(mean, given(Parameter::N).unwrap_or(0.0))
            }
            family => Distribution::by_mean_sd(family, mean, sd.unwrap_or(0.0)),
        }
    }

    /// An interval that the document gives around its own value, moved to the
    /// present one: in proportion where the family knows no values below 0, or
    /// where it would else reach below 0 though the input does not.
    fn around(
        &self,
        input: usize,
        value: f64,
        (low, high): (f64, f64),
        family: Family,
        e: &Evaluation,
    ) -> (f64, f64) {
        let Ok(own) = self.own_value(e, input) else { return (low, high) };
        match family {
            Family::Lognormal | Family::Gamma if own > 0.0 && value > 0.0 => {
                (low * value / own, high * value / own)
            }
            Family::Beta if own > 0.0 && own < 1.0 => {
                // Towards the nearer bound in proportion to the way there.
                let move_to = |v: f64| {
                    if value <= own {
                        v * value / own
                    } else {
                        1.0 - (1.0 - v) * (1.0 - value) / (1.0 - own)
                    }
                };
                (move_to(low), move_to(high))
            }
            _ => {
                let least = self.range(input, e).min;
                let moved = (low + value - own, high + value - own);
                if least >= 0.0 && low >= 0.0 && moved.0 < 0.0 && value >= 0.0 {
                    (low * value / own, high * value / own)
                } else {
                    moved
                }
            }
        }
    }

    /// The family that the document gives an input.
    pub(super) fn family(&self, input: usize, e: &Evaluation) -> Family {
        self.spread_at(input, e).map_or(Family::Fixed, |s| s.family)
    }

    fn spread_at(&self, input: usize, e: &Evaluation) -> Option<&CompiledSpread> {
        let period = self.period_name(e);
        let spreads = self.spreads.get(input)?;
        (spreads.iter().find(|s| s.period.as_deref() == Some(period)))
            .or_else(|| spreads.iter().find(|s| s.period.is_none()))
    }

    /// The family in which a reader's own interval is taken: the document's
    /// if it names one, otherwise one that keeps to the input's range.
    fn own_family(&self, input: usize, min: f64, max: f64) -> Family {
        let spreads = self.spreads.get(input).map(Vec::as_slice).unwrap_or_default();
        match spreads.last().map(|s| s.family) {
            Some(
                f @ (Family::Normal | Family::Lognormal | Family::Beta | Family::Gamma),
            ) => f,
            _ if min >= 0.0 && max <= 1.0 => Family::Beta,
            _ if min > 0.0 => Family::Lognormal,
            _ => Family::Normal,
        }
    }
}

impl CompiledSpread {
    /// A parameter that is given, if it has a value.
    fn given(&self, wanted: Parameter, e: &Evaluation) -> Option<f64> {
        let found = self.parameters.iter().find(|(p, _)| *p == wanted);
        found.and_then(|(_, formula)| formula.evaluate(&e.values).ok())
    }

    /// What it lies around: its mean, or the middle of its bounds.
    fn middle(&self, e: &Evaluation) -> Option<f64> {
        let between =
            |low, high| Some(f64::midpoint(self.given(low, e)?, self.given(high, e)?));
        (self.given(Parameter::Mean, e))
            .or_else(|| between(Parameter::Low95, Parameter::High95))
            .or_else(|| between(Parameter::Min, Parameter::Max))
    }
}
