//! Things by name.
//!
//! What std's ordered map does, for names alone: a B-tree of every kind of thing there is costs
//! some nine kilobytes of the page each, this next to nothing.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

/// Things by name, in the order of their names. A name stands for one thing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByName<T> {
    /// In the order they came.
    entries: Vec<(String, T)>,
    /// Invariant: the places of all entries, in the order of their names.
    order: Vec<usize>,
}

impl<T> ByName<T> {
    pub(crate) const fn new() -> Self {
        Self { entries: Vec::new(), order: Vec::new() }
    }

    /// Of several things with one name the first is kept.
    pub(crate) fn from_entries(mut entries: Vec<(String, T)>) -> Self {
        let mut is_first = alloc::vec![true; entries.len()];
        let name =
            |place: usize| entries.get(place).map(|(name, _)| name.as_str()).unwrap_or_default();
        for pair in in_order(entries.len(), &name).windows(2) {
            if let [before, place] = pair
                && name(*before) == name(*place)
                && let Some(mark) = is_first.get_mut(*place)
            {
                *mark = false;
            }
        }
        let mut marks = is_first.into_iter();
        entries.retain(|_| marks.next().unwrap_or(true));
        let name =
            |place: usize| entries.get(place).map(|(name, _)| name.as_str()).unwrap_or_default();
        let order = in_order(entries.len(), &name);
        Self { entries, order }
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        let name_at = |place: &usize| self.entries.get(*place).map(|(name, _)| name.as_str());
        self.order.binary_search_by(|place| name_at(place).cmp(&Some(name)))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        let place = self.order.get(self.find(name).ok()?)?;
        self.entries.get(*place).map(|(_, thing)| thing)
    }

    pub(crate) fn contains(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// Puts `thing` under `name`, in place of what was there.
    pub(crate) fn insert(&mut self, name: String, thing: T) {
        match self.find(&name) {
            Ok(found) => {
                let place = self.order.get(found).copied().unwrap_or_default();
                if let Some(entry) = self.entries.get_mut(place) {
                    entry.1 = thing;
                }
            }
            Err(at) => {
                self.order.insert(at, self.entries.len());
                self.entries.push((name, thing));
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// In the order of the names.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> + Clone {
        let entries = self.order.iter().filter_map(|place| self.entries.get(*place));
        entries.map(|(name, thing)| (name.as_str(), thing))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.iter().map(|(name, _)| name)
    }
}

/// The places from 0 to `count`, in the order of their names, equal names as they came.
pub(crate) fn in_order<'a>(count: usize, name: &dyn Fn(usize) -> &'a str) -> Vec<usize> {
    places(count, &|a, b| name(a).cmp(name(b)))
}

/// `things` in the order that `compare` says, equal ones as they came.
///
/// The places are sorted and not the things: a sort of every kind of thing costs some four
/// kilobytes of the page each.
pub(crate) fn sorted<T>(things: Vec<T>, compare: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let order = places(things.len(), &|a, b| match (things.get(a), things.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        (None, _) | (_, None) => Ordering::Equal,
    });
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| things.get_mut(place)?.take()).collect()
}

fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_the_first_of_equals_is_kept() {
        let entries = [("b", 1), ("a", 2), ("b", 3), ("c", 4), ("a", 5)];
        let map = ByName::from_entries(entries.map(|(name, thing)| (name.into(), thing)).into());
        assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &2), ("b", &1), ("c", &4)]);
        assert_eq!((map.get("b"), map.get("d"), map.len()), (Some(&1), None, 3));
    }

    #[test]
    fn what_is_put_later_takes_the_place() {
        let mut map = ByName::new();
        for (name, thing) in [("m", 1), ("a", 2), ("z", 3), ("m", 4)] {
            map.insert(name.into(), thing);
        }
        assert_eq!(map.iter().collect::<Vec<_>>(), [("a", &2), ("m", &4), ("z", &3)]);
        assert!(map.contains("z") && !map.contains("y"));
    }
}
