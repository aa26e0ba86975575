//! How uncertain each input is, around its present value.

use super::compile::CompiledSpread;
use super::{Evaluation, Model, Spread};
use crate::distribution::Distribution;
use crate::document::{Family, Parameter};

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
        let made = match e.scenario.spread(input) {
            Spread::Certain => return Distribution::Fixed(value),
            Spread::Interval(low, high) => {
                let family = self.own_family(input, known.min, known.max);
                Distribution::from_interval95(family, low, high).or_else(|_| {
                    // Not for this family: an interval of a share that begins
                    // at 0, say.
                    let sd = Distribution::sd_of_interval95(low, high);
                    let middle = f64::midpoint(low, high);
                    Distribution::normal(middle, sd, known.min, known.max)
                })
            }
            Spread::Documented => self.documented(input, value, e),
        };
        made.unwrap_or(Distribution::Fixed(value))
    }

    /// Whether the document calls an input uncertain in this scenario.
    #[must_use]
    pub fn is_uncertain(&self, input: usize, e: &Evaluation) -> bool {
        !matches!(self.distribution(input, e), Distribution::Fixed(_))
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
    ) -> Result<Distribution, crate::distribution::DistributionError> {
        let Some(spread) = self.spread_at(input, e) else {
            return Ok(Distribution::Fixed(value));
        };
        let given = |wanted: Parameter| {
            let found = spread.parameters.iter().find(|(p, _)| *p == wanted);
            found.and_then(|(_, e_)| e_.evaluate(&e.values).ok())
        };
        let mean = given(Parameter::Mean).unwrap_or(value);
        let low = given(Parameter::Min);
        let high = given(Parameter::Max);
        let interval = given(Parameter::Low95).zip(given(Parameter::High95));
        let sd = given(Parameter::Sd)
            .or_else(|| given(Parameter::Cv).map(|cv| cv * mean.abs()));
        let bounded = low.is_some() || high.is_some();
        if let (Some((low, high)), false, None) = (interval, bounded, sd) {
            return Distribution::from_interval95(spread.family, low, high);
        }
        let sd =
            sd.or_else(|| interval.map(|(l, h)| Distribution::sd_of_interval95(l, h)));
        match spread.family {
            Family::Fixed => Ok(Distribution::Fixed(value)),
            Family::Uniform => {
                Distribution::uniform(low.unwrap_or(value), high.unwrap_or(value))
            }
            Family::Triangular | Family::Pert => {
                // The reader may set the mode outside the document's bounds:
                // the bounds then give way.
                let low = low.map_or(value, |l| l.min(value));
                let high = high.map_or(value, |h| h.max(value));
                if spread.family == Family::Pert {
                    Distribution::pert(low, value, high)
                } else {
                    Distribution::triangular(low, value, high)
                }
            }
            Family::Normal => Distribution::normal(
                mean,
                sd.unwrap_or(0.0),
                low.unwrap_or(f64::NEG_INFINITY),
                high.unwrap_or(f64::INFINITY),
            ),
            Family::Beta if given(Parameter::N).is_some() => {
                Distribution::beta_with_mean(mean, given(Parameter::N).unwrap_or(0.0))
            }
            family => Distribution::by_mean_sd(family, mean, sd.unwrap_or(0.0)),
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
