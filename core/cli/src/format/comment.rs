//! Comments and the empty lines between them.

use toml_edit::RawString;

/// Comments, one line each, without the space around them; an empty line between two paragraphs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lines {
    pub(super) all: Vec<String>,
    /// An empty line stands before them.
    pub(super) begins_apart: bool,
    /// An empty line stands after them.
    pub(super) ends_apart: bool,
}

impl Lines {
    pub(super) fn of(raw: &RawString) -> Self {
        Self::of_text(raw.as_str().unwrap_or_default())
    }

    /// The comments in `text`, which is nothing but comments and space, and ends where the line of
    /// what comes next begins.
    pub(super) fn of_text(text: &str) -> Self {
        let mut lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        // What follows the last break is the space before what comes next.
        lines.pop_if(|last| last.is_empty());
        let first = lines.iter().position(|line| !line.is_empty());
        let last = lines.iter().rposition(|line| !line.is_empty());
        let (Some(first), Some(last)) = (first, last) else {
            return Self::default();
        };
        let mut all: Vec<String> = Vec::new();
        for line in lines.iter().take(last.saturating_add(1)).skip(first) {
            if !(line.is_empty() && all.last().is_some_and(String::is_empty)) {
                all.push((*line).to_owned());
            }
        }
        let ends_apart = last.saturating_add(1) < lines.len();
        Self { all, begins_apart: first > 0, ends_apart }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Takes away what an empty line sets apart from what comes next: all paragraphs, or all but the
    /// last.
    pub(super) fn split_off_own(&mut self) -> Self {
        if self.ends_apart {
            return std::mem::take(self);
        }
        let Some(last_gap) = self.all.iter().rposition(String::is_empty) else {
            return Self::default();
        };
        let own = self.all.split_off(last_gap.saturating_add(1));
        let mut apart = std::mem::replace(&mut self.all, own);
        apart.pop();
        Self { all: apart, begins_apart: std::mem::take(&mut self.begins_apart), ends_apart: true }
    }
}

/// The remark at the end of a line.
pub(super) fn remark(raw: &RawString) -> Option<String> {
    let text = raw.as_str().unwrap_or_default().lines().next().unwrap_or_default().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_comments_are_kept_and_space_is_not() {
        let lines = Lines::of_text("\n\n  # a \n#b\n\n\n# c\n\n");
        assert_eq!(lines.all, ["# a", "#b", "", "# c"]);
        assert!(lines.begins_apart && lines.ends_apart);
        assert_eq!(Lines::of_text("\n\n  "), Lines::default());
    }

    #[test]
    fn what_is_set_apart_is_about_the_file() {
        let mut lines = Lines::of_text("# file\n\n# key\n");
        assert_eq!(lines.split_off_own().all, ["# file"]);
        assert_eq!(lines.all, ["# key"]);
        assert!(lines.split_off_own().is_empty());
    }
}
