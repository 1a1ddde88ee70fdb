//! What a node holds: a number or a truth, settled or still open, or the reason for neither.

use crate::number::Number;
use crate::report::v1::Verdict;

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Quantity(Quantity),
    Truth(Verdict),
}

/// A number, the range it may still take, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    Known(Number),
    Open(Open),
    Absent(Absence),
}

/// The range that finishing the answers can still reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Open {
    /// `None`: no lowest.
    pub(crate) low: Option<Number>,
    /// `None`: no highest.
    pub(crate) high: Option<Number>,
    pub(crate) doubts: Doubts,
}

/// What may still turn out instead of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubts {
    /// It may have no result, by this operation.
    pub(crate) undefined: Option<Undefined>,
    /// It may be left out.
    pub(crate) left_out: bool,
    /// It may be withheld.
    pub(crate) withheld: bool,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// It does not apply, by an answer or by a rule.
    LeftOut,
    /// The operation has no result.
    Undefined(Undefined),
    /// The rubric, or what is pending, withholds it.
    Withheld,
}

/// An operation without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Undefined {
    /// A share of nothing.
    ShareOfNothing,
    /// A part larger than its whole.
    PartBeyondWhole,
    /// Growth from nothing.
    GrowthFromNothing,
    /// A quotient over nothing.
    OverNothing,
    /// A checklist of which no part applies.
    NoPartApplies,
    /// A distribution without replies.
    NobodyReplied,
    /// A mean whose weights come to nothing.
    NothingWeighs,
    /// A table without a row or an option for it.
    NoRow,
    /// A function of a number for which it has no value.
    OutOfDomain,
    /// A number too large to go on with.
    OutOfRange,
}

impl Undefined {
    /// The word that reports use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ShareOfNothing => "share-of-nothing",
            Self::PartBeyondWhole => "part-beyond-whole",
            Self::GrowthFromNothing => "growth-from-nothing",
            Self::OverNothing => "over-nothing",
            Self::NoPartApplies => "no-part-applies",
            Self::NobodyReplied => "nobody-replied",
            Self::NothingWeighs => "nothing-weighs",
            Self::NoRow => "no-row",
            Self::OutOfDomain => "out-of-domain",
            Self::OutOfRange => "out-of-range",
        }
    }
}

impl Doubts {
    pub(crate) fn any(self) -> bool {
        self.undefined.is_some() || self.left_out || self.withheld
    }

    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            undefined: self.undefined.or(other.undefined),
            left_out: self.left_out || other.left_out,
            withheld: self.withheld || other.withheld,
        }
    }
}

impl Slot {
    /// What stands where a plan has no node: never reached through a checked rubric.
    pub(crate) const NOTHING: Self = Self::Quantity(Quantity::Absent(Absence::Withheld));

    pub(crate) fn known(number: Number) -> Self {
        Self::Quantity(Quantity::Known(number))
    }

    pub(crate) fn quantity(&self) -> &Quantity {
        match self {
            Self::Quantity(quantity) => quantity,
            Self::Truth(_) => &Quantity::Absent(Absence::Withheld),
        }
    }

    /// Whether a condition holds; `None` where it does not apply, because what it looks at is left out.
    pub(crate) fn truth(&self) -> Option<Verdict> {
        match self {
            Self::Truth(verdict) => Some(*verdict),
            Self::Quantity(Quantity::Absent(Absence::LeftOut)) => None,
            Self::Quantity(_) => Some(Verdict::Pending),
        }
    }

    /// Whether both hold a number, a range with the same doubts, or nothing for the same reason,
    /// whatever the numbers; conditions are alike.
    #[cfg(feature = "live")]
    pub(crate) fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Truth(_), Self::Truth(_))
            | (Self::Quantity(Quantity::Known(_)), Self::Quantity(Quantity::Known(_))) => true,
            (Self::Quantity(Quantity::Open(a)), Self::Quantity(Quantity::Open(b))) => {
                a.doubts == b.doubts
            }
            (Self::Quantity(Quantity::Absent(a)), Self::Quantity(Quantity::Absent(b))) => a == b,
            (Self::Quantity(_) | Self::Truth(_), _) => false,
        }
    }

    pub(crate) fn of_truth(truth: Option<Verdict>) -> Self {
        truth.map_or(Self::Quantity(Quantity::Absent(Absence::LeftOut)), Self::Truth)
    }

    /// Whether a condition has its effect: one that does not apply has none.
    pub(crate) fn verdict(&self) -> Verdict {
        self.truth().unwrap_or(Verdict::NotMet)
    }

    /// Whether a requirement is fulfilled: one that does not apply is no obstacle.
    pub(crate) fn fulfilled(&self) -> Verdict {
        self.truth().unwrap_or(Verdict::Met)
    }
}

impl Quantity {
    /// The number, once it is settled.
    pub(crate) fn number(&self) -> Option<&Number> {
        match self {
            Self::Known(number) => Some(number),
            Self::Open(_) | Self::Absent(_) => None,
        }
    }

    /// The range; `None` when there is no number to come.
    pub(crate) fn open(&self) -> Option<Open> {
        match self {
            Self::Known(number) => Some(Open {
                low: Some(number.clone()),
                high: Some(number.clone()),
                doubts: Doubts::default(),
            }),
            Self::Open(open) => Some(open.clone()),
            Self::Absent(_) => None,
        }
    }

    /// The range as a quantity: settled when only one number is left and nothing else may come.
    pub(crate) fn from_range(low: Option<Number>, high: Option<Number>, doubts: Doubts) -> Self {
        match (&low, &high) {
            (Some(least), Some(most)) if least == most && !doubts.any() => {
                Self::Known(least.clone())
            }
            _ => Self::Open(Open { low, high, doubts }),
        }
    }
}
