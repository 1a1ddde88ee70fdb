//! What an assessment comes to, as a plain object of which only what changes is made anew.

use std::collections::BTreeMap;

use jiangxing::live::{Live, Points};
use jiangxing::report::v1::{Rating, Standing};
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The parts of the object as they stand, and the words for its keys.
pub(crate) struct Shape {
    keys: Keys,
    dimension_ids: Vec<JsValue>,
    criterion_ids: Vec<JsValue>,
    dimensions: Object,
    points: Object,
    total: [JsValue; 3],
    rating: [JsValue; 5],
}

struct Keys {
    rating: [JsValue; 5],
    total: [JsValue; 3],
    dimensions: JsValue,
    points: JsValue,
    problems: JsValue,
}

impl Shape {
    pub(crate) fn new(live: &Live) -> Self {
        let shown = live.shown();
        let ids = |ids: &mut dyn Iterator<Item = &str>| ids.map(JsValue::from).collect::<Vec<_>>();
        let dimension_ids = ids(&mut live.dimensions());
        let criterion_ids = ids(&mut live.criteria());
        Self {
            keys: Keys {
                rating: ["standing", "stars", "rating", "locked", "best"].map(JsValue::from),
                total: ["total", "low", "high"].map(JsValue::from),
                dimensions: "dimensions".into(),
                points: "points".into(),
                problems: "problems".into(),
            },
            dimensions: by_id(&mut live.dimensions(), &shown.dimensions),
            points: by_id(&mut live.criteria(), &shown.criteria),
            dimension_ids,
            criterion_ids,
            total: total(&shown.total),
            rating: rating(live),
        }
    }

    /// Brings the parts in line with what has changed: an object that was given away stays as it was.
    pub(crate) fn follow(&mut self, live: &Live) {
        let (shown, changes) = (live.shown(), live.changes());
        if changes.rating {
            self.rating = rating(live);
        }
        if changes.total {
            self.total = total(&shown.total);
        }
        let renew = |object: &mut Object, ids: &[JsValue], points: &[Points], places: &[usize]| {
            if places.is_empty() {
                return;
            }
            *object = Object::assign(&Object::new(), object);
            for place in places {
                if let (Some(id), Some(points)) = (ids.get(*place), points.get(*place)) {
                    set(object, id, &settled(points));
                }
            }
        };
        renew(&mut self.dimensions, &self.dimension_ids, &shown.dimensions, &changes.dimensions);
        renew(&mut self.points, &self.criterion_ids, &shown.criteria, &changes.criteria);
    }

    /// The object, with what did not fit where that is told.
    pub(crate) fn rated(&self, problems: Option<&JsValue>) -> JsValue {
        let object = Object::new();
        let parts = self.keys.rating.iter().zip(&self.rating);
        let parts = parts.chain(self.keys.total.iter().zip(&self.total));
        parts.for_each(|(key, part)| set(&object, key, part));
        set(&object, &self.keys.dimensions, &self.dimensions);
        set(&object, &self.keys.points, &self.points);
        if let Some(problems) = problems {
            set(&object, &self.keys.problems, problems);
        }
        object.into()
    }
}

/// The points by their ids. An object that is read at once is copied many times faster than one that
/// grew key by key.
fn by_id(ids: &mut dyn Iterator<Item = &str>, points: &[Points]) -> Object {
    let text = |points: &Points| match points {
        Points::Settled(number) => Some(number.to_string()),
        Points::Open(..) => None,
    };
    let entries: BTreeMap<&str, Option<String>> = ids.zip(points.iter().map(text)).collect();
    let object = serde_json::to_string(&entries).ok().and_then(|text| JSON::parse(&text).ok());
    object.and_then(|object| object.dyn_into().ok()).unwrap_or_default()
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

fn settled(points: &Points) -> JsValue {
    match points {
        Points::Settled(number) => number.to_string().into(),
        Points::Open(..) => JsValue::NULL,
    }
}

fn total(points: &Points) -> [JsValue; 3] {
    match points {
        Points::Settled(number) => {
            let text = JsValue::from(number.to_string());
            [text.clone(), text.clone(), text]
        }
        Points::Open(low, high) => {
            [JsValue::NULL, low.to_string().into(), high.to_string().into()]
        }
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
