//! From values to positions.
use crate::lean::gather::Gather as _;

/// A range of values that is finite and not empty. Nothing else can be drawn
/// over.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Domain {
    low: f64,
    high: f64,
}

impl Domain {
    /// The range of the finite values among these, or `None` if there are
    /// none. A single value gets room on both sides.
    ///
    /// ```
    /// use cost_calculator::chart::Domain;
    /// let domain = Domain::of([3.0, f64::NAN, 1.0, f64::INFINITY]).unwrap();
    /// assert_eq!((domain.low(), domain.high()), (1.0, 3.0));
    /// assert!(Domain::of([f64::NAN]).is_none());
    /// let flat = Domain::of([5.0]).unwrap();
    /// assert!(flat.low() < 5.0 && 5.0 < flat.high());
    /// ```
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for v in values {
            // So large that differences overflow is not finite enough.
            if v.abs() < 1e300 {
                low = low.min(v);
                high = high.max(v);
            }
        }
        Self::between(low, high)
    }

    /// Apart from the loop, which is there once for every kind of values.
    fn between(low: f64, high: f64) -> Option<Self> {
        if low > high {
            return None;
        }
        if high - low > 1e-12 * high.abs().max(low.abs()) {
            return Some(Self { low, high });
        }
        let room = if high == 0.0 { 1.0 } else { 0.1 * high.abs() };
        Some(Self { low: low - room, high: high + room })
    }

    /// The lower end.
    #[must_use]
    pub const fn low(&self) -> f64 {
        self.low
    }

    /// The upper end.
    #[must_use]
    pub const fn high(&self) -> f64 {
        self.high
    }

    /// Whether a value lies within.
    #[must_use]
    pub fn holds(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Round values within it, about as many as wanted, at 1, 2 or 5 times a
    /// power of ten.
    #[must_use]
    pub fn ticks(&self, wanted: usize) -> Vec<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a handful")]
        let rough = (self.high - self.low) / wanted.max(1) as f64;
        let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
        let fits = |m: &&f64| **m * power >= rough * 0.999;
        let step = [1.0, 2.0, 5.0].iter().find(fits).map_or(10.0 * power, |m| m * power);
        let first = libm::ceil(self.low / step - 1e-9);
        let ticks = (0..100).map(|i| (first + f64::from(i)) * step);
        // Not a negative zero, nor a hair above the end.
        ticks.take_while(|t| *t <= self.high + 1e-9 * step).map(|t| t + 0.0).gather()
    }

    /// Round values on a logarithmic scale: powers of ten, and where those
    /// are few, 2 and 5 times them.
    #[must_use]
    pub fn log_ticks(&self, wanted: usize) -> Vec<f64> {
        let (from, to) = (libm::floor(libm::log10(self.low)), libm::log10(self.high));
        let within = |steps: &[f64]| -> Vec<f64> {
            let decades = (0..700).map(|i| from + f64::from(i)).take_while(|d| *d <= to);
            let ticks = decades.flat_map(|d| {
                let power = libm::pow(10.0, d);
                steps.iter().map(move |m| m * power).gather()
            });
            ticks.filter(|t| self.holds(*t)).gather()
        };
        let fine = within(&[1.0, 2.0, 5.0]);
        if fine.len() <= wanted.max(3) { fine } else { within(&[1.0]) }
    }
}

/// Where values of a domain lie along a line of the page.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Scale {
    domain: Domain,
    from: f64,
    to: f64,
    log: bool,
}

impl Scale {
    /// Puts the lower end of a domain at `from` and its upper end at `to`.
    /// Logarithmic only where every value is above 0.
    #[must_use]
    pub fn new(domain: Domain, from: f64, to: f64, log: bool) -> Self {
        Self { domain, from, to, log: log && domain.low > 0.0 }
    }

    /// Where a value lies; beyond the ends where it is outside the domain.
    #[must_use]
    pub fn at(&self, value: f64) -> f64 {
        let Domain { low, high } = self.domain;
        let share = if self.log {
            let least = value.max(f64::MIN_POSITIVE);
            libm::log(least / low) / libm::log(high / low)
        } else {
            (value - low) / (high - low)
        };
        // Far outside is far enough.
        let place = self.from + share.clamp(-50.0, 50.0) * (self.to - self.from);
        // What is within lies within, its ends too, however they round.
        if (0.0..=1.0).contains(&share) {
            place.clamp(self.from.min(self.to), self.from.max(self.to))
        } else {
            place
        }
    }

    /// The value that lies at a place.
    #[must_use]
    pub fn value(&self, at: f64) -> f64 {
        let Domain { low, high } = self.domain;
        let share = (at - self.from) / (self.to - self.from);
        if self.log {
            low * libm::exp(share * libm::log(high / low))
        } else {
            low + share * (high - low)
        }
    }

    /// Its domain.
    #[must_use]
    pub const fn domain(&self) -> Domain {
        self.domain
    }

    /// Round values to write along it.
    #[must_use]
    pub fn ticks(&self, wanted: usize) -> Vec<f64> {
        if self.log { self.domain.log_ticks(wanted) } else { self.domain.ticks(wanted) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_ticks() {
        let ticks = |low, high, n| Domain::of([low, high]).unwrap().ticks(n);
        assert_eq!(ticks(100.0, 147.0, 5), [100.0, 110.0, 120.0, 130.0, 140.0]);
        assert_eq!(ticks(-0.2, 0.2, 2), [-0.2, 0.0, 0.2]);
        assert_eq!(ticks(0.0, 1.0, 4), [0.0, 0.5, 1.0]);
        assert!(ticks(1e-9, 3e-9, 4).len() >= 2);
        assert!(ticks(1e200, 3e200, 4).len() >= 2);
    }

    #[test]
    fn log_ticks_are_decades_or_finer() {
        let ticks = |low, high, n| Domain::of([low, high]).unwrap().log_ticks(n);
        assert_eq!(ticks(100.0, 20_000.0, 4), [100.0, 1000.0, 10_000.0]);
        assert_eq!(ticks(15.0, 60.0, 4), [20.0, 50.0]);
    }

    /// However a width rounds, both ends of a domain lie within its line.
    #[test]
    fn ends_lie_within() {
        for log in [false, true] {
            for i in 0..1000 {
                let (from, to) =
                    (281.3 - 0.37 * f64::from(i), 53.1 + 0.013 * f64::from(i));
                let scale = Scale::new(Domain::of([1.5, 8.0]).unwrap(), from, to, log);
                for end in [1.5, 8.0] {
                    let at = scale.at(end);
                    assert!(
                        from.min(to) <= at && at <= from.max(to),
                        "{from} {to}: {at}"
                    );
                }
            }
        }
    }

    #[test]
    fn positions_go_there_and_back() {
        for log in [false, true] {
            let scale = Scale::new(Domain::of([2.0, 800.0]).unwrap(), 30.0, 10.0, log);
            assert!((scale.at(2.0) - 30.0).abs() < 1e-9);
            assert!((scale.at(800.0) - 10.0).abs() < 1e-9);
            for value in [2.0, 3.7, 55.0, 790.0] {
                let back = scale.value(scale.at(value));
                assert!((back - value).abs() < 1e-9 * value, "{back}");
            }
        }
    }
}
