//! French.

use super::Words;

pub(super) const FRENCH: Words = Words {
    language: "fr",

    smaller_of: "le plus petit de {} et {}",
    larger_of: "le plus grand de {} et {}",
    size_of: "la valeur absolue de {}",
    root_of: "la racine carrée de {}",
    exponential_of: "e à la puissance {}",
    logarithm_of: "le logarithme naturel de {}",
    if_then: "{} si {}, sinon {}",
    equals: " vaut ",
    differs: " ne vaut pas ",
    less: " est inférieur à ",
    at_most: " est au plus ",
    more: " est supérieur à ",
    at_least: " est au moins ",
    and: " et ",
    or: " ou ",

    no_figure: "aucun chiffre de « {label} » n’a été trouvé pour {period}",
    no_value_of: "« {label} » n’a pas de valeur",
    divides_by_nothing: "il faudrait diviser par zéro",
    not_real: "elle n’a pas de valeur avec ces hypothèses",
    too_large: "elle dépasse toute limite avec ces hypothèses",
};
