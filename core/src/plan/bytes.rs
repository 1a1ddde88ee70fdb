//! Plans as bytes, for a page that carries them instead of the rubric they come from.
//!
//! The form belongs to one version of the engine: what writes and what reads are built together,
//! and nobody keeps it. The text is what is kept.
//!
//! A whole number takes seven bits a byte, lowest first. A list is its count and its members. A
//! choice among shapes is the place of the shape and what it holds. Words stand in tables that come
//! first, each once: those of plain letters, and the rest, since like beside like compresses best. What several plans share (labels, clauses, tables) stands where it is met first.
//! What was met before is named by how far it is from the one named last, and so is a node: where
//! two plans say the same, whatever stands before it, their bytes are the same, and compress well.
//!
//! Reading never fails half-way: an [`Unpacker`] that has met something wrong gives nothing but
//! zeros from then on, and says so at the end. Loops over what was announced end with the bytes.

mod shapes;
mod tree;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::clause::ClauseRef;
use crate::label::Label;
use crate::number::Number;
use crate::plan::Clauses;
use crate::plan::node::Table;

/// Whatever can be written as bytes and read from them.
pub(crate) trait Packed: Sized {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer);

    fn unpack(from: &mut Unpacker<'_>) -> Self;
}

/// Things met before, and which of them was named last.
struct Known<T> {
    all: Vec<T>,
    last: usize,
}

impl<T> Known<T> {
    const fn new() -> Self {
        Self { all: Vec::new(), last: 0 }
    }

    /// What is named by `step`: 1 is the one after the last.
    fn at(&mut self, step: u64) -> Option<&T> {
        let far = stepped(step.wrapping_sub(1));
        self.last = self.last.wrapping_add(1).wrapping_add_signed(far);
        self.all.get(self.last)
    }

    fn add(&mut self, thing: T) {
        self.last = self.all.len();
        self.all.push(thing);
    }

    /// The step that names what is at `place`.
    #[cfg(feature = "bytes")]
    fn step_to(&mut self, place: usize) -> u64 {
        let next = self.last.wrapping_add(1);
        self.last = place;
        unstepped(place.wrapping_sub(next).cast_signed()).wrapping_add(1)
    }
}

/// Steps to and fro as whole numbers: 0, −1, 1, −2 and so on, so that short ones are small.
fn stepped(whole: u64) -> isize {
    let far = isize::try_from(whole.wrapping_shr(1)).unwrap_or_default();
    if whole & 1 == 1 { !far } else { far }
}

#[cfg(feature = "bytes")]
fn unstepped(far: isize) -> u64 {
    let doubled = far.wrapping_shl(1);
    let whole = if far < 0 { !doubled } else { doubled };
    u64::try_from(whole).unwrap_or_default()
}

/// Bytes to read from, and what was read from them that others share.
pub(crate) struct Unpacker<'a> {
    rest: &'a [u8],
    is_wrong: bool,
    /// Those that have been met.
    words: Known<&'a str>,
    /// Those that have not, the first of them last.
    plain_words: Vec<&'a str>,
    other_words: Vec<&'a str>,
    keys: Known<String>,
    labels: Known<Label>,
    clauses: Known<Clauses>,
    tables: Known<Arc<Table>>,
    last_node: usize,
    depth: usize,
}

