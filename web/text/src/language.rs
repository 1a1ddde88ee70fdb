//! The languages in which sentences exist.

/// A language of the reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// 简体中文, the first language of everything.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Every language, the first one first.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The code under which labels carry this language, and which a page states as its `lang`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language of a code such as `zh`, `en`, `zh-CN` or `en_GB.UTF-8`; `None` for others.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.code()))
    }

    /// `chinese` or `english`.
    pub(crate) fn pick<Words>(self, chinese: Words, english: Words) -> Words {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_the_first_part_of_its_code() {
        for (code, language) in [
            ("zh", Some(Language::Chinese)),
            ("zh-Hans-CN", Some(Language::Chinese)),
            ("EN_gb.UTF-8", Some(Language::English)),
            ("C", None),
            ("", None),
            ("enx", None),
        ] {
            assert_eq!(Language::from_code(code), language, "{code}");
        }
    }
}
