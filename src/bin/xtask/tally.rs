//! What came of a run: how much holds, and what does not, told again at its end.

use crate::Outcome;
use std::time::Instant;

/// Lines of a message that are told again; all of it stands above.
const LINES: usize = 30;

/// How many tests passed and failed, and which.
pub(crate) struct Tally {
    began: Instant,
    step: String,
    passed: usize,
    failed: usize,
    wrong: Vec<Wrong>,
}

/// A test or a check that failed.
#[derive(Debug, PartialEq, Eq)]
struct Wrong {
    step: String,
    name: String,
    message: String,
}

impl Tally {
    pub(crate) fn new() -> Self {
        let (step, wrong) = (String::new(), Vec::new());
        Self { began: Instant::now(), step, passed: 0, failed: 0, wrong }
    }

    /// Says what is done now, and after how long.
    pub(crate) fn step(&mut self, title: &str) {
        let s = self.began.elapsed().as_secs();
        say!("\n== {title} == after {}:{:02} min", s / 60, s % 60);
        title.clone_into(&mut self.step);
    }

    /// Counts a check that is not a test by itself.
    pub(crate) fn note(&mut self, outcome: Outcome) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(error) => {
                say!("{error}");
                self.refuse(&error.to_string());
            }
        }
    }

    /// A check that was not passed: its first line names it.
    fn refuse(&mut self, told: &str) {
        self.failed += 1;
        let (name, message) = told.split_once('\n').unwrap_or((told, ""));
        self.add(name, message.lines());
    }

    /// Reads what cargo's runner prints: `test result: ok. 12 passed; 0 failed; …`,
    /// and before it what each failed test said.
    pub(crate) fn add_cargo(&mut self, printed: &str, well: bool) {
        let before = self.failed;
        for line in printed.lines().filter(|l| l.starts_with("test result:")) {
            for part in line.split(['.', ';']) {
                match part.split_whitespace().collect::<Vec<_>>().as_slice() {
                    [n, "passed"] => self.passed += n.parse().unwrap_or(0),
                    [n, "failed"] => self.failed += n.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
        let mut lines = printed.lines().peekable();
        while let Some(line) = lines.next() {
            let title = line.strip_prefix("---- ");
            let Some(name) = title.and_then(|t| t.strip_suffix(" stdout ----")) else {
                continue;
            };
            let ends = |line: &str| line.starts_with("---- ") || line == "failures:";
            let mut said = Vec::new();
            while let Some(line) = lines.next_if(|l| !ends(l)) {
                let aside = line.is_empty() || line.starts_with("note: run with");
                if !aside {
                    said.push(line);
                }
            }
            self.add(name, said);
        }
        self.must_have_failed(before, well);
    }

    /// Reads what node's prints: `ℹ pass 12`, and after it each failed test again.
    pub(crate) fn add_node(&mut self, printed: &str, well: bool) {
        let before = self.failed;
        for line in printed.lines() {
            match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                ["ℹ", "pass", n] => self.passed += n.parse().unwrap_or(0),
                ["ℹ", "fail" | "cancelled", n] => self.failed += n.parse().unwrap_or(0),
                _ => {}
            }
        }
        let failing = printed.split("✖ failing tests:").nth(1).unwrap_or("");
        for told in failing.split("\ntest at ").skip(1) {
            let mut lines = told.lines();
            let place = lines.next().unwrap_or("");
            let name = lines.next().unwrap_or("").trim_start_matches("✖ ");
            // Without how long it took.
            let name = name.rsplit_once(" (").map_or(name, |(name, _)| name);
            // Then come the calls that led there.
            let said = lines.take_while(|line| !line.trim_start().starts_with("at "));
            self.add(&format!("{name} ({place})"), said);
        }
        self.must_have_failed(before, well);
    }

    /// Says how much holds, and everything that does not: above it stands far apart,
    /// and of a long run often the end alone is at hand.
    pub(crate) fn end(mut self) -> Outcome {
        self.step("The end");
        for Wrong { step, name, message } in &self.wrong {
            say!("\n✖ {step}: {name}");
            for line in message.lines() {
                say!("    {line}");
            }
        }
        say!("\n{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err("Not everything holds.".into()) }
    }

    fn add<'a>(&mut self, name: &str, said: impl IntoIterator<Item = &'a str>) {
        let lines: Vec<_> = said.into_iter().take(LINES).collect();
        let message = lines.join("\n").trim_end().to_owned();
        let (step, name) = (self.step.clone(), name.to_owned());
        self.wrong.push(Wrong { step, name, message });
    }

    /// A runner that ends badly without a failed test (its tests do not
    /// compile, say) counts as one.
    fn must_have_failed(&mut self, before: usize, well: bool) {
        if !well && self.failed == before {
            self.failed += 1;
            self.add("it did not come to its tests, for the reason above", []);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(tally: &Tally) -> Vec<(&str, &str, &str)> {
        tally.wrong.iter().map(|w| (&*w.step, &*w.name, &*w.message)).collect()
    }

    #[test]
    fn totals_are_read_from_both_runners() {
        let mut tally = Tally::new();
        let cargo = "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured";
        tally.add_cargo(cargo, false);
        tally.add_node("ℹ tests 5\nℹ pass 4\nℹ fail 1\nℹ cancelled 2\n", false);
        assert_eq!((tally.passed, tally.failed), (16, 4));
    }

    #[test]
    fn tests_that_do_not_compile_have_failed() {
        let mut tally = Tally::new();
        tally.step = "The library".to_owned();
        tally.add_cargo("", false);
        assert_eq!(tally.failed, 1);
        let told = "it did not come to its tests, for the reason above";
        assert_eq!(wrong(&tally), [("The library", told, "")]);
    }

    #[test]
    fn what_failed_is_read_with_its_step_its_name_and_its_message() {
        let mut tally = Tally::new();
        tally.step = "The library".to_owned();
        tally.add_cargo(
            "
running 3 tests
FF.
failures:

---- units::one stdout ----

thread 'units::one' (7) panicked at tests/it/units.rs:10:5:
assertion `left == right` failed
  left: 1
 right: 2
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

---- units::two stdout ----
Error: \"none\"


failures:
    units::one
    units::two

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out
",
            false,
        );
        tally.step = "The page".to_owned();
        tally.add_node(
            "
✖ is a list (2.06ms)
  AssertionError [ERR_ASSERTION]: the list

ℹ pass 1
ℹ fail 1
ℹ cancelled 1
ℹ duration_ms 1913.4

✖ failing tests:

test at tests/browser/a.test.mjs:4:1
✖ is a list (of two) (2.06ms)
  AssertionError [ERR_ASSERTION]: the list
  + actual - expected

    [
  +   1
  -   2
    ]
      at TestContext.<anonymous> (file:///a.test.mjs:4:32)
      at Test.run (node:internal/test_runner/test:796:25) {
    code: 'ERR_ASSERTION',
  }

test at tests/browser/a.test.mjs:5:1
✖ takes for ever (85.9ms)
  'test timed out after 50ms'
",
            false,
        );
        let list = "  AssertionError [ERR_ASSERTION]: the list\n  + actual - expected\n\n    [\n  +   1\n  -   2\n    ]";
        let one = "thread 'units::one' (7) panicked at tests/it/units.rs:10:5:\nassertion `left == right` failed\n  left: 1\n right: 2";
        assert_eq!(
            wrong(&tally),
            [
                ("The library", "units::one", one),
                ("The library", "units::two", "Error: \"none\""),
                ("The page", "is a list (of two) (tests/browser/a.test.mjs:4:1)", list),
                (
                    "The page",
                    "takes for ever (tests/browser/a.test.mjs:5:1)",
                    "  'test timed out after 50ms'"
                ),
            ]
        );
        assert_eq!((tally.passed, tally.failed), (2, 4));
    }

    #[test]
    fn a_check_is_told_by_its_first_line() {
        let mut tally = Tally::new();
        tally.step = "The code".to_owned();
        tally.note(Ok(()));
        tally.refuse("It is too heavy.\nBy 3 bytes.");
        assert_eq!(wrong(&tally), [("The code", "It is too heavy.", "By 3 bytes.")]);
        assert_eq!((tally.passed, tally.failed), (1, 1));
    }
}