impl<'a> Unpacker<'a> {
    /// What `bytes` hold after the tables of words that they begin with.
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let mut from = Self {
            rest: bytes,
            is_wrong: false,
            words: Known::new(),
            plain_words: Vec::new(),
            other_words: Vec::new(),
            keys: Known::new(),
            labels: Known::new(),
            clauses: Known::new(),
            tables: Known::new(),
            last_node: 0,
            depth: 0,
        };
        from.plain_words = from.table_of_words();
        from.other_words = from.table_of_words();
        from
    }

    fn table_of_words(&mut self) -> Vec<&'a str> {
        let mut table = Vec::new();
        for _ in self.counted() {
            table.push(self.own_words());
            if self.is_wrong {
                break;
            }
        }
        table.reverse();
        table
    }

    /// What `read` gives, if the bytes hold that and nothing else.
    pub(crate) fn all<T>(mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let read = read(&mut self);
        (!self.is_wrong && self.rest.is_empty()).then_some(read)
    }

    /// Notes that the bytes are wrong, and leaves none of them.
    fn refuse(&mut self) {
        self.is_wrong = true;
        self.rest = &[];
    }

    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => {
                self.refuse();
                0
            }
        }
    }

    fn whole(&mut self) -> u64 {
        let mut whole = 0_u64;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = self.byte();
            whole |= u64::from(byte & 0x7f).wrapping_shl(shift);
            if byte & 0x80 == 0 {
                return whole;
            }
        }
        self.refuse();
        0
    }

    fn place(&mut self) -> usize {
        usize::try_from(self.whole()).unwrap_or(usize::MAX)
    }

    /// As many turns as are announced; none when that is more than there are bytes.
    fn counted(&mut self) -> core::ops::Range<usize> {
        let count = self.place();
        if count > self.rest.len() {
            self.refuse();
            return 0..0;
        }
        0..count
    }

    fn own_words(&mut self) -> &'a str {
        let length = self.counted().end;
        let (words, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        match core::str::from_utf8(words) {
            Ok(words) => words,
            Err(_) => {
                self.refuse();
                ""
            }
        }
    }

    /// Those met for the first time after a 0 or 1, by their table; else by their step.
    fn words(&mut self) -> &'a str {
        let step = self.whole();
        let words = match step {
            0 => self.plain_words.pop(),
            1 => self.other_words.pop(),
            _ => self.words.at(step.wrapping_sub(1)).copied(),
        };
        if let Some(words) = words {
            if step < 2 {
                self.words.add(words);
            }
            return words;
        }
        self.refuse();
        ""
    }

    fn node(&mut self) -> usize {
        let far = stepped(self.whole());
        self.last_node = self.last_node.wrapping_add_signed(far);
        self.last_node
    }

    /// Something shared: itself after a zero, else by its step.
    fn shared<T: Clone>(
        &mut self,
        known: fn(&mut Self) -> &mut Known<T>,
        read: fn(&mut Self) -> T,
    ) -> T {
        let step = self.whole();
        if step != 0 {
            if let Some(found) = known(self).at(step) {
                return found.clone();
            }
            self.refuse();
        }
        let fresh = read(self);
        known(self).add(fresh.clone());
        fresh
    }
}

/// Bytes being written, and what was written that others share.
#[cfg(feature = "bytes")]
pub(crate) struct Packer {
    bytes: Vec<u8>,
    words: Known<String>,
    place_of_words: BTreeMap<String, usize>,
    keys: Known<String>,
    labels: Known<Label>,
    place_of_label: BTreeMap<Label, usize>,
    clauses: Known<Clauses>,
    tables: Known<Arc<Table>>,
    last_node: usize,
}

