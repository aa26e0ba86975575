//! What a reader sees.

pub(crate) mod answers;
pub(crate) mod card;
pub(crate) mod charts;
pub(crate) mod choices;
pub(crate) mod compare;
pub(crate) mod embed;
pub(crate) mod figure;
pub(crate) mod glance;
pub(crate) mod inputs;
pub(crate) mod kept;
pub(crate) mod notes;
pub(crate) mod number_field;
pub(crate) mod own;
pub(crate) mod paper;
pub(crate) mod sentence;
pub(crate) mod sources;
pub(crate) mod spark;
pub(crate) mod steps;
pub(crate) mod story;
pub(crate) mod tabs;
pub(crate) mod takeaway;
pub(crate) mod terms;
pub(crate) mod tip;
pub(crate) mod toolbar;
pub(crate) mod working;
