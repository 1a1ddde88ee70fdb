//! Several things in one sentence.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::Language;

/// `a、b、c` or `a, b and c`.
pub(crate) fn all(things: &[String], language: Language) -> String {
    match language {
        Language::Chinese => things.join("、"),
        Language::English => match things.split_last() {
            None => String::new(),
            Some((last, [])) => last.to_string(),
            Some((last, rest)) => [rest.join(", "), last.to_string()].join(" and "),
        },
    }
}

/// The first `most` of `things`, and a word that there are more.
pub(crate) fn some(things: &[String], most: usize, language: Language) -> String {
    let shown: Vec<String> = things.iter().take(most).cloned().collect();
    if shown.len() == things.len() {
        return all(&shown, language);
    }
    match language {
        Language::Chinese => alloc::format!("{}等", shown.join("、")),
        Language::English => alloc::format!("{} and others", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_as_the_language_ends_it() {
        let things: Vec<String> = ["a", "b", "c"].map(String::from).into();
        assert_eq!(all(&things, Language::Chinese), "a、b、c");
        assert_eq!(all(&things, Language::English), "a, b and c");
        assert_eq!(all(&["a".to_string()], Language::English), "a");
        assert_eq!(some(&things, 2, Language::Chinese), "a、b等");
        assert_eq!(some(&things, 2, Language::English), "a, b and others");
    }
}
