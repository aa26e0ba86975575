//! Which way a language is written.

/// Which way the lines of a language run.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Rightwards,
    /// From right to left.
    Leftwards,
}

/// Languages that are written from right to left.
const LEFTWARDS: [&str; 10] =
    ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Scripts that are, in whatever language.
const SCRIPTS: [&str; 5] = ["Adlm", "Arab", "Hebr", "Nkoo", "Thaa"];

impl Direction {
    /// That of a language tag; the script tells, where the tag names one.
    ///
    /// ```
    /// use cost_calculator::words::Direction;
    /// assert_eq!(Direction::of("ar-EG"), Direction::Leftwards);
    /// assert_eq!(Direction::of("es-AR"), Direction::Rightwards);
    /// assert_eq!(Direction::of("az-Arab"), Direction::Leftwards);
    /// assert_eq!(Direction::of("ug-Cyrl"), Direction::Rightwards);
    /// ```
    #[must_use]
    pub fn of(language: &str) -> Self {
        let mut parts = language.split('-');
        let primary = parts.next().unwrap_or_default();
        let among = |known: &[&str], part: &str| {
            known.iter().any(|k| k.eq_ignore_ascii_case(part))
        };
        let leftwards = match parts.find(|p| p.len() == 4) {
            Some(script) => among(&SCRIPTS, script),
            None => among(&LEFTWARDS, primary),
        };
        if leftwards { Self::Leftwards } else { Self::Rightwards }
    }

    /// As the attribute `dir` says it.
    ///
    /// ```
    /// use cost_calculator::words::Direction;
    /// assert_eq!(Direction::of("he").attribute(), "rtl");
    /// ```
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Rightwards => "ltr",
            Self::Leftwards => "rtl",
        }
    }
}
