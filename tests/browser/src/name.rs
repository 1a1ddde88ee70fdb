//! What a thing on the screen is called.

/// Which names are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// Just this name.
    Exact(String),
    /// Every name that has this in it.
    Containing(String),
    /// Every name, and none.
    Any,
}

/// Every name that has `part` in it.
#[must_use]
pub fn containing(part: &str) -> Name {
    Name::Containing(part.to_owned())
}

/// Every name, and none.
#[must_use]
pub fn any() -> Name {
    Name::Any
}

impl From<&str> for Name {
    fn from(name: &str) -> Name {
        Name::Exact(name.to_owned())
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Name {
        Name::Exact(name.clone())
    }
}

impl Name {
    pub(crate) fn fits(&self, name: &str) -> bool {
        match self {
            Name::Exact(expected) => squeezed(name) == squeezed(expected),
            Name::Containing(part) => squeezed(name).contains(&squeezed(part)),
            Name::Any => true,
        }
    }
}

/// `text` with every run of white space as one space: how it is laid out does not matter.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Name, any, containing};

    #[test]
    fn names_fit_whatever_their_spacing() {
        assert!(Name::from("A1 场地").fits("A1\n 场地 "));
        assert!(!Name::from("A1").fits("A1 场地"));
        assert!(containing("场地").fits("A1 场地 面积"));
        assert!(any().fits(""));
    }
}
