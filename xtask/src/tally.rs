//! Counting tests by what their runners say.

use std::fmt;
use std::ops::AddAssign;

/// How many tests passed and how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

impl Tally {
    /// Adds what `line` of a runner's output says, if it is the line that counts.
    ///
    /// The runners of cargo and of wasm-bindgen end each file of tests alike:
    /// `test result: ok. 5 passed; 0 failed; 0 ignored; …`.
    pub(crate) fn hear(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ") else {
            return;
        };
        for part in counts.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(name)) = (words.next(), words.next()) else {
                continue;
            };
            let Ok(number) = number.parse::<usize>() else {
                continue;
            };
            match name {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn heard(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.hear(line));
        tally
    }

    #[test]
    fn the_closing_lines_of_both_runners_are_counted() {
        let tally = heard(&[
            "test a ... ok",
            "test result: ok. 5 passed; 0 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "    test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.01s",
        ]);
        assert_eq!(tally, Tally { passed: 8, failed: 1 });
        assert_eq!(tally.to_string(), "8 passed, 1 failed");
    }

    #[test]
    fn colours_do_not_hide_a_count() {
        let tally = heard(&["test result: \u{1b}[32mok\u{1b}[0m. 7 passed; 0 failed; 0 ignored"]);
        assert_eq!(tally, Tally { passed: 7, failed: 0 });
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(heard(&["12 passed; 3 failed", "running 4 tests", ""]), Tally::default());
    }
}
