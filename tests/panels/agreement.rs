//! Agreement, held to what is published and to well-kept libraries.

use std::collections::BTreeMap;

use jiangxing::number::Number;
use jiangxing::panel::agreement::{self, Metric, Row, Weighting};
use jiangxing::rounding::{Rounding, RoundingMode};
use jiangxing_tests::{files, read};
use serde::Deserialize;

/// A worked example, and what it comes to.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    claim: String,
    source: String,
    /// A row for each assessor, a dot where nothing was said.
    #[serde(default)]
    observers: Vec<String>,
    /// How often the first said the row's and the second the column's level.
    #[serde(default)]
    table: Vec<Vec<usize>>,
    /// A row for each thing: how many said each level.
    #[serde(default)]
    counts: Vec<Vec<usize>>,
    expect: BTreeMap<String, String>,
}

fn level(place: usize) -> Option<Number> {
    Some(Number::from_count(place))
}

impl Example {
    fn rows(&self) -> Vec<Row> {
        let observers: Vec<Vec<Option<Number>>> = self
            .observers
            .iter()
            .map(|row| row.split(' ').map(|said| said.parse().ok()).collect())
            .collect();
        let things = observers.first().map_or(0, Vec::len);
        let mut rows: Vec<Row> = (0..things)
            .map(|thing| observers.iter().map(|said| said[thing].clone()).collect())
            .collect();
        for (one, row) in self.table.iter().enumerate() {
            for (other, times) in row.iter().enumerate() {
                rows.extend(vec![vec![level(one), level(other)]; *times]);
            }
        }
        for row in &self.counts {
            let said = row.iter().enumerate().flat_map(|(place, times)| vec![level(place); *times]);
            rows.push(said.collect());
        }
        rows
    }
}

/// The statistic of that name.
fn statistic(name: &str, rows: &[Row]) -> Option<Number> {
    let kappa = |weighting| {
        let both = rows.iter().filter(|row| row.iter().all(Option::is_some));
        let both: Vec<(Number, Number)> =
            both.map(|row| (row[0].clone().unwrap(), row[1].clone().unwrap())).collect();
        agreement::weighted_kappa(&both, weighting)
    };
    match name {
        "exact" => agreement::pairs(rows, &Number::zero()).share(),
        "adjacent" => agreement::pairs(rows, &Number::one()).share(),
        "unweighted" => kappa(Weighting::Unweighted),
        "linear" => kappa(Weighting::Linear),
        "quadratic" => kappa(Weighting::Quadratic),
        "fleiss" => agreement::fleiss_kappa(rows),
        "nominal" => agreement::alpha(rows, Metric::Nominal),
        "ordinal" => agreement::alpha(rows, Metric::Ordinal),
        "interval" => agreement::alpha(rows, Metric::Interval),
        _ => panic!("there is no statistic `{name}`"),
    }
}

/// `found` with as many places as `like` has; in full where it is a fraction.
fn as_written(found: &Number, like: &str) -> String {
    let Some((_, decimals)) = like.split_once('.') else {
        return found.to_string();
    };
    let places = u32::try_from(decimals.len()).unwrap();
    let rounding = Rounding { mode: RoundingMode::HalfUp, places };
    rounding.publish(found.clone()).published.to_decimal(places).unwrap()
}

#[test]
fn published_examples_come_to_what_is_published() {
    let mut seen = Vec::new();
    for path in files("tests/corpus/agreement", ".toml") {
        let example: Example =
            toml::from_str(&read(&path)).unwrap_or_else(|why| panic!("{path}: {why}"));
        assert!(example.claim.ends_with('.') && example.source.len() > 10, "{path}");
        for (name, expected) in &example.expect {
            let found =
                statistic(name, &example.rows()).unwrap_or_else(|| panic!("{path}: {name}"));
            assert_eq!(as_written(&found, expected), *expected, "{path}: {name}, exactly {found}");
            seen.push(name.clone());
        }
    }
    seen.sort();
    seen.dedup();
    let all = [
        "adjacent",
        "exact",
        "fleiss",
        "interval",
        "linear",
        "nominal",
        "ordinal",
        "quadratic",
        "unweighted",
    ];
    assert_eq!(seen, all);
}

/// `vectors.py` beside the vectors says which libraries, in which version.
#[test]
fn levels_nobody_chose_come_to_what_well_kept_libraries_say() {
    #[derive(Deserialize)]
    struct Vector {
        rows: Vec<Vec<Option<usize>>>,
        #[serde(flatten)]
        expect: BTreeMap<String, String>,
    }
    let vectors: Vec<Vector> =
        serde_json::from_str(&read("tests/corpus/agreement/vectors.json")).unwrap();
    let mut compared = 0;
    for (index, vector) in vectors.iter().enumerate() {
        let row = |row: &Vec<Option<usize>>| row.iter().map(|said| said.and_then(level)).collect();
        let rows: Vec<Row> = vector.rows.iter().map(row).collect();
        for (name, expected) in &vector.expect {
            let found = statistic(name, &rows).unwrap_or_else(|| panic!("{index}: {name}"));
            // Floats differ in the last places.
            let places = expected.len() - 3;
            assert_eq!(
                as_written(&found, &expected[..places]),
                as_written(&expected.parse().unwrap(), &expected[..places]),
                "{index}: {name}"
            );
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}

#[test]
fn where_nothing_is_left_to_disagree_about_there_is_no_statistic() {
    let same: Vec<Row> = vec![vec![level(2), level(2)]; 5];
    let alone: Vec<Row> = vec![vec![level(2), None], vec![None, level(1)]];
    for name in ["unweighted", "linear", "quadratic", "fleiss", "nominal", "ordinal", "interval"] {
        assert_eq!(statistic(name, &same), None, "{name}");
        assert_eq!(statistic(name, &alone), None, "{name}");
        assert_eq!(statistic(name, &[]), None, "{name}");
    }
    assert_eq!(statistic("exact", &same), Some(Number::one()));
    assert_eq!(statistic("exact", &alone), None);
}
