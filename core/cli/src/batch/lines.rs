//! What came of one row → a line of the results.

use jiangxing::report::v1::{Rating, Standing};

use crate::arguments::Form;

/// How far a row is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Settled,
    Open,
    Withheld,
    /// The row has errors and is not rated.
    Faulty,
}

impl Status {
    /// As it stands in the results.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Open => "open",
            Self::Withheld => "withheld",
            Self::Faulty => "faulty",
        }
    }
}

impl From<Standing> for Status {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Settled => Self::Settled,
            Standing::Open => Self::Open,
            Standing::Withheld | Standing::LeftOut => Self::Withheld,
        }
    }
}

/// What came of one row, in words.
pub(crate) struct Line {
    pub(crate) standing: Status,
    pub(crate) rating: Option<Rating>,
    pub(crate) total: Option<String>,
    /// Codes, each with what it is about.
    pub(crate) why: Vec<String>,
    pub(crate) dimensions: Vec<Option<String>>,
    pub(crate) points: Vec<Option<String>>,
    /// The ratings that are certain and that are possible, while it is open.
    pub(crate) ends: Option<[Option<String>; 2]>,
}

impl Line {
    /// A row that cannot be rated, for these reasons.
    pub(crate) fn faulty(why: Vec<String>, which: &Which<'_>) -> Self {
        Self {
            standing: Status::Faulty,
            rating: None,
            total: None,
            why,
            dimensions: vec![None; which.dimensions.len()],
            points: vec![None; which.points.len()],
            ends: None,
        }
    }
}

/// The dimensions and criteria that are wanted beside the total.
#[derive(Clone, Copy)]
pub(crate) struct Which<'a> {
    pub(crate) dimensions: &'a [String],
    pub(crate) points: &'a [String],
}

/// How lines are written.
pub(crate) struct Lines {
    pub(crate) form: Form,
    /// The titles of what goes through from the table.
    pub(crate) kept: Vec<String>,
    /// What rows are counted in, where nothing says which is which.
    pub(crate) counted: Option<&'static str>,
    pub(crate) dimensions: Vec<String>,
    pub(crate) points: Vec<String>,
    /// Whether what is certain and what is possible is shown.
    pub(crate) has_ends: bool,
}

/// The columns of every result.
const RESULT: [&str; 5] = ["rating", "stars", "total", "standing", "why"];
const ENDS: [&str; 2] = ["locked", "best"];

