//! Lines of text → cells.

/// The cells of one row: pieces of one text.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a> {
    text: &'a [u8],
    /// Where each begins and ends.
    spans: &'a [(u32, u32)],
}

impl<'a> Cells<'a> {
    pub(crate) fn new(text: &'a [u8], spans: &'a [(u32, u32)]) -> Self {
        Self { text, spans }
    }

    /// The cell in column `place`; empty beyond the last.
    pub(crate) fn get(self, place: usize) -> &'a [u8] {
        let (from, to) = self.spans.get(place).copied().unwrap_or_default();
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }

    /// All of them, in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'a [u8]> {
        (0..self.spans.len()).map(move |place| self.get(place))
    }
}

/// Finds where the cells of a line without quotation marks begin and end, in a text in which the line
/// begins at `begin`.
pub(crate) fn split(line: &[u8], delimiter: u8, begin: usize, spans: &mut Vec<(u32, u32)>) {
    // A block has at most some millions of bytes.
    let start = u32::try_from(begin).unwrap_or_default();
    let mut from = start;
    let (blocks, rest) = line.as_chunks::<64>();
    let mut last = [0_u8; 64];
    if let Some(room) = last.get_mut(..rest.len()) {
        room.copy_from_slice(rest);
    }
    let mut begin = start;
    for block in blocks.iter().chain([&last]) {
        let mut found = places(block, delimiter);
        while found != 0 {
            let at = begin + found.trailing_zeros();
            spans.push((from, at));
            from = at + 1;
            found &= found - 1;
        }
        begin += 64;
    }
    spans.push((from, start + u32::try_from(line.len()).unwrap_or_default()));
}

/// A bit for each byte that is `wanted`.
fn places(block: &[u8; 64], wanted: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const SEVEN: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    // Brings bit 0 of each byte together in the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let pattern = LOW.wrapping_mul(u64::from(wanted));
    let (words, _) = block.as_chunks::<8>();
    words.iter().rev().fold(0, |mask, word| {
        let other = u64::from_le_bytes(*word) ^ pattern;
        // The highest bit of each byte that is zero, and of no other.
        let zero = !(((other & SEVEN).wrapping_add(SEVEN)) | other | SEVEN);
        mask << 8 | (zero >> 7).wrapping_mul(GATHER) >> 56
    })
}

/// Where a quotation mark leaves a reader of CSV.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// A cell begins.
    Start,
    /// In a cell without quotation marks, or behind the closing one.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark that closes, unless another one follows.
    Closing,
}

/// Reads one record that may have quotation marks, up to and with its line break: calls `put` with
/// each byte of a cell, and with `None` where a cell ends. Gives the length of the record; nothing
/// when the text ends between quotation marks.
///
/// A mark counts at the beginning of a cell alone; two of them inside stand for one. What follows
/// behind a closing one belongs to the cell.
pub(crate) fn record(text: &[u8], delimiter: u8, mut put: impl FnMut(Option<u8>)) -> Option<usize> {
    let mut at = At::Start;
    let mut bytes = text.iter().copied().enumerate().peekable();
    while let Some((place, byte)) = bytes.next() {
        let is_break = byte == b'\n'
            || (byte == b'\r' && bytes.peek().is_some_and(|(_, next)| *next == b'\n'));
        at = match (at, byte) {
            (At::Start, b'"') | (At::Closing, b'"') => {
                if at == At::Closing {
                    put(Some(b'"'));
                }
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closing,
            (At::Quoted, _) => {
                put(Some(byte));
                At::Quoted
            }
            (At::Start | At::Plain | At::Closing, _) if is_break => {
                put(None);
                return Some(place + 1 + usize::from(byte == b'\r'));
            }
            (At::Start | At::Plain | At::Closing, _) if byte == delimiter => {
                put(None);
                At::Start
            }
            (At::Start | At::Plain | At::Closing, _) => {
                put(Some(byte));
                At::Plain
            }
        };
    }
    if at == At::Quoted {
        return None;
    }
    put(None);
    Some(text.len())
}

/// The cells of one record that may have quotation marks, without them, behind what is in `aside`.
pub(crate) fn unquoted(
    text: &[u8],
    delimiter: u8,
    aside: &mut Vec<u8>,
    spans: &mut Vec<(u32, u32)>,
) -> Option<usize> {
    let mut from = length(aside);
    record(text, delimiter, |byte| match byte {
        Some(byte) => aside.push(byte),
        None => {
            spans.push((from, length(aside)));
            from = length(aside);
        }
    })
}

/// How long a text is; a block has at most some millions of bytes.
pub(crate) fn length(text: &[u8]) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &[u8]) -> Vec<Vec<u8>> {
        let mut spans = Vec::new();
        split(line, b',', 0, &mut spans);
        Cells::new(line, &spans).iter().map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn a_line_falls_into_the_same_cells_as_byte_by_byte() {
        for length in 0..300_usize {
            let letter = |place: usize| match place.wrapping_mul(2_654_435_761) >> 7 & 7 {
                0..3 => b',',
                3 => b',' ^ 0x80,
                4 => b'-',
                _ => b'a',
            };
            let line: Vec<u8> = (0..length).map(letter).collect();
            let expected: Vec<Vec<u8>> =
                line.split(|byte| *byte == b',').map(<[u8]>::to_vec).collect();
            assert_eq!(cells(&line), expected, "{length}");
        }
    }

    #[test]
    fn quotation_marks_hold_a_cell_together() {
        let read = |text: &str| {
            let (mut scratch, mut spans) = (Vec::new(), Vec::new());
            let length = unquoted(text.as_bytes(), b',', &mut scratch, &mut spans)?;
            let all = Cells::new(&scratch, &spans);
            let all = all.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
            Some((length, all.collect::<Vec<_>>()))
        };
        let owned = |cells: &[&str]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        for (text, length, expected) in [
            ("a,b\nc", 4, ["a", "b"].as_slice()),
            ("\"a,b\",c\r\nd", 9, ["a,b", "c"].as_slice()),
            ("\"a\"\"b\n\",\"\"\n", 11, ["a\"b\n", ""].as_slice()),
            ("a\"b,5\" pipe", 11, ["a\"b", "5\" pipe"].as_slice()),
            ("\"a\"b,\n", 6, ["ab", ""].as_slice()),
            ("\"a\"", 3, ["a"].as_slice()),
            ("\n", 1, [""].as_slice()),
        ] {
            assert_eq!(read(text), Some((length, owned(expected))), "{text:?}");
        }
        assert_eq!(read("\"a,b\nc"), None);
    }
}