#[cfg(feature = "bytes")]
impl Packer {
    pub(crate) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            words: Known::new(),
            place_of_words: BTreeMap::new(),
            keys: Known::new(),
            labels: Known::new(),
            place_of_label: BTreeMap::new(),
            clauses: Known::new(),
            tables: Known::new(),
            last_node: 0,
        }
    }

    /// What was written, after the words of it.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut tables = Self::new();
        for is_plain in [true, false] {
            let words = self.words.all.iter().filter(|words| words.is_ascii() == is_plain);
            tables.place(words.clone().count());
            for words in words {
                tables.place(words.len());
                tables.bytes.extend_from_slice(words.as_bytes());
            }
        }
        [tables.bytes, self.bytes].concat()
    }

    fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    fn whole(&mut self, mut whole: u64) {
        loop {
            let [low, ..] = whole.to_le_bytes();
            whole = whole.wrapping_shr(7);
            if whole == 0 {
                return self.byte(low & 0x7f);
            }
            self.byte(low | 0x80);
        }
    }

    fn place(&mut self, place: usize) {
        self.whole(u64::try_from(place).unwrap_or(u64::MAX));
    }

    fn shape(&mut self, shapes: &[&str], shape: &str) {
        let place = shapes.iter().position(|each| *each == shape).unwrap_or_default();
        self.byte(u8::try_from(place).unwrap_or(u8::MAX));
    }

    fn words(&mut self, words: &str) {
        match self.place_of_words.get(words) {
            Some(place) => {
                let step = self.words.step_to(*place);
                self.whole(step.wrapping_add(1));
            }
            None => {
                self.whole(u64::from(!words.is_ascii()));
                self.place_of_words.insert(words.to_string(), self.words.all.len());
                self.words.add(words.to_string());
            }
        }
    }

    fn node(&mut self, node: usize) {
        let far = node.wrapping_sub(self.last_node).cast_signed();
        self.last_node = node;
        self.whole(unstepped(far));
    }

    fn shared<T: Clone + PartialEq>(
        &mut self,
        thing: &T,
        known: fn(&mut Self) -> &mut Known<T>,
        write: fn(&T, &mut Self),
    ) {
        let place = known(self).all.iter().position(|each| each == thing);
        match place {
            Some(place) => {
                let step = known(self).step_to(place);
                self.whole(step);
            }
            None => {
                self.whole(0);
                write(thing, self);
                known(self).add(thing.clone());
            }
        }
    }
}

/// Declares how structs and enums are written: the fields of the one, in this order; the place of
/// the shape and what it holds of the other.
macro_rules! packed {
    (@one struct $name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::plan::bytes::Packed for $name {
            #[cfg(feature = "bytes")]
            fn pack(&self, to: &mut $crate::plan::bytes::Packer) {
                let Self { $($field),* } = self;
                $( $field.pack(to); )*
            }

            fn unpack(from: &mut $crate::plan::bytes::Unpacker<'_>) -> Self {
                $( let $field = $crate::plan::bytes::Packed::unpack(from); )*
                Self { $($field),* }
            }
        }
    };
    (@one enum $name:ident { $(
        $shape:ident $( ( $($part:ident),* ) )? $( { $($field:ident),* } )?
    ),* $(,)? }) => {
        impl $crate::plan::bytes::Packed for $name {
            #[cfg(feature = "bytes")]
            fn pack(&self, to: &mut $crate::plan::bytes::Packer) {
                const SHAPES: &[&str] = &[$(stringify!($shape)),*];
                match self { $(
                    Self::$shape $( ( $($part),* ) )? $( { $($field),* } )? => {
                        to.shape(SHAPES, stringify!($shape));
                        $( $( $part.pack(to); )* )?
                        $( $( $field.pack(to); )* )?
                    }
                )* }
            }

            fn unpack(from: &mut $crate::plan::bytes::Unpacker<'_>) -> Self {
                let place = from.byte();
                let mut next = 0_u8;
                $(
                    if place == next {
                        $( $( let $part = $crate::plan::bytes::Packed::unpack(from); )* )?
                        $( $( let $field = $crate::plan::bytes::Packed::unpack(from); )* )?
                        return Self::$shape $( ( $($part),* ) )? $( { $($field),* } )?;
                    }
                    next = next.wrapping_add(1);
                )*
                from.refuse();
                Self::unpack(from)
            }
        }
    };
    ($( $kind:ident $name:ident { $($body:tt)* } )*) => {
        $( packed! { @one $kind $name { $($body)* } } )*
    };
}

pub(crate) use packed;

impl Packed for bool {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.byte(u8::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let byte = from.byte();
        if byte > 1 {
            from.refuse();
        }
        byte == 1
    }
}

impl Packed for usize {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.place(*self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.place()
    }
}