impl Lines {
    pub(crate) fn which(&self) -> Which<'_> {
        Which { dimensions: &self.dimensions, points: &self.points }
    }

    /// The titles of the results, in order. What goes through and is called like a result has
    /// `input:` before it.
    pub(crate) fn titles(&self) -> Vec<String> {
        let ends = ENDS.iter().filter(|_| self.has_ends);
        let own: Vec<String> = RESULT.iter().chain(ends).map(ToString::to_string).collect();
        let parts = self.dimensions.iter().chain(&self.points).cloned();
        let own: Vec<String> = own.into_iter().chain(parts).collect();
        let counted = self.counted.map(str::to_owned);
        let kept = self.kept.iter().map(|title| {
            if own.contains(title) { format!("input:{title}") } else { title.clone() }
        });
        counted.into_iter().chain(kept).chain(own.clone()).collect()
    }

    /// Which of the columns hold numbers.
    pub(crate) fn numbers(&self) -> Vec<bool> {
        let before = self.kept.len().saturating_add(usize::from(self.counted.is_some()));
        let words = RESULT.len().saturating_add(if self.has_ends { ENDS.len() } else { 0 });
        let is_number = |place: usize, title: &String| {
            place == 0 && self.counted.is_some()
                || place >= before.saturating_add(words)
                || place >= before && ["stars", "total"].contains(&title.as_str())
        };
        let titles = self.titles();
        titles.iter().enumerate().map(|(place, title)| is_number(place, title)).collect()
    }

    /// The line of titles; nothing where each line has them.
    pub(crate) fn head(&self, out: &mut Vec<u8>) {
        if self.form == Form::Ndjson {
            return;
        }
        for (place, title) in self.titles().iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            text(title.as_bytes(), out);
        }
        out.push(b'\n');
    }

    /// The beginning of a line: one cell that goes through.
    pub(crate) fn keep(&self, place: usize, cell: &[u8], out: &mut Vec<u8>) {
        match self.form {
            Form::Csv => {
                text(cell, out);
                out.push(b',');
            }
            Form::Parquet => {
                quoted(cell, false, out);
                out.push(b',');
            }
            Form::Ndjson => {
                let title = self.titles_kept(place);
                json(title.as_bytes(), out);
                out.push(b':');
                json(cell, out);
                out.push(b',');
            }
        }
    }

    fn titles_kept(&self, place: usize) -> String {
        let place = place.saturating_add(usize::from(self.counted.is_some()));
        self.titles().into_iter().nth(place).unwrap_or_default()
    }

    /// The beginning of a line: which one it is of the data.
    pub(crate) fn count(&self, line: u64, out: &mut Vec<u8>) {
        let Some(counted) = self.counted else { return };
        let number = i64::try_from(line).unwrap_or(i64::MAX);
        if self.form == Form::Ndjson {
            json(counted.as_bytes(), out);
            out.push(b':');
        }
        decimal(number, 0, out);
        out.push(b',');
    }

    /// A rating as it begins every line that has it.
    pub(crate) fn rating(&self, rating: &Rating) -> Vec<u8> {
        let stars = format!("{}{}", rating.stars, if rating.half { ".5" } else { "" });
        match self.form {
            Form::Csv | Form::Parquet => format!("{},{stars},", rating.id).into_bytes(),
            Form::Ndjson => {
                format!("\"rating\":\"{}\",\"stars\":{stars},\"total\":", rating.id).into_bytes()
            }
        }
    }

    /// The rest of a line that is settled: `rating` as made before, a total and other numbers in
    /// units of the last of `places`.
    pub(crate) fn settled(
        &self,
        rating: &[u8],
        total: Option<i64>,
        (dimensions, points): (&[Option<i64>], &[Option<i64>]),
        places: u32,
        out: &mut Vec<u8>,
    ) {
        out.extend_from_slice(rating);
        let is_json = self.form == Form::Ndjson;
        let number = |number: Option<i64>, out: &mut Vec<u8>| match (number, is_json) {
            (Some(number), true) => {
                out.push(b'"');
                decimal(number, places, out);
                out.push(b'"');
            }
            (Some(number), false) => decimal(number, places, out),
            (None, true) => out.extend_from_slice(b"null"),
            (None, false) => (),
        };
        number(total, out);
        if is_json {
            out.extend_from_slice(b",\"standing\":\"settled\"");
            let text = |one: &Option<i64>| {
                let mut text = Vec::new();
                number(*one, &mut text);
                text
            };
            members("dimensions", self.dimensions.iter().zip(dimensions.iter().map(text)), out);
            members("points", self.points.iter().zip(points.iter().map(text)), out);
            out.extend_from_slice(b"}\n");
        } else {
            out.extend_from_slice(if self.has_ends {
                b",settled,,,".as_slice()
            } else {
                b",settled,"
            });
            for one in dimensions.iter().chain(points) {
                out.push(b',');
                number(*one, out);
            }
            out.push(b'\n');
        }
    }

    /// The rest of a line in words.
    pub(crate) fn told(&self, line: &Line, out: &mut Vec<u8>) {
        match self.form {
            Form::Csv | Form::Parquet => self.told_in_cells(line, out),
            Form::Ndjson => self.told_in_json(line, out),
        }
    }

    fn told_in_cells(&self, line: &Line, out: &mut Vec<u8>) {
        match &line.rating {
            Some(rating) => out.extend(self.rating(rating)),
            None => out.extend_from_slice(b",,"),
        }
        out.extend_from_slice(line.total.as_deref().unwrap_or_default().as_bytes());
        out.push(b',');
        out.extend_from_slice(line.standing.word().as_bytes());
        out.push(b',');
        text(line.why.join("; ").as_bytes(), out);
        if self.has_ends {
            for end in line.ends.as_ref().unwrap_or(&[None, None]) {
                out.push(b',');
                out.extend_from_slice(end.as_deref().unwrap_or_default().as_bytes());
            }
        }
        for one in line.dimensions.iter().chain(&line.points) {
            out.push(b',');
            out.extend_from_slice(one.as_deref().unwrap_or_default().as_bytes());
        }
        out.push(b'\n');
    }

    fn told_in_json(&self, line: &Line, out: &mut Vec<u8>) {
        match &line.rating {
            Some(rating) => out.extend(self.rating(rating)),
            None => out.extend_from_slice(b"\"rating\":null,\"stars\":null,\"total\":"),
        }
        let word = |text: &Option<String>| {
            let mut out = Vec::new();
            match text {
                Some(text) => json(text.as_bytes(), &mut out),
                None => out.extend_from_slice(b"null"),
            }
            out
        };
        out.extend(word(&line.total));
        out.extend_from_slice(b",\"standing\":\"");
        out.extend_from_slice(line.standing.word().as_bytes());
        out.push(b'"');
        if !line.why.is_empty() {
            out.extend_from_slice(b",\"why\":");
            // Texts have nothing that could not be written.
            out.extend(serde_json::to_vec(&line.why).unwrap_or_default());
        }
        if let Some(ends) = line.ends.as_ref().filter(|_| self.has_ends) {
            for (name, end) in ENDS.iter().zip(ends) {
                out.extend_from_slice(format!(",\"{name}\":").as_bytes());
                out.extend(word(end));
            }
        }
        members("dimensions", self.dimensions.iter().zip(line.dimensions.iter().map(word)), out);
        members("points", self.points.iter().zip(line.points.iter().map(word)), out);
        out.extend_from_slice(b"}\n");
    }
}

