//! Barriers to people with disabilities, as axe-core finds them.

use std::fmt;
use std::fs;

use serde_json::Value;

use crate::failure::ensure;
use crate::{Browser, Failure, Outcome, target};

/// Something that keeps somebody out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barrier {
    /// The rule of axe-core: `color-contrast`.
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// What it is about.
    pub help: String,
    /// Where, as CSS selectors with what is wrong there.
    pub places: Vec<String>,
}

impl Browser {
    /// Every barrier on the page as it is now.
    pub async fn barriers(&self) -> Outcome<Vec<Barrier>> {
        if self.evaluate("return typeof axe").await? != "object" {
            let file = target().join("xtask/npm/node_modules/axe-core/axe.min.js");
            let script = fs::read_to_string(&file).map_err(|error| {
                Failure(format!("{}: {error}: run `cargo xtask setup`", file.display()))
            })?;
            self.evaluate(&script).await?;
        }
        let run = "const found = await axe.run(document, { resultTypes: ['violations'] });
            return found.violations.map(({ id, impact, help, nodes }) => ({
                id, impact, help,
                places: nodes.map((it) => it.target.join(' ') + ': ' + it.failureSummary),
            }));";
        let found = self.evaluate_promise(run).await?;
        Ok(found.as_array().into_iter().flatten().map(barrier).collect())
    }

    /// Fails when the page has a serious or a critical barrier.
    pub async fn has_no_serious_barrier(&self) -> Outcome {
        let mut barriers = self.barriers().await?;
        barriers.retain(|it| matches!(it.impact.as_str(), "serious" | "critical"));
        let path = self.path().await?;
        ensure(barriers.is_empty(), || {
            let lines: Vec<_> = barriers.iter().map(ToString::to_string).collect();
            format!("barriers at \"{path}\":\n{}", lines.join("\n"))
        })
    }
}

fn barrier(found: &Value) -> Barrier {
    let text = |field: &str| found[field].as_str().unwrap_or_default().to_owned();
    let places = found["places"].as_array().into_iter().flatten();
    Barrier {
        rule: text("id"),
        impact: text("impact"),
        help: text("help"),
        places: places.filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}

impl fmt::Display for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  {} ({}): {}", self.rule, self.impact, self.help)?;
        for place in &self.places {
            write!(f, "\n    {}", place.replace('\n', "\n      "))?;
        }
        Ok(())
    }
}
