//! English.

use super::Words;

pub(super) const ENGLISH: Words = Words {
    language: "en-GB",

    smaller_of: "the smaller of {} and {}",
    larger_of: "the larger of {} and {}",
    size_of: "the size of {}",
    root_of: "the square root of {}",
    exponential_of: "e to the power of {}",
    logarithm_of: "the natural logarithm of {}",
    if_then: "{} if {}, otherwise {}",
    equals: " is ",
    differs: " is not ",
    less: " is less than ",
    at_most: " is at most ",
    more: " is more than ",
    at_least: " is at least ",
    and: " and ",
    or: " or ",

    no_figure: "no figure for “{label}” was found for {period}",
    no_value_of: "“{label}” has no value",
    divides_by_nothing: "it would divide by nothing",
    not_real: "it has no value with these inputs",
    too_large: "it grows beyond all bounds with these inputs",
};
