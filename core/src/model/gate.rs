//! A condition that must hold whatever the score, and what follows when it does not; and facts
//! about the subject, asked without points.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::ask::Ask;
use crate::model::criterion::{Clause, MethodWord, Selector};
use crate::model::rubric::MayNotApply;
use crate::parse::node::{Node, NodeKind};
use crate::parse::shape::{Id, Reader, Shape, shapes, word, word_shapes};
use crate::span::Span;

word_shapes! {
    /// How a gate is listed.
    GroupWord {
        /// A prerequisite.
        Gate = "gate",
        /// A hard requirement on figures.
        Requirement = "requirement",
    }

    /// What an undecided gate counts at finalisation.
    Undecided {
        /// The rating is withheld.
        Withhold = "withhold",
        /// As not met.
        Unmet = "unmet",
    }
}

shapes! {
    /// A condition that must hold whatever the score.
    GateRule {
        /// Its id.
        req id: Id,
        /// How it is listed.
        opt group: GroupWord,
        /// Its name.
        req name: Label,
        /// What it means.
        opt guidance: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// What is wanted as evidence.
        many evidence: Label,
        /// How to check it on site.
        opt verify: Label,
        /// Ways of checking.
        many methods: MethodWord,
        /// The subjects it holds for; all when it is missing.
        opt applies: Selector,
        /// Whether it may be marked not applicable.
        opt na: MayNotApply,
        /// What is asked.
        many ask: Ask,
        /// The condition; the single yes-no ask when it is missing.
        opt that: String,
        /// What follows when it does not hold.
        req unmet: Unmet,
        /// What follows when nobody knows at finalisation; the rating is withheld when it is missing.
        opt undecided: Undecided,
    }

    /// Something asked about the subject, without points.
    FactRule {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// What it means.
        opt guidance: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// What is wanted as evidence.
        many evidence: Label,
        /// How to check it on site.
        opt verify: Label,
        /// Ways of checking.
        many methods: MethodWord,
        /// The subjects it is asked of; all when it is missing.
        opt applies: Selector,
        /// What is asked.
        many ask: Ask,
    }

    /// A cap.
    CapRule {
        /// The highest rating left.
        req cap: Id,
    }

    /// A forced rating.
    SetRule {
        /// The rating, whatever the rest.
        req set: Id,
    }
}

/// What follows when a gate is not met.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unmet {
    /// No rating.
    Withhold,
    /// At most this rating.
    Cap(Id, Span),
    /// This rating, whatever the rest.
    Set(Id, Span),
}

impl Shape for Unmet {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        if node.get("set").is_some() {
            let set = SetRule::read(node, reader)?.set;
            return Some(Self::Set(set.it, set.at));
        }
        if matches!(node.kind, NodeKind::Table(_)) {
            let cap = CapRule::read(node, reader)?.cap;
            return Some(Self::Cap(cap.it, cap.at));
        }
        word(node, &["withhold"], reader).map(|_| Self::Withhold)
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "anyOf": [{ "const": "withhold" }, CapRule::schema(), SetRule::schema()] })
    }
}
