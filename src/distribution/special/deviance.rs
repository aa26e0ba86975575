//! Loader's decomposition of binomial and Poisson probabilities, which keeps
//! full precision where products of large powers would lose it.
//!
//! C. Loader, "Fast and accurate computation of binomial probabilities" (2000).

/// `ln(1 + u) - u` to full relative precision, for `u > -1`.
pub(super) fn log1p_minus(u: f64) -> f64 {
    if u.abs() > 0.3 {
        return libm::log1p(u) - u;
    }
    // ln(1 + u) = 2 atanh(r), and 2 r - u = -u r.
    let r = u / (2.0 + u);
    let s = r * r;
    let mut sum = 0.0;
    for divisor in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        sum = sum * s + 1.0 / divisor;
    }
    r * (2.0 * s * sum - u)
}

/// The deviance `a ln(a / m) + m - a`, given `excess = m - a`.
pub(super) fn deviance(a: f64, m: f64, excess: f64) -> f64 {
    if excess.abs() < 0.3 * a {
        return -a * log1p_minus(excess / a);
    }
    a * (libm::log(a) - libm::log(m)) + excess
}

/// What Stirling's formula for `ln Gamma(a + 1)` leaves out:
/// `ln Gamma(a + 1) - (a + 1/2) ln a + a - ln(2 pi) / 2`.
pub(super) fn stirling_error(a: f64) -> f64 {
    let mut sum = 0.0;
    let mut a = a;
    while a < 15.0 {
        sum += (a + 0.5) * libm::log1p(1.0 / a) - 1.0;
        a += 1.0;
    }
    let s = 1.0 / (a * a);
    let series = 1.0 / 12.0
        - s * (1.0 / 360.0
            - s * (1.0 / 1260.0
                - s * (1.0 / 1680.0
                    - s * (1.0 / 1188.0 - s * (691.0 / 360_360.0 - s * (1.0 / 156.0))))));
    sum + series / a
}
