//! Ratings → lines.

use jiangxing::columns::{NONE, Ratings, WITHHELD};

use crate::arguments::Form;
use crate::batch::cells::Cells;
use crate::batch::filling::{Job, Place};
use crate::batch::lines::{self, Line};
use crate::batch::report;

/// Writes the lines of rows that columns have rated.
pub(crate) struct Writer<'a, 'r> {
    job: &'a Job<'r>,
    ratings: &'a [Option<[Ratings; 2]>],
    /// By kind: how to write what it has.
    kinds: Vec<Option<Written>>,
    dimensions: Vec<Option<i64>>,
    points: Vec<Option<i64>>,
}

struct Written {
    places: u32,
    ratings: Vec<Vec<u8>>,
    /// Where each wanted dimension and criterion stands.
    dimensions: Vec<Option<usize>>,
    points: Vec<Option<usize>>,
}

impl<'a, 'r> Writer<'a, 'r> {
    pub(crate) fn new(job: &'a Job<'r>, ratings: &'a [Option<[Ratings; 2]>]) -> Self {
        let written = |(place, rated): (usize, &Option<[Ratings; 2]>)| {
            rated.as_ref()?;
            let columns = &job.kind(place)?.columns;
            let at = |wanted: &[String], all: Vec<&str>| -> Vec<Option<usize>> {
                wanted.iter().map(|id| all.iter().position(|one| one == id)).collect()
            };
            Some(Written {
                places: columns.places(),
                ratings: columns.ratings().into_iter().map(|one| job.lines.rating(one)).collect(),
                dimensions: at(&job.lines.dimensions, columns.dimensions().collect()),
                points: at(&job.lines.points, columns.criteria().collect()),
            })
        };
        let kinds = ratings.iter().enumerate().map(written).collect();
        Self { job, ratings, kinds, dimensions: Vec::new(), points: Vec::new() }
    }

    /// Writes the beginning of a line: what goes through.
    pub(crate) fn keep(&self, cells: Cells<'_>, line: u64, out: &mut Vec<u8>) {
        let lines = &self.job.lines;
        if lines.form == Form::Ndjson {
            out.push(b'{');
        }
        lines.count(line, out);
        for (place, column) in self.job.kept.iter().enumerate() {
            lines.keep(place, cells.get(*column), out);
        }
    }

    /// Writes the rest of the line of a row from its numbers; nothing, unless they say it all.
    pub(crate) fn settled(&mut self, place: Place, out: &mut Vec<u8>) -> Option<bool> {
        let Place { kind, row, .. } = place;
        let ratings = self.ratings_of(place)?;
        let written = self.kinds.get(kind)?.as_ref()?;
        let ready = self.job.kind(kind)?;
        let (star, total) = (*ratings.places.get(row)?, *ratings.totals.get(row)?);
        if star == WITHHELD || ready.near_totals.binary_search(&total).is_ok() {
            return Some(false);
        }
        self.dimensions.clear();
        for at in &written.dimensions {
            let share = at.and_then(|at| number(&ratings.dimensions, at, row));
            let near = at.and_then(|at| ready.near_shares.get(at));
            if share.zip(near).is_some_and(|(share, near)| near.binary_search(&share).is_ok()) {
                return Some(false);
            }
            self.dimensions.push(share);
        }
        self.points.clear();
        for at in &written.points {
            self.points.push(at.and_then(|at| number(&ratings.points, at, row)));
        }
        self.job.lines.settled(
            written.ratings.get(usize::from(star))?,
            Some(total).filter(|total| *total != NONE),
            (&self.dimensions, &self.points),
            written.places,
            out,
        );
        Some(true)
    }

    /// What the report says of a row; its points are those of the columns.
    pub(crate) fn told(&self, place: Place, text: &str) -> Option<Line> {
        let ratings = self.ratings_of(place)?;
        let written = self.kinds.get(place.kind)?.as_ref()?;
        let which = self.job.lines.which();
        let report = jiangxing::report(self.job.rubric, text).ok()?;
        let points = written.points.iter().map(|at| {
            let units = at.and_then(|at| number(&ratings.points, at, place.row))?;
            let mut text = Vec::new();
            lines::decimal(units, written.places, &mut text);
            String::from_utf8(text).ok()
        });
        let points = points.collect();
        Some(Line { points, ..report::line(&report, &which, written.places) })
    }

    fn ratings_of(&self, Place { kind, is_odd, .. }: Place) -> Option<&'a Ratings> {
        let [plain, odd] = self.ratings.get(kind)?.as_ref()?;
        Some(if is_odd { odd } else { plain })
    }
}

/// The number of a row in one of these columns.
fn number(columns: &[Vec<i64>], at: usize, row: usize) -> Option<i64> {
    columns.get(at).and_then(|column| column.get(row)).copied().filter(|number| *number != NONE)
}
