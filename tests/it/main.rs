//! Integration tests, one binary.
mod uncertainty_decision;
mod uncertainty_draws;
mod figures;
mod published;
mod agreement;
mod validation;
mod formulas;
mod documents;
