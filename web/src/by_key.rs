//! Things by key.
//!
//! What std's ordered map does, for what little is kept this way here: a B-tree of every kind of
//! thing there is costs some nine kilobytes of the page each, this next to nothing.

use std::borrow::Borrow;

/// Things by key, in the order of the keys. A key stands for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByKey<Key, Thing> {
    /// Invariant: the keys rise, no two are equal.
    entries: Vec<(Key, Thing)>,
}

impl<Key, Thing> Default for ByKey<Key, Thing> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<Key: Ord, Thing> ByKey<Key, Thing> {
    fn find<Sought: Ord + ?Sized>(&self, key: &Sought) -> Result<usize, usize>
    where
        Key: Borrow<Sought>,
    {
        self.entries.binary_search_by(|(each, _)| each.borrow().cmp(key))
    }

    /// What stands under `key`.
    pub fn get<Sought: Ord + ?Sized>(&self, key: &Sought) -> Option<&Thing>
    where
        Key: Borrow<Sought>,
    {
        self.find(key).ok().and_then(|place| self.entries.get(place)).map(|(_, thing)| thing)
    }

    /// Puts `thing` under `key`, in place of what was there.
    pub fn insert(&mut self, key: Key, thing: Thing) {
        match self.find(&key) {
            Ok(place) => {
                if let Some((_, there)) = self.entries.get_mut(place) {
                    *there = thing;
                }
            }
            Err(place) => self.entries.insert(place, (key, thing)),
        }
    }

    /// Takes away what stands under `key`.
    pub fn remove<Sought: Ord + ?Sized>(&mut self, key: &Sought)
    where
        Key: Borrow<Sought>,
    {
        if let Ok(place) = self.find(key) {
            self.entries.remove(place);
        }
    }

    /// Takes away everything whose key `keeps` does not keep.
    pub fn retain(&mut self, keeps: impl Fn(&Key) -> bool) {
        self.entries.retain(|(key, _)| keeps(key));
    }

    /// Puts `others` among these; of two things with one key the other stays.
    pub fn extend(&mut self, others: impl IntoIterator<Item = (Key, Thing)>) {
        for (key, thing) in others {
            self.insert(key, thing);
        }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// In the order of the keys.
    pub fn iter(&self) -> std::slice::Iter<'_, (Key, Thing)> {
        self.entries.iter()
    }
}

impl<Key: Ord, Thing> FromIterator<(Key, Thing)> for ByKey<Key, Thing> {
    fn from_iter<Entries: IntoIterator<Item = (Key, Thing)>>(entries: Entries) -> Self {
        let mut by_key = Self::default();
        by_key.extend(entries);
        by_key
    }
}

impl<Key, Thing> IntoIterator for ByKey<Key, Thing> {
    type Item = (Key, Thing);
    type IntoIter = std::vec::IntoIter<(Key, Thing)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, Key, Thing> IntoIterator for &'a ByKey<Key, Thing> {
    type Item = &'a (Key, Thing);
    type IntoIter = std::slice::Iter<'a, (Key, Thing)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_the_thing_put_there_last_and_keys_are_in_order() {
        let mut map: ByKey<String, u8> = [("b", 1), ("a", 2), ("b", 3)]
            .map(|(key, thing)| (key.to_owned(), thing))
            .into_iter()
            .collect();
        assert_eq!((map.get("a"), map.get("b"), map.get("c")), (Some(&2), Some(&3), None));
        map.extend([("c".to_owned(), 4), ("a".to_owned(), 5)]);
        map.remove("b");
        map.remove("nothing");
        let entries: Vec<(&str, u8)> =
            map.iter().map(|(key, thing)| (key.as_str(), *thing)).collect();
        assert_eq!(entries, [("a", 5), ("c", 4)]);
        map.retain(|key| key == "d");
        assert!(map.is_empty());
    }
}