impl Packed for u32 {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.whole(u64::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self::try_from(from.whole()).unwrap_or_else(|_| {
            from.refuse();
            0
        })
    }
}

impl Packed for i64 {
    /// The sign stands lowest, so that little below zero is as short as little above.
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        let sign = self.wrapping_shr(Self::BITS.wrapping_sub(1));
        to.whole((self.wrapping_shl(1) ^ sign).cast_unsigned());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let whole = from.whole();
        let sign = if whole & 1 == 1 { -1 } else { 0 };
        whole.wrapping_shr(1).cast_signed() ^ sign
    }
}

impl Packed for i32 {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        i64::from(*self).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self::try_from(i64::unpack(from)).unwrap_or_else(|_| {
            from.refuse();
            0
        })
    }
}

impl Packed for String {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.words(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.words().to_string()
    }
}

impl Packed for Label {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        if let Some(place) = to.place_of_label.get(self) {
            let step = to.labels.step_to(*place);
            return to.whole(step);
        }
        to.whole(0);
        let pairs = self.pairs().map(|(language, words)| (Key(language.into()), words.into()));
        pairs.collect::<Vec<(Key, String)>>().pack(to);
        to.place_of_label.insert(self.clone(), to.labels.all.len());
        to.labels.add(self.clone());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let pairs = |from: &mut Unpacker<'_>| {
            let pairs = Vec::<(Key, String)>::unpack(from);
            Self::from_pairs(pairs.into_iter().map(|(language, words)| (language.0, words)))
        };
        from.shared(|from| &mut from.labels, pairs)
    }
}

/// The code of a language, or another key: there are few, so they are told apart from other words.
struct Key(String);

impl Packed for Key {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.shared(&self.0, |to| &mut to.keys, |key, to| key.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        Self(from.shared(|from| &mut from.keys, String::unpack))
    }
}

impl Packed for Clauses {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.shared(self, |to| &mut to.clauses, |clauses, to| clauses.to_vec().pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.shared(|from| &mut from.clauses, |from| Vec::<ClauseRef>::unpack(from).into())
    }
}

impl Packed for Arc<Table> {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.shared(self, |to| &mut to.tables, |table, to| table.as_ref().pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        from.shared(|from| &mut from.tables, |from| Self::new(Table::unpack(from)))
    }
}

/// What stands above and below the line; with nothing below it, both as words, for the few that are
/// too long.
impl Packed for Number {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        match self.small_parts() {
            Some((above, below)) => {
                above.pack(to);
                to.whole(below.unsigned_abs());
            }
            None => {
                let (above, below) = self.parts();
                0_i64.pack(to);
                to.whole(0);
                to.words(&above.to_string());
                to.words(&below.to_string());
            }
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let above = i64::unpack(from);
        let below = from.whole();
        let number = match i64::try_from(below) {
            Ok(0) => Self::from_written_parts(from.words(), from.words()),
            Ok(below) => Self::from_whole(above).over(&Self::from_whole(below)),
            Err(_) => None,
        };
        number.unwrap_or_else(|| {
            from.refuse();
            Self::zero()
        })
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        to.place(self.len());
        self.iter().for_each(|each| each.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let mut all = Self::new();
        for _ in from.counted() {
            all.push(T::unpack(from));
            if from.is_wrong {
                break;
            }
        }
        all
    }
}

impl<T: Packed> Packed for Option<T> {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        self.is_some().pack(to);
        self.iter().for_each(|each| each.pack(to));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        bool::unpack(from).then(|| T::unpack(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        self.0.pack(to);
        self.1.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        (A::unpack(from), B::unpack(from))
    }
}

impl Packed for BTreeMap<String, String> {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        let pairs = self.iter().map(|(key, word)| (key.clone(), word.clone()));
        pairs.collect::<Vec<_>>().pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        // Put in one by one: gathering them at once would bring a sort along.
        let mut map = Self::new();
        map.extend(Vec::unpack(from));
        map
    }
}
