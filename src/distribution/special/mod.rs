//! The special functions behind the distributions.
//!
//! Written for three things that a general library does not give together:
//! the same bits on every machine (only `libm` and exact operations), both
//! tails to full relative precision, and a fast answer for shapes from 0.01 to
//! millions. Every tail is a pair `(lower, upper)` with a sum of 1, of which
//! the smaller one is computed.

mod beta;
mod deviance;
mod gamma;
mod normal;
mod quadrature;
mod tail;

pub(crate) use beta::BetaShape;
pub(crate) use gamma::GammaShape;
pub(crate) use normal::{normal_cdf, normal_density, normal_quantile, normal_score};
pub(crate) use quadrature::integral;
