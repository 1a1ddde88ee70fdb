//! One assessment that is kept rated while its answers change: what hangs on an answer is computed
//! again, and nothing else.
//!
//! ```text
//! answer ──▶ nodes that look at it ──▶ those whose slot came out otherwise ──▶ nodes after them … ──▶ award
//! ```
//!
//! The slots are those of [`evaluate`](crate::evaluate()) and the award is that of [`rate`](crate::rate()):
//! the same functions fill them, in the same order, only where something before them has changed.

mod edit;
mod shown;
mod wires;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::admit::{Admitted, fitted, read_file};
use crate::assessment::answer::Answer;
use crate::assessment::file::AssessmentFile;
use crate::assessment::fitting::Fitting;
use crate::check::CheckedRubric;
use crate::evaluate::{Scorecard, evaluate, slot_of};
use crate::finding::Finding;
use crate::live::shown::Moved;
use crate::live::wires::{Due, Wires};
use crate::parse::canonical::canonical;
use crate::parse::node::Node;
use crate::plan::node::NodeId;
use crate::plan::{AskKind, Criterion, Plan};
use crate::rate::{Award, rate};
use crate::report::build;
use crate::report::v1::Report;
use crate::report::working::Source;

pub use crate::live::edit::Value;
pub use crate::live::shown::{Changes, Points, Shown, Written};

/// An assessment under its rubric, rated, and ready for the next answer.
#[derive(Clone, Debug)]
pub struct Live {
    rubric: Arc<CheckedRubric>,
    /// Which of the rubric's plans holds.
    place: usize,
    wires: Wires,
    /// The file as it was opened, with what was said in other than simple values since.
    node: Node,
    file: AssessmentFile,
    /// What does not fit in the file's shape.
    misread: Vec<Finding>,
    /// By ask, what was said since in place of what the file says.
    edited: Vec<Option<Value>>,
    /// By ask, before a part beyond its whole is refused.
    said: Vec<Answer>,
    assessment: Assessment,
    scorecard: Scorecard,
    award: Award,
    due: Due,
    moved: Moved,
    shown: Shown,
    changes: Changes,
}

impl Live {
    /// The assessment in `text` (JSON) under `rubric`, and what of it does not fit.
    ///
    /// # Errors
    /// The findings, when the text is not an assessment file at all.
    pub fn open(
        rubric: Arc<CheckedRubric>,
        text: &str,
    ) -> Result<(Self, Vec<Finding>), Vec<Finding>> {
        let (node, file, misread) = read_file(text)?;
        let Admitted { plan, assessment, findings } =
            fitted(&rubric, &node, &file, misread.clone());
        let mut fitting = Fitting { plan, responses: &file.responses.it, findings: Vec::new() };
        let said = fitting.answers(&assessment.marks);
        let scorecard = evaluate(plan, &assessment);
        let award = rate(plan, &assessment, &scorecard);
        let source = Source { plan, assessment: &assessment, scorecard: &scorecard };
        let shown = Shown::new(source, &award);
        let live = Self {
            wires: Wires::new(plan),
            due: Due::new(plan),
            edited: alloc::vec![None; plan.asks.len()],
            place: rubric.place_of(plan),
            moved: Moved::default(),
            node,
            file,
            misread,
            said,
            assessment,
            scorecard,
            award,
            shown,
            changes: Changes::default(),
            rubric,
        };
        Ok((live, findings))
    }

    /// The rubric.
    pub fn rubric(&self) -> &Arc<CheckedRubric> {
        &self.rubric
    }

    /// The plan for the kind of subject that is assessed.
    pub fn plan(&self) -> &Plan {
        self.rubric.plan_at(self.place)
    }

    /// The place of what is asked under `id`, for [`Live::set`].
    pub fn field(&self, id: &str) -> Option<usize> {
        self.wires.field(id)
    }

    /// The ids of what is asked, in the order of the places.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.plan().asks.iter().map(|ask| ask.id.as_str())
    }

    /// The ids of the dimensions, in the order of [`Shown::dimensions`].
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.plan().dimensions.iter().map(|dimension| dimension.id.as_str())
    }

    /// The ids of the criteria, in the order of [`Shown::criteria`].
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        let items = &self.plan().items;
        let item = |criterion: &Criterion| items.get(criterion.item);
        self.plan().criteria.iter().map(move |one| item(one).map_or("", |item| item.id.as_str()))
    }

    /// The scores as they stand.
    pub fn scorecard(&self) -> &Scorecard {
        &self.scorecard
    }

    /// The award as it stands.
    pub fn award(&self) -> &Award {
        &self.award
    }

    /// The numbers shown as they stand.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// The choice of categories that the plan holds for.
    pub fn profile(&self) -> &BTreeMap<String, String> {
        &self.plan().profile
    }

    /// Whether one of several levels or options is chosen in the field at this place.
    pub fn has_levels(&self, field: usize) -> bool {
        self.plan().asks.get(field).is_some_and(|ask| !ask.kind.options().is_empty())
    }

    /// Whether the field at this place takes a yes or no.
    pub fn is_yes_no(&self, field: usize) -> bool {
        self.plan().asks.get(field).is_some_and(|ask| matches!(ask.kind, AskKind::YesNo))
    }

    /// The place of the level or option with this id in the field at this place.
    pub fn level(&self, field: usize, id: &str) -> Option<usize> {
        self.plan().asks.get(field)?.kind.options().iter().position(|level| level.id == id)
    }

    /// The place of the best rating still possible, the lowest being 0.
    pub fn best(&self) -> Option<usize> {
        self.award.best
    }

    /// What was shown otherwise after the last [`Live::rate`] than before it.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// Brings the rating up to date with the answers; gives what is shown otherwise than before.
    pub fn rate(&mut self) -> &Changes {
        let Self { rubric, place, wires, assessment, scorecard, due, moved, .. } = self;
        let plan = rubric.plan_at(*place);
        while let Some(index) = due.next() {
            let Some(node) = plan.nodes.get(index) else { continue };
            let slot = slot_of(plan, assessment, &node.operation, scorecard.slots());
            let Some(before) = scorecard.renew(index, slot) else { continue };
            let is_shaped = !before.is_alike(scorecard.slot(NodeId(index)));
            moved.is_shaped |= is_shaped;
            moved.is_weighed |= is_shaped || wires.is_weighed(index);
            moved.nodes.push(index);
            wires.after(index).iter().for_each(|node| due.mark(*node));
        }
        if moved.is_weighed {
            self.award = rate(plan, assessment, scorecard);
        }
        let source = Source { plan, assessment, scorecard };
        self.changes.clear();
        self.shown.renew(source, wires, &self.award, (moved, &mut self.changes));
        &self.changes
    }

    /// Everything a reader may see, as [`report`](crate::report()) tells it of [`Live::text`]; of what
    /// is not in the shape of a file it tells in the order in which it was said.
    pub fn report(&mut self) -> Report {
        self.rate();
        self.write_edits();
        let misread = self.misread.clone();
        let Admitted { plan, assessment, findings } =
            fitted(&self.rubric, &self.node, &self.file, misread);
        build::report(&self.rubric, plan, &assessment, &self.scorecard, &self.award, findings)
    }

    /// The assessment file with everything that was said since (JSON, in one line).
    pub fn text(&mut self) -> String {
        self.write_edits();
        canonical(&self.node)
    }
}
