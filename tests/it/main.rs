//! Integration tests, one binary.
mod uncertainty_draws;
mod figures;
mod published;
mod agreement;
mod validation;
mod formulas;
