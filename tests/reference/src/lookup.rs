//! Tables: rows by quantity, straight lines, two ways, options.

use num_traits::Zero;

use crate::constructs::Notes;
use crate::fraction::{Fraction, whole};
use crate::rubric::{Bound, Lookup};
use crate::seen::{Seen, gravest};

impl Lookup {
    /// Where something may change.
    pub(crate) fn bounds(&self) -> Vec<Fraction> {
        let of = |bounds: &[Bound]| bounds.iter().map(|bound| bound.at.clone()).collect();
        match self {
            Self::Curve(rows) => rows.iter().map(|(at, _)| at.clone()).collect(),
            Self::Steps(rows) => rows.iter().map(|(bound, _)| bound.at.clone()).collect(),
            Self::TwoWay { rows, columns, .. } => {
                let mut all: Vec<Fraction> = of(rows);
                all.extend::<Vec<Fraction>>(of(columns));
                all
            }
            Self::Options(_) => Vec::new(),
        }
    }
}

/// What a table holds at these quantities; nothing below its first row.
pub(crate) fn at(table: &Lookup, quantities: &[Seen], notes: &Notes) -> Seen {
    if let Some(absent) = gravest(quantities) {
        return absent;
    }
    let numbers: Vec<Fraction> = quantities
        .iter()
        .map(|seen| match seen {
            Seen::Number(number) => number.clone(),
            Seen::Truth(truth) => whole((*truth).into()),
            other => panic!("{other:?} is looked up"),
        })
        .collect();
    let found = match table {
        Lookup::Curve(rows) => {
            notes.effect("a table of lines");
            Some(on_curve(rows, &numbers[0]))
        }
        Lookup::Steps(rows) => {
            notes.effect("a table of steps");
            rows.iter().rfind(|(bound, _)| is_reached(bound, &numbers[0])).map(|row| row.1.clone())
        }
        Lookup::TwoWay { rows, columns, cells } => {
            notes.effect("a table of two ways");
            let row = rows.iter().rposition(|bound| is_reached(bound, &numbers[0]));
            let column = columns.iter().rposition(|bound| is_reached(bound, &numbers[1]));
            row.zip(column).map(|(row, column)| cells[row][column].clone())
        }
        Lookup::Options(_) => panic!("options are looked up by a choice"),
    };
    found.map_or_else(
        || {
            notes.effect("a table below its first row");
            Seen::Undefined
        },
        Seen::Number,
    )
}

fn is_reached(bound: &Bound, quantity: &Fraction) -> bool {
    if bound.is_included { bound.at <= *quantity } else { bound.at < *quantity }
}

/// Straight lines between the points, flat outside.
fn on_curve(rows: &[(Fraction, Fraction)], quantity: &Fraction) -> Fraction {
    let (first, last) = (rows.first().unwrap(), rows.last().unwrap());
    if *quantity <= first.0 {
        return first.1.clone();
    }
    if last.0 <= *quantity {
        return last.1.clone();
    }
    let left = rows.iter().rfind(|(at, _)| at <= quantity).unwrap();
    let right = rows.iter().find(|(at, _)| quantity < at).unwrap();
    let rise = &right.1 - &left.1;
    if rise.is_zero() {
        return left.1.clone();
    }
    &left.1 + rise * (quantity - &left.0) / (&right.0 - &left.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fraction::fraction;

    #[test]
    fn a_quantity_on_a_point_of_a_curve_has_its_share() {
        let rows: Vec<(Fraction, Fraction)> =
            [(0, 0), (4, 1)].map(|(a, b)| (whole(a), whole(b))).into();
        assert_eq!(on_curve(&rows, &whole(4)), whole(1));
        assert_eq!(on_curve(&rows, &whole(1)), fraction("0.25").unwrap());
        assert_eq!(on_curve(&rows, &whole(9)), whole(1));
    }
}
