//! What an assessment comes to, as a plain object of which only what changes is made anew.

use std::collections::BTreeMap;

use jiangxing::live::{Live, Points, Written};
use jiangxing::report::v1::{Rating, Standing};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/plain.js")]
extern "C" {
    fn written(digits: f64, places: u32) -> JsValue;
    fn changed(object: &JsValue, key: &JsValue, value: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = rated)]
    fn plain(
        parts: &JsValue,
        dimensions: &JsValue,
        points: &JsValue,
        problems: &JsValue,
    ) -> JsValue;
}

/// The parts of the object as they stand, and the words for their keys.
pub(crate) struct Shape {
    keys: Vec<JsValue>,
    dimension_ids: Vec<JsValue>,
    criterion_ids: Vec<JsValue>,
    /// The rating and the total.
    parts: JsValue,
    dimensions: JsValue,
    points: JsValue,
}

/// The keys of the rating, then those of the total.
const KEYS: [&str; 8] = ["standing", "stars", "rating", "locked", "best", "total", "low", "high"];

impl Shape {
    pub(crate) fn new(live: &Live) -> Self {
        let shown = live.shown();
        let keys: Vec<JsValue> = KEYS.map(JsValue::from).into();
        let parts = rating(live).into_iter().chain(total(&shown.total));
        let parts = keys.iter().zip(parts);
        let parts =
            parts.fold(Object::new().into(), |parts, (key, part)| changed(&parts, key, &part));
        Self {
            dimensions: by_id(&mut live.dimensions(), &shown.dimensions),
            points: by_id(&mut live.criteria(), &shown.criteria),
            dimension_ids: live.dimensions().map(JsValue::from).collect(),
            criterion_ids: live.criteria().map(JsValue::from).collect(),
            keys,
            parts,
        }
    }

    /// Brings the parts in line with what has changed: an object that was given away stays as it was.
    pub(crate) fn follow(&mut self, live: &Live) {
        let (shown, changes) = (live.shown(), live.changes());
        let mut put = |from: usize, parts: &[JsValue]| {
            for (key, part) in self.keys.iter().skip(from).zip(parts) {
                self.parts = changed(&self.parts, key, part);
            }
        };
        if changes.rating {
            put(0, &rating(live));
        }
        if changes.total {
            put(5, &total(&shown.total));
        }
        let renew = |object: &mut JsValue, ids: &[JsValue], points: &[Points], places: &[usize]| {
            for place in places {
                if let (Some(id), Some(points)) = (ids.get(*place), points.get(*place)) {
                    *object = changed(object, id, &settled(points));
                }
            }
        };
        renew(&mut self.dimensions, &self.dimension_ids, &shown.dimensions, &changes.dimensions);
        renew(&mut self.points, &self.criterion_ids, &shown.criteria, &changes.criteria);
    }

    /// The object, with what did not fit where that is told.
    pub(crate) fn rated(&self, problems: &JsValue) -> JsValue {
        plain(&self.parts, &self.dimensions, &self.points, problems)
    }
}

/// The points by their ids. An object that is read at once is copied many times faster than one that
/// grew key by key.
fn by_id(ids: &mut dyn Iterator<Item = &str>, points: &[Points]) -> JsValue {
    let text = |points: &Points| match points {
        Points::Settled(number) => Some(number.to_string()),
        Points::Open(..) => None,
    };
    let entries: BTreeMap<&str, Option<String>> = ids.zip(points.iter().map(text)).collect();
    let object = serde_json::to_string(&entries).ok().and_then(|text| JSON::parse(&text).ok());
    object.unwrap_or_else(|| Object::new().into())
}

/// `{ key: part, problems }`.
pub(crate) fn pair(key: &str, part: JsValue, problems: &JsValue) -> JsValue {
    let object = Object::new();
    set(&object, &key.into(), &part);
    set(&object, &"problems".into(), problems);
    object.into()
}

fn set(object: &Object, key: &JsValue, value: &JsValue) {
    // A plain object of our own takes any key.
    let _ = Reflect::set(object, key, value);
}

fn text(number: &Written) -> JsValue {
    match number.digits() {
        // Whole and small enough for a float.
        Some((digits, places)) => written(digits as f64, places),
        None => number.to_string().into(),
    }
}

fn settled(points: &Points) -> JsValue {
    match points {
        Points::Settled(number) => text(number),
        Points::Open(..) => JsValue::NULL,
    }
}

fn total(points: &Points) -> [JsValue; 3] {
    match points {
        Points::Settled(number) => {
            let text = text(number);
            [text.clone(), text.clone(), text]
        }
        Points::Open(low, high) => [JsValue::NULL, text(low), text(high)],
    }
}

fn rating(live: &Live) -> [JsValue; 5] {
    let shown = live.shown();
    let stars = |rating: &Option<Rating>| match rating {
        Some(rating) => {
            JsValue::from_f64(f64::from(rating.stars) + if rating.half { 0.5 } else { 0.0 })
        }
        None => JsValue::NULL,
    };
    let standing = match shown.standing {
        Standing::Settled => "settled",
        Standing::Open => "open",
        Standing::LeftOut => "left-out",
        Standing::Withheld => "withheld",
    };
    let id = shown.awarded.as_ref().map_or(JsValue::NULL, |rating| rating.id.as_str().into());
    [standing.into(), stars(&shown.awarded), id, stars(&shown.locked), stars(&shown.best)]
}