/// An object as a member of another, unless it would be empty.
fn members<'a>(
    name: &str,
    pairs: impl ExactSizeIterator<Item = (&'a String, Vec<u8>)>,
    out: &mut Vec<u8>,
) {
    if pairs.len() == 0 {
        return;
    }
    out.extend_from_slice(format!(",\"{name}\":").as_bytes());
    for (place, (id, value)) in pairs.enumerate() {
        out.push(if place == 0 { b'{' } else { b',' });
        json(id.as_bytes(), out);
        out.push(b':');
        out.extend(value);
    }
    out.push(b'}');
}

/// A text as a cell that no spreadsheet takes for a formula.
pub(crate) fn text(cell: &[u8], out: &mut Vec<u8>) {
    let is_formula = match cell.first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => !is_number(cell),
        // Their full-width forms.
        Some(0xef) => {
            [[0xef, 0xbc, 0x9d], [0xef, 0xbc, 0x8b], [0xef, 0xbc, 0x8d], [0xef, 0xbc, 0xa0]]
                .iter()
                .any(|sign| cell.starts_with(sign))
        }
        Some(_) | None => false,
    };
    quoted(cell, is_formula, out);
}

/// A text as a cell, behind an apostrophe if it is to be kept from being a formula.
fn quoted(cell: &[u8], is_formula: bool, out: &mut Vec<u8>) {
    let wants_marks = cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    if wants_marks {
        out.push(b'"');
    }
    if is_formula {
        out.push(b'\'');
    }
    for byte in cell {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    if wants_marks {
        out.push(b'"');
    }
}

fn is_number(cell: &[u8]) -> bool {
    let digits = cell.get(1..).unwrap_or_default();
    !digits.is_empty() && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// A text in JSON.
fn json(text: &[u8], out: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(text);
    // A text has nothing that could not be written.
    out.extend(serde_json::to_vec(&text).unwrap_or_default());
}

/// `units` of ten to the minus `places`.
pub(crate) fn decimal(units: i64, places: u32, out: &mut Vec<u8>) {
    let mut digits = [b'0'; 40];
    let mut left = units.unsigned_abs();
    let places = usize::try_from(places).unwrap_or_default().min(20);
    let mut written = 0_usize;
    for place in digits.iter_mut().rev() {
        if left == 0 && written > places {
            break;
        }
        *place = b'0' | u8::try_from(left % 10).unwrap_or_default();
        left /= 10;
        written = written.saturating_add(1);
    }
    let all = digits.get(digits.len().saturating_sub(written)..).unwrap_or_default();
    let (whole, rest) = all.split_at_checked(written.saturating_sub(places)).unwrap_or((all, &[]));
    if units < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(whole);
    if !rest.is_empty() {
        out.push(b'.');
        out.extend_from_slice(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_all_its_places() {
        for (units, places, expected) in [
            (9_425, 2, "94.25"),
            (5, 2, "0.05"),
            (0, 2, "0.00"),
            (-50, 1, "-5.0"),
            (100, 0, "100"),
            (0, 0, "0"),
            (i64::MIN, 3, "-9223372036854775.808"),
        ] {
            let mut out = Vec::new();
            decimal(units, places, &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("-2", "-2"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
            ("＝1", "'＝1"),
            ("一所", "一所"),
        ] {
            let mut out = Vec::new();
            text(cell.as_bytes(), &mut out);
            assert_eq!(String::from_utf8_lossy(&out), expected);
        }
    }
}
