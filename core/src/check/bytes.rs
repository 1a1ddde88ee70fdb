//! A checked rubric as bytes: opened without its text, without reading it and without checking.

use alloc::string::String;
#[cfg(any(feature = "bytes", feature = "panel"))]
use alloc::vec::Vec;

use super::{CheckedRubric, Head};
#[cfg(feature = "panel")]
use crate::model::{panel_policy::PanelRule, rubric::Source};
use crate::parse::canonical::canonical;
use crate::parse::node::Node;
#[cfg(feature = "panel")]
use crate::parse::shape::{At, Reader, Shape};
#[cfg(feature = "bytes")]
use crate::parse::{condensed, json};
#[cfg(feature = "bytes")]
use crate::plan::bytes::Packer;
use crate::plan::bytes::{Packed, Unpacker, packed};
#[cfg(feature = "panel")]
use crate::plan::panel_policy::PanelPolicy;
use crate::plan::profile::Alike;
#[cfg(feature = "bytes")]
use crate::report::canonical::digest;
use crate::report::form::{Category, Choice, Term};
use crate::report::v1::{InForce, Predecessor, RubricIdentity};

/// What the bytes begin with: they are of one version of the engine.
const MARK: &[u8] = concat!("jiangxing plans ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// Why bytes are not a rubric.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotARubric {
    /// They are something else, or another version of the engine wrote them.
    OtherForm,
    /// They are not as they were written.
    Damaged,
}

impl CheckedRubric {
    /// The rubric and the content of its `text` as bytes, for [`CheckedRubric::from_bytes`] of the
    /// same version of the engine; `None` when the text is another's.
    ///
    /// They are not for keeping: what is kept of a rubric is its text.
    #[cfg(feature = "bytes")]
    pub fn to_bytes(&self, text: &str) -> Option<Vec<u8>> {
        let content = self.content(text)?;
        Some([MARK, &sum(&content).to_le_bytes(), &content].concat())
    }

    #[cfg(feature = "bytes")]
    fn content(&self, text: &str) -> Option<Vec<u8>> {
        let text = condensed(text)?;
        if digest(&text) != self.identity.digest {
            return None;
        }
        let mut to = Packer::new();
        self.pack(&mut to);
        json::read(&text).ok()?.pack(&mut to);
        Some(to.finish())
    }

    /// The rubric that [`CheckedRubric::to_bytes`] wrote, which gives the same reports; and its text,
    /// condensed.
    ///
    /// # Errors
    /// When they are of another version of the engine, or not as they were written.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, String), NotARubric> {
        let rest = bytes.strip_prefix(MARK).ok_or(NotARubric::OtherForm)?;
        let (sum_found, content) = rest.split_first_chunk().ok_or(NotARubric::Damaged)?;
        if u64::from_le_bytes(*sum_found) != sum(content) {
            return Err(NotARubric::Damaged);
        }
        let (rubric, text) = opened(content).ok_or(NotARubric::Damaged)?;
        #[cfg(feature = "panel")]
        let rubric = Self { panel: panel(&text), ..rubric };
        Ok((rubric, canonical(&text)))
    }
}

/// The rules of a panel in `text`, which was checked before.
#[cfg(feature = "panel")]
fn panel(text: &Node) -> Option<PanelPolicy> {
    let mut reader = Reader::default();
    let rule = PanelRule::read(text.get("panel")?, &mut reader)?;
    let sources = text.get("source").and_then(|all| Vec::<At<Source>>::read(all, &mut reader));
    Some(PanelPolicy::new(&rule, &sources.unwrap_or_default()))
}

fn opened(content: &[u8]) -> Option<(CheckedRubric, Node)> {
    Unpacker::new(content).all(Packed::unpack)
}

/// FNV-1a: another one for every text that differs in one byte.
fn sum(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The rules of a panel are read from the text, by those who look at them.
impl Packed for CheckedRubric {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        self.head.pack(to);
        self.identity.pack(to);
        self.first.pack(to);
        self.others.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let head = Packed::unpack(from);
        let identity = Packed::unpack(from);
        let first = Packed::unpack(from);
        let others = Packed::unpack(from);
        Self {
            head,
            identity,
            first,
            others,
            #[cfg(feature = "panel")]
            panel: None,
        }
    }
}

packed! {
    struct Head { publisher, languages, categories, alike, tables }
    struct Alike { category, option, stands }
    struct Category { id, name, options }
    struct Choice { id, name, descriptor, wants_note, may_not_apply }
    struct Term { id, name }
    struct RubricIdentity {
        id, edition, digest, title, notice, official, predecessor, in_force,
    }
    struct Predecessor { id, edition, digest }
    struct InForce { from, to }
}

#[cfg(test)]
#[cfg(feature = "bytes")]
mod tests {
    use super::*;

    // What is tried here goes round the sum that would tell at once.

    const EVERY_KIND: &str = include_str!("../../../tests/corpus/rubrics/good/every-kind.toml");

    fn content() -> Vec<u8> {
        let rubric = crate::open(EVERY_KIND).rubric.unwrap_or_else(|| panic!("it can be used"));
        rubric.content(EVERY_KIND).unwrap_or_else(|| panic!("it is its text"))
    }

    #[test]
    fn no_byte_in_the_place_of_another_panics() {
        let content = content();
        assert!(opened(&content).is_some());
        let mut refused = 0;
        for place in 0..content.len() {
            for other in [0, 1, 0x7f, 0x80, 0xff, content[place] ^ 1, content[place] ^ 0x40] {
                let mut wrong = content.clone();
                wrong[place] = other;
                refused += u32::from(opened(&wrong).is_none());
            }
        }
        assert!(refused > 0);
    }

    #[test]
    fn what_breaks_off_or_goes_on_is_refused() {
        let content = content();
        for end in 0..content.len() {
            assert!(opened(&content[..end]).is_none(), "{end} of {}", content.len());
        }
        assert!(opened(&[content.as_slice(), b"\0"].concat()).is_none());
        // As many as there could be of anything, and nothing behind it.
        assert!(opened(&[0xff; 64]).is_none());
    }
}
