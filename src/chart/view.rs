//! The reader's choices of what a chart shows.

/// What the reader chose to see. Whatever is not set, the document decides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Which of a funnel's bases, a chart's breakdowns or perspectives, by
    /// position.
    pub choice: usize,
    /// The id of the metric shown.
    pub metric: Option<String>,
    /// The id of the measure shown.
    pub measure: Option<String>,
    /// The period shown.
    pub period: Option<String>,
    /// The period whose value is 100.
    pub index: Option<String>,
    /// The ids of lines not shown.
    pub hidden: Vec<String>,
    /// The ids of lines shown, though the document hides them.
    pub shown: Vec<String>,
    /// Whether a ladder is shown over the years.
    pub years: bool,
    /// Whether the analyst's reading is shown.
    pub analyst: bool,
    /// The category that is the reader's own.
    pub own: Option<String>,
    /// The period in whose prices money is shown.
    pub constant_prices: Option<String>,
}

/// A choice that the reader has in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewOption {
    /// Its id: the name of the field of [`View`].
    pub id: &'static str,
    /// What is chosen.
    pub label: String,
    /// What there is to choose from.
    pub values: Vec<Choice>,
    /// Whether several may be chosen at once.
    pub many: bool,
}

/// One of the values of a [`ViewOption`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Its id, for [`View::choose`].
    pub id: String,
    /// What it is.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl View {
    /// Chooses a value of an option, or switches one of several on or off.
    /// What does not exist changes nothing.
    ///
    /// ```
    /// use cost_calculator::chart::View;
    /// let mut view = View::default();
    /// view.choose("years", "true");
    /// assert!(view.years);
    /// view.choose("lines", "-rent");
    /// assert_eq!(view.hidden, ["rent"]);
    /// view.choose("lines", "+rent");
    /// assert_eq!((view.hidden.len(), view.shown), (0, vec!["rent".to_owned()]));
    /// ```
    pub fn choose(&mut self, option: &str, value: &str) {
        let named = || (!value.is_empty()).then(|| value.to_owned());
        match option {
            "choice" => self.choice = value.parse().unwrap_or(self.choice),
            "metric" => self.metric = named(),
            "measure" => self.measure = named(),
            "period" => self.period = named(),
            "index" => self.index = named(),
            "years" => self.years = value == "true",
            "analyst" => self.analyst = value == "true",
            "constant_prices" => self.constant_prices = named(),
            "own" => self.own = named(),
            "lines" => self.switch(value),
            _ => {}
        }
    }

    /// Whether a line is shown that the document shows or hides.
    #[must_use]
    pub fn shows(&self, line: &str, by_default: bool) -> bool {
        let named = |list: &[String]| list.iter().any(|l| l == line);
        !named(&self.hidden) && (by_default || named(&self.shown))
    }

    fn switch(&mut self, value: &str) {
        let (on, line) = match value.split_at_checked(1) {
            Some(("+", line)) => (true, line),
            Some(("-", line)) => (false, line),
            _ => return,
        };
        self.hidden.retain(|l| l != line);
        self.shown.retain(|l| l != line);
        let list = if on { &mut self.shown } else { &mut self.hidden };
        list.push(line.to_owned());
    }
}

impl ViewOption {
    /// A choice of one.
    pub(super) fn one(id: &'static str, label: &str, values: Vec<Choice>) -> Self {
        Self { id, label: label.to_owned(), values, many: false }
    }
}

impl Choice {
    pub(super) fn new(id: &str, label: &str, chosen: bool) -> Self {
        Self { id: id.to_owned(), label: label.to_owned(), chosen }
    }
}
