//! Sites and ratings as tables of CSV, for those who read nothing else.

use std::fmt::Write as _;
use std::path::Path;

use crate::site::{GRADED, NUMBERS, Site};

/// Stars and totals in hundredths, row by row; [`u8::MAX`] and [`i64::MIN`] where there is no number.
///
/// # Panics
/// When the file is no table of `stars` and `total`.
#[must_use]
pub fn results(path: &Path) -> Vec<(u8, i64)> {
    let text = std::fs::read_to_string(path).expect("results");
    let mut lines = text.lines();
    let titles = lines.next().expect("titles").split(',').map(|title| title.trim_matches('"'));
    let titles: Vec<&str> = titles.collect();
    let place = |title: &str| titles.iter().position(|one| *one == title).expect("a column");
    let (stars, total) = (place("stars"), place("total"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |cell: usize| cells[cell].parse::<f64>().ok().filter(|one| one.is_finite());
        let hundredths = number(total).map_or(i64::MIN, |total| (total * 100.0).round() as i64);
        (number(stars).map_or(u8::MAX, |stars| stars as u8), hundredths)
    };
    lines.map(row).collect()
}

/// The sites as a table.
///
/// # Panics
/// Never: writing to text does not fail.
#[must_use]
pub fn csv(sites: &[Site]) -> String {
    let mut text = String::from("id");
    (1..=6).for_each(|gate| write!(text, ",g{gate}").expect("text"));
    (0..GRADED).for_each(|at| write!(text, ",f{}-{}", at / 4 + 1, at % 4 + 1).expect("text"));
    NUMBERS.iter().for_each(|(id, ..)| write!(text, ",{id}").expect("text"));
    for (place, site) in sites.iter().enumerate() {
        write!(text, "\ns{place:06}").expect("text");
        site.gates.iter().for_each(|met| write!(text, ",{}", u8::from(*met)).expect("text"));
        for level in site.graded {
            text.push(',');
            level.into_iter().for_each(|level| write!(text, "{level}").expect("text"));
        }
        for (_, places, of) in NUMBERS {
            text.push(',');
            let scale = 10_i64.pow(places);
            match (of(site), places) {
                (Some(units), 0) => write!(text, "{units}").expect("text"),
                (Some(units), places) => {
                    let width = places as usize;
                    write!(text, "{}.{:0width$}", units / scale, units % scale).expect("text");
                }
                (None, _) => (),
            }
        }
    }
    text.push('\n');
    text
}
