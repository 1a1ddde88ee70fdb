//! Rubric → plan: asks, items and nodes in the order in which they can be computed.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::clause::{Basis, ClauseRef};
use crate::diagnostic::{Diagnostic, Fault};
use crate::evaluate::node::Answers;
use crate::evaluate::slot::{Doubts, Quantity, Slot};
use crate::label::Label;
use crate::model::ask::{Ask as AskRule, AskKind as KindWord};
use crate::model::criterion::{
    Clause, Criterion as CriterionRule, Dimension as DimensionRule, MethodWord,
};
use crate::model::gate::{GateRule, GroupWord, Undecided, Unmet};
use crate::model::rating::{Judged, RatingLevel};
use crate::model::rubric::{MayNotApply, Missing, Rubric, WhenUndefined};
use crate::number::Number;
use crate::parse::shape::At;
use crate::parse::suggest::nearest;
use crate::plan::names::{Aspect, Builder, Typed};
use crate::plan::node::{Kind, NodeId, Operation};
use crate::plan::{
    Ask, AskKind, Criterion, Dimension, Flag, Gate, Item, Level, Measured, NamedNode, Part, Plan,
    Role, Rung, profile,
};
use crate::report::form::Method;
use crate::report::v1;
use crate::rounding::{Rounding, RoundingMode};
use crate::span::Span;

/// The plan of `rubric` for `chosen`, and what is wrong with the rubric for that kind of subject.
pub(crate) fn plan(
    rubric: &Rubric,
    chosen: &BTreeMap<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Plan {
    let mut builder = Builder {
        rubric,
        diagnostics,
        asks: Vec::new(),
        items: Vec::new(),
        nodes: Vec::new(),
        ask_by_id: BTreeMap::new(),
        criteria: Vec::new(),
        gates: BTreeMap::new(),
        built: BTreeMap::new(),
        underway: Vec::new(),
        possible: Vec::new(),
    };
    let not_asked = builder.collect_items(chosen);
    builder.link_parts();
    let criteria = builder.all_criteria();
    let gates = builder.all_gates();
    let dimensions = builder.all_dimensions(&criteria);
    let rounding = rounding(rubric);
    let totals = builder.totals(&dimensions);
    let ladder = builder.ladder();
    let lifts = rubric.dimension.iter().filter_map(|dimension| {
        let bonus = dimension.bonus.as_ref().filter(|bonus| bonus.active.it)?;
        bonus.lifts.to_count()
    });
    let lifts = lifts.max();
    Plan {
        profile: chosen.clone(),
        lowest: rating_of_lowest(rubric),
        asks: builder.asks,
        items: builder.items,
        nodes: builder.nodes,
        criteria,
        dimensions,
        gates,
        base: totals.base,
        total: totals.total,
        judged_base: totals.judged_base,
        judged_total: totals.judged_total,
        full: totals.full,
        ladder,
        lifts,
        not_applicable_limit: rubric
            .not_applicable
            .as_ref()
            .map(|rule| rule.limit.it.clone()),
        rounding,
        not_asked,
    }
}

struct Totals {
    base: NodeId,
    total: NodeId,
    judged_base: NodeId,
    judged_total: NodeId,
    full: Number,
}

fn rounding(rubric: &Rubric) -> Rounding {
    let places = rubric
        .rating
        .places
        .to_count()
        .and_then(|places| u32::try_from(places).ok());
    Rounding {
        mode: rubric.rating.rounding.mode(),
        places: places.unwrap_or(2).min(8),
    }
}

fn rating_of_lowest(rubric: &Rubric) -> v1::Rating {
    let lowest = &rubric.rating.lowest;
    v1::Rating {
        id: lowest.id.to_string(),
        stars: stars(&lowest.stars),
        name: lowest.name.it.clone(),
    }
}

fn stars(number: &Number) -> u32 {
    number
        .to_count()
        .and_then(|count| u32::try_from(count).ok())
        .unwrap_or_default()
}

fn label(found: Option<&At<Label>>) -> Label {
    found.map(|label| label.it.clone()).unwrap_or_default()
}

fn labels(found: &[At<Label>]) -> Vec<Label> {
    found.iter().map(|label| label.it.clone()).collect()
}

fn methods(words: &[At<MethodWord>]) -> Vec<Method> {
    let method = |word: &At<MethodWord>| match word.it {
        MethodWord::Documents => Method::Documents,
        MethodWord::SiteVisit => Method::SiteVisit,
        MethodWord::Interview => Method::Interview,
        MethodWord::Data => Method::Data,
    };
    words.iter().map(method).collect()
}

/// What an item owes to its rule, whatever kind of rule that is.
struct ItemRule<'a> {
    id: &'a At<crate::parse::shape::Id>,
    name: &'a At<Label>,
    guidance: Option<&'a At<Label>>,
    clauses: &'a [At<Clause>],
    evidence: &'a [At<Label>],
    verify: Option<&'a At<Label>>,
    methods: &'a [At<MethodWord>],
    na: Option<MayNotApply>,
    asks: &'a [At<AskRule>],
    reason_at: &'a [At<String>],
    role: Role,
}

impl<'a> Builder<'a> {
    /// Takes over facts, gates and criteria that this kind of subject is asked; gives the ids of
    /// those it is not.
    fn collect_items(&mut self, chosen: &BTreeMap<String, String>) -> Vec<String> {
        let rubric = self.rubric;
        let mut not_asked = Vec::new();
        for fact in &rubric.fact {
            if fact
                .applies
                .as_ref()
                .is_some_and(|applies| !profile::holds(applies, chosen))
            {
                not_asked.extend(ids_of(&fact.id, &fact.ask));
                continue;
            }
            self.item(ItemRule {
                id: &fact.id,
                name: &fact.name,
                guidance: fact.guidance.as_ref(),
                clauses: &fact.clauses,
                evidence: &fact.evidence,
                verify: fact.verify.as_ref(),
                methods: &fact.methods,
                na: None,
                asks: &fact.ask,
                reason_at: &[],
                role: Role::Fact,
            });
        }
        let mut gate_count = 0_usize;
        for gate in &rubric.gate {
            if gate
                .applies
                .as_ref()
                .is_some_and(|applies| !profile::holds(applies, chosen))
            {
                not_asked.extend(ids_of(&gate.id, &gate.ask));
                continue;
            }
            self.gates.insert(gate.id.to_string(), &gate.it);
            self.item(ItemRule {
                id: &gate.id,
                name: &gate.name,
                guidance: gate.guidance.as_ref(),
                clauses: &gate.clauses,
                evidence: &gate.evidence,
                verify: gate.verify.as_ref(),
                methods: &gate.methods,
                na: gate.na.as_ref().map(|na| na.it),
                asks: &gate.ask,
                reason_at: &[],
                role: Role::Gate(gate_count),
            });
            gate_count = gate_count.saturating_add(1);
        }
        for entry in &rubric.criterion {
            match profile::variant(entry, chosen) {
                Some(rule) => {
                    let role = Role::Criterion(self.criteria.len());
                    self.criteria.push(rule);
                    self.criterion_item(rule, role);
                }
                None => not_asked.extend(ids_of(&entry.base.id, &entry.base.ask)),
            }
        }
        not_asked
    }

    fn criterion_item(&mut self, rule: &CriterionRule, role: Role) {
        self.item(ItemRule {
            id: &rule.id,
            name: &rule.name,
            guidance: rule.guidance.as_ref(),
            clauses: &rule.clauses,
            evidence: &rule.evidence,
            verify: rule.verify.as_ref(),
            methods: &rule.methods,
            na: rule.na.as_ref().map(|na| na.it),
            asks: &rule.ask,
            reason_at: &rule.reason_at,
            role,
        });
    }

    fn item(&mut self, rule: ItemRule<'_>) {
        let item = self.items.len();
        let first = self.asks.len();
        for ask in rule.asks {
            self.one_ask(ask, &rule, item);
        }
        let clauses = rule
            .clauses
            .iter()
            .map(|clause| self.clause(clause))
            .collect();
        self.items.push(Item {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            role: rule.role,
            may_not_apply: rule.na == Some(MayNotApply::WithReason),
            asks: (first..self.asks.len()).collect(),
            guidance: label(rule.guidance),
            clauses,
            evidence: labels(rule.evidence),
            verify: label(rule.verify),
            methods: methods(rule.methods),
        });
    }

    fn one_ask(&mut self, ask: &At<AskRule>, rule: &ItemRule<'_>, item: usize) {
        let keys = &ask.it.0;
        let id = match &keys.id {
            Some(id) => id.to_string(),
            None if rule.asks.len() == 1 => rule.id.to_string(),
            None => {
                self.report(ask.at, Fault::MissingKey { key: "id".into() });
                return;
            }
        };
        let kind = match keys.kind.it {
            KindWord::Level => AskKind::Level {
                levels: self.levels(ask, rule),
            },
            KindWord::YesNo => AskKind::YesNo,
            KindWord::Checklist => AskKind::Checklist { parts: parts(ask) },
            KindWord::Choice => AskKind::Choice {
                options: options(ask),
            },
            KindWord::Count | KindWord::Number | KindWord::Percent => {
                AskKind::Number(self.measured(ask))
            }
        };
        self.ask_by_id.insert(id.clone(), self.asks.len());
        let name = keys.name.as_ref().unwrap_or(rule.name).it.clone();
        self.asks.push(Ask {
            id,
            item,
            name,
            guidance: label(keys.guidance.as_ref()),
            optional: keys.optional.as_ref().is_some_and(|optional| optional.it),
            kind,
        });
    }

    fn levels(&mut self, ask: &At<AskRule>, rule: &ItemRule<'_>) -> Vec<Level> {
        let keys = &ask.it.0;
        let Some(scale) = &keys.scale else {
            return Vec::new();
        };
        let Some(known) = self
            .rubric
            .scale
            .iter()
            .find(|known| known.id.it == scale.it)
        else {
            let scales = self.rubric.scale.iter().map(|known| known.id.as_str());
            let fault = Fault::NoSuchName {
                name: scale.to_string(),
                wanted: "a scale".into(),
                nearest: nearest(scale, scales),
            };
            self.report(scale.at, fault);
            return Vec::new();
        };
        let anchors = keys.anchors.as_ref();
        let mut levels = Vec::new();
        for level in &known.levels {
            let anchor = anchors.and_then(|anchors| anchors.it.get(&*level.id.it));
            if let (Some(anchors), None) = (anchors, anchor) {
                let (criterion, level) = (rule.id.to_string(), level.id.to_string());
                self.report(anchors.at, Fault::AnchorMissing { criterion, level });
            }
            levels.push(Level {
                id: level.id.to_string(),
                worth: level.worth.it.clone(),
                name: level.name.it.clone(),
                anchor: label(anchor),
                wants_note: rule
                    .reason_at
                    .iter()
                    .any(|wanted| wanted.it == *level.id.it.0),
            });
        }
        for wanted in rule.reason_at {
            self.known_level(&known.levels, &wanted.it, wanted.at);
        }
        for (written, anchor) in anchors.map(|anchors| &anchors.it).into_iter().flatten() {
            self.known_level(&known.levels, written, anchor.at);
        }
        levels
    }

    fn known_level(
        &mut self,
        levels: &[At<crate::model::rubric::ScaleLevel>],
        written: &str,
        at: Span,
    ) {
        if levels.iter().any(|level| level.id.as_str() == written) {
            return;
        }
        let fault = Fault::NoSuchName {
            name: written.to_string(),
            wanted: "a level of the scale".into(),
            nearest: nearest(written, levels.iter().map(|level| level.id.as_str())),
        };
        self.report(at, fault);
    }

    fn measured(&mut self, ask: &At<AskRule>) -> Measured {
        let keys = &ask.it.0;
        let percent = keys.kind.it == KindWord::Percent;
        let unit = keys.unit.as_ref().and_then(|unit| {
            let known = self.rubric.unit.iter().find(|known| known.id.it == unit.it);
            if known.is_none() {
                let units = self.rubric.unit.iter().map(|known| known.id.as_str());
                let fault = Fault::NoSuchName {
                    name: unit.to_string(),
                    wanted: "a unit".into(),
                    nearest: nearest(unit, units),
                };
                self.report(unit.at, fault);
            }
            known
        });
        let whole_unit = unit.is_some_and(|unit| unit.whole.as_ref().is_some_and(|whole| whole.it));
        let bound = |found: &Option<At<Number>>| found.as_ref().map(|number| number.it.clone());
        let counts = keys.kind.it == KindWord::Count || percent;
        Measured {
            unit: unit.map(|unit| unit.name.it.clone()).unwrap_or_default(),
            percent,
            whole: keys.kind.it == KindWord::Count || whole_unit,
            least: bound(&keys.at_least).or_else(|| counts.then(Number::zero)),
            most: bound(&keys.at_most).or_else(|| percent.then(|| Number::from_whole(100))),
            places: keys
                .places
                .as_ref()
                .and_then(|places| u32::try_from(places.to_count()?).ok()),
            within: None,
        }
    }

    /// Points each ask that is a part to its whole, once all asks are known.
    fn link_parts(&mut self) {
        let rubric = self.rubric;
        let facts = rubric.fact.iter().flat_map(|fact| &fact.ask);
        let gates = self.gates.values().copied().collect::<Vec<&GateRule>>();
        let criteria = self.criteria.clone();
        let asks = facts
            .chain(gates.into_iter().flat_map(|gate| &gate.ask))
            .chain(criteria.into_iter().flat_map(|rule| &rule.ask));
        for ask in asks {
            let (Some(within), Some(id)) = (&ask.it.0.within, &ask.it.0.id) else {
                continue;
            };
            let whole = self.ask_by_id.get(&***within).copied();
            if whole.is_none() {
                let fault = Fault::NoSuchName {
                    name: within.to_string(),
                    wanted: "the id of an ask".into(),
                    nearest: nearest(within, self.ask_by_id.keys().map(String::as_str)),
                };
                self.report(within.at, fault);
            }
            let part = self.ask_by_id.get(&***id).copied();
            let kind = part
                .and_then(|part| self.asks.get_mut(part))
                .map(|ask| &mut ask.kind);
            if let Some(AskKind::Number(measured)) = kind {
                measured.within = whole;
            }
        }
    }

    pub(crate) fn clause(&mut self, clause: &At<Clause>) -> ClauseRef {
        let text = |found: &Option<At<String>>| {
            found
                .as_ref()
                .map(|text| text.it.clone())
                .unwrap_or_default()
        };
        let document = clause.source.as_ref().and_then(|source| {
            let known = self
                .rubric
                .source
                .iter()
                .find(|known| known.id.it == source.it);
            if known.is_none() {
                let sources = self.rubric.source.iter().map(|known| known.id.as_str());
                let fault = Fault::NoSuchName {
                    name: source.to_string(),
                    wanted: "a source".into(),
                    nearest: nearest(source, sources),
                };
                self.report(source.at, fault);
            }
            known
        });
        if clause.basis.basis() == Basis::Decreed && clause.source.is_none() {
            self.report(
                clause.at,
                Fault::MissingKey {
                    key: "source".into(),
                },
            );
        }
        ClauseRef {
            basis: clause.basis.basis(),
            document: document
                .map(|source| source.short.it.clone())
                .unwrap_or_default(),
            at: text(&clause.it.at),
            quote: text(&clause.quote),
            note: label(clause.note.as_ref()),
        }
    }

    fn all_criteria(&mut self) -> Vec<Criterion> {
        (0..self.criteria.len())
            .filter_map(|index| self.criterion(index))
            .collect()
    }

    fn criterion(&mut self, index: usize) -> Option<Criterion> {
        let rule = *self.criteria.get(index)?;
        let at = rule.id.at;
        let nothing = self.nothing();
        let measure = self.measure_of(index, at).unwrap_or(nothing).node;
        let raw_share = self.raw_share(index, at).unwrap_or(nothing).node;
        let leave_out = rule
            .leave_out_when
            .as_ref()
            .and_then(|text| self.condition(text));
        let share = self.counted(index, at).unwrap_or(nothing).node;
        let (lowest, undefined) = self.check_share(rule, raw_share);
        let item = self
            .items
            .iter()
            .position(|item| item.role == Role::Criterion(index))?;
        let mut needs = self.asks_behind(raw_share);
        needs.extend(
            leave_out
                .map(|node| self.asks_behind(node))
                .unwrap_or_default(),
        );
        needs.sort_unstable();
        needs.dedup();
        let dimensions = &self.rubric.dimension;
        let dimension = dimensions
            .iter()
            .position(|known| known.id.it == rule.in_.it);
        if dimension.is_none() {
            let fault = Fault::NoSuchName {
                name: rule.in_.to_string(),
                wanted: "a dimension".into(),
                nearest: nearest(&rule.in_, dimensions.iter().map(|known| known.id.as_str())),
            };
            self.report(rule.in_.at, fault);
        }
        let missing = rule.missing.as_ref().map(|missing| missing.it);
        let by_default = self
            .rubric
            .missing
            .as_ref()
            .map(|missing| missing.final_.it);
        Some(Criterion {
            item,
            dimension: dimension.unwrap_or_default(),
            weight: rule.weight.it.clone(),
            measure,
            expression: rule.measure.as_ref().map(|text| text.it.clone()),
            raw_share,
            share,
            leave_out,
            leave_out_reason: label(rule.leave_out_reason.as_ref()),
            undefined,
            missing: missing.or(by_default).unwrap_or(Missing::Lowest),
            lowest,
            needs,
            figures: rule
                .figures
                .iter()
                .filter_map(|figure| {
                    let node = self.quantity(&figure.of)?;
                    Some(NamedNode {
                        id: figure.id.to_string(),
                        name: figure.name.it.clone(),
                        node,
                    })
                })
                .collect(),
            flags: rule
                .flags
                .iter()
                .filter_map(|flag| {
                    let when = self.condition(&flag.when)?;
                    Some(Flag {
                        id: flag.id.to_string(),
                        when,
                        say: flag.say.it.clone(),
                    })
                })
                .collect(),
        })
    }

    /// A node that stands where something could not be built; the diagnostics say why.
    fn nothing(&mut self) -> Typed {
        Typed {
            node: self.percent(Operation::Constant(Number::zero())),
            bare: true,
        }
    }

    /// Proves by ranges that the share is one, and says what happens when it has no result.
    fn check_share(&mut self, rule: &CriterionRule, raw_share: NodeId) -> (Number, WhenUndefined) {
        self.reckon_possible();
        let open = self
            .possible
            .get(raw_share.0)
            .and_then(|slot| slot.quantity().open());
        let policy = rule.undefined.as_ref().map(|undefined| undefined.it);
        let undefined = policy.unwrap_or(WhenUndefined::Lowest);
        let Some(open) = open else {
            return (Number::zero(), undefined);
        };
        let within = open.low.as_ref().is_some_and(|low| !low.is_negative())
            && open
                .high
                .as_ref()
                .is_some_and(|high| *high <= Number::one());
        if !within {
            let at = rule
                .measure
                .as_ref()
                .map_or(rule.id.at, |measure| measure.at);
            self.report(
                at,
                Fault::PointsMissing {
                    criterion: rule.id.to_string(),
                },
            );
        }
        if let (Some(why), None) = (open.doubts.undefined, policy) {
            let at = rule
                .measure
                .as_ref()
                .map_or(rule.id.at, |measure| measure.at);
            let (criterion, operation) = (rule.id.to_string(), why.word().to_string());
            self.report(
                at,
                Fault::UndefinedUnhandled {
                    criterion,
                    operation,
                },
            );
        }
        self.check_steps(rule);
        (open.low.unwrap_or_else(Number::zero), undefined)
    }

    /// Whether the first row of a step table reaches down to the lowest quantity possible.
    fn check_steps(&mut self, rule: &CriterionRule) {
        let Some(points) = &rule.points else { return };
        let Some(first) = points.steps.as_ref().and_then(|steps| steps.first()) else {
            return;
        };
        let key = (Aspect::Measure, rule.id.to_string());
        let Some(measure) = self.built.get(&key).copied().flatten() else {
            return;
        };
        let lowest = self
            .possible
            .get(measure.node.0)
            .and_then(|slot| slot.quantity().open()?.low);
        let bound = first.from.as_ref().or(first.above.as_ref());
        let Some(bound) = bound else { return };
        let reaches = |low: &Number| {
            if first.from.is_some() {
                *low >= bound.it
            } else {
                *low > bound.it
            }
        };
        if !lowest.as_ref().is_some_and(reaches) {
            let fault = Fault::StepsDoNotReachDown {
                first: bound.it.clone(),
                lowest,
            };
            self.report(bound.at, fault);
        }
    }

    /// Brings the slots of everything possible up to the last node.
    fn reckon_possible(&mut self) {
        let rounding = Rounding {
            mode: RoundingMode::HalfUp,
            places: 2,
        };
        let answers = Answers {
            asks: &self.asks,
            given: &[],
            state: v1::State::Draft,
        };
        for planned in self.nodes.iter().skip(self.possible.len()) {
            let slot = match planned.operation {
                Operation::Counted(_) => {
                    let doubts = Doubts {
                        left_out: true,
                        withheld: true,
                        undefined: None,
                    };
                    Slot::Quantity(Quantity::from_range(
                        Some(Number::zero()),
                        Some(Number::one()),
                        doubts,
                    ))
                }
                _ => crate::evaluate::node::slot(
                    &planned.operation,
                    &self.possible,
                    answers,
                    rounding,
                ),
            };
            self.possible.push(slot);
        }
    }

    /// The asks on which a node depends.
    fn asks_behind(&self, node: NodeId) -> Vec<usize> {
        let mut found = Vec::new();
        let mut open = Vec::from([node]);
        let mut seen = alloc::collections::BTreeSet::new();
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            let Some(planned) = self.nodes.get(next.0) else {
                continue;
            };
            found.extend(planned.operation.ask());
            open.extend(planned.operation.operands());
        }
        found
    }

    /// The quantities that a condition looks at: what its comparisons compare, constants aside.
    fn looks_at(&self, node: NodeId) -> Vec<NodeId> {
        let Some(planned) = self.nodes.get(node.0) else {
            return Vec::new();
        };
        match &planned.operation {
            Operation::Compare(_, a, b) => [*a, *b]
                .into_iter()
                .filter(|id| {
                    !matches!(
                        self.nodes.get(id.0).map(|node| &node.operation),
                        Some(Operation::Constant(_))
                    )
                })
                .collect(),
            other => other
                .operands()
                .into_iter()
                .flat_map(|id| self.looks_at(id))
                .collect(),
        }
    }

    fn named(&self, node: NodeId) -> NamedNode {
        let ask = self.nodes.get(node.0).and_then(|node| node.operation.ask());
        if let Some(ask) = ask.and_then(|ask| self.asks.get(ask)) {
            return NamedNode {
                id: ask.id.clone(),
                name: ask.name.clone(),
                node,
            };
        }
        let owner = self.built.iter().find(|((aspect, _), typed)| {
            *aspect == Aspect::Measure && typed.is_some_and(|typed| typed.node == node)
        });
        let item = owner.and_then(|((_, id), _)| self.items.iter().find(|item| item.id == *id));
        let (id, name) = item
            .map(|item| (item.id.clone(), item.name.clone()))
            .unwrap_or_default();
        NamedNode { id, name, node }
    }

    /// Whether the gate is met, as a node.
    pub(crate) fn verdict(&mut self, gate: &str) -> Option<Typed> {
        let rule = *self.gates.get(gate)?;
        if let Some(text) = &rule.that {
            return self.condition(text).map(|node| Typed { node, bare: false });
        }
        let asks = self.asks_of(gate);
        let only = asks
            .first()
            .copied()
            .filter(|_| asks.len() == 1)
            .and_then(|ask| self.ask(ask));
        let truth = only.filter(|typed| self.kind(typed.node) == Kind::Truth);
        if truth.is_none() {
            self.report(
                rule.id.at,
                Fault::GateWithoutCondition {
                    gate: gate.to_string(),
                },
            );
        }
        truth
    }

    fn all_gates(&mut self) -> Vec<Gate> {
        let gates: Vec<(usize, String)> = self
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| matches!(item.role, Role::Gate(_)))
            .map(|(index, item)| (index, item.id.clone()))
            .collect();
        gates
            .into_iter()
            .filter_map(|(item, id)| self.gate(item, &id))
            .collect()
    }

    fn gate(&mut self, item: usize, id: &str) -> Option<Gate> {
        let rule = *self.gates.get(id)?;
        let verdict = self.guarded(Aspect::Verdict, id, rule.id.at, |builder| {
            builder.verdict(id)
        });
        let verdict = match verdict {
            Some(typed) => typed.node,
            None => self.push(Operation::Not(NodeId(0)), Kind::Truth, Label::default()),
        };
        let looks_at = self
            .looks_at(verdict)
            .into_iter()
            .map(|node| self.named(node))
            .collect();
        let cap = match &rule.unmet.it {
            Unmet::Withhold => None,
            Unmet::Cap(rating, at) => Some(self.rank(rating, *at)),
        };
        Some(Gate {
            item,
            verdict,
            condition: rule
                .that
                .as_ref()
                .map(|text| text.it.clone())
                .unwrap_or_else(|| id.to_string()),
            looks_at,
            cap,
            undecided_is_unmet: rule
                .undecided
                .as_ref()
                .is_some_and(|word| word.it == Undecided::Unmet),
            group: match rule.group.as_ref().map(|word| word.it) {
                Some(GroupWord::Requirement) => v1::GateGroup::Requirement,
                Some(GroupWord::Gate) | None => v1::GateGroup::Gate,
            },
        })
    }

    /// The place of a rating on the ladder: 0 is the lowest, then upwards.
    fn rank(&mut self, rating: &str, at: Span) -> usize {
        let scale = &self.rubric.rating;
        let upwards = [scale.lowest.id.as_str()].into_iter();
        let names: Vec<&str> = upwards
            .chain(scale.levels.iter().rev().map(|level| level.id.as_str()))
            .collect();
        let found = names.iter().position(|name| *name == rating);
        if found.is_none() {
            let fault = Fault::NoSuchName {
                name: rating.to_string(),
                wanted: "a rating".into(),
                nearest: nearest(rating, names.iter().copied()),
            };
            self.report(at, fault);
        }
        found.unwrap_or_default()
    }

    fn all_dimensions(&mut self, criteria: &[Criterion]) -> Vec<Dimension> {
        let rubric = self.rubric;
        let dimensions = rubric.dimension.iter().enumerate();
        dimensions
            .map(|(index, rule)| self.dimension(index, rule, criteria))
            .collect()
    }

    fn dimension(
        &mut self,
        index: usize,
        rule: &DimensionRule,
        criteria: &[Criterion],
    ) -> Dimension {
        let own: Vec<usize> = criteria
            .iter()
            .enumerate()
            .filter(|(_, criterion)| criterion.dimension == index)
            .map(|(place, _)| place)
            .collect();
        let scored = own.iter().filter_map(|place| criteria.get(*place));
        let terms: Vec<(Number, NodeId)> = scored
            .filter(|criterion| !criterion.weight.is_zero())
            .map(|criterion| (criterion.weight.clone(), criterion.share))
            .collect();
        let sum = terms
            .iter()
            .fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let (bonus, weight, score) = match &rule.bonus {
            Some(rule) => {
                let cap = rule.cap.it.clone();
                let bonus = if rule.active.it {
                    v1::Bonus::Counted
                } else {
                    v1::Bonus::Recorded
                };
                let score = self.plain(Operation::Capped(terms, cap.clone()));
                (bonus, cap, score)
            }
            None => (v1::Bonus::No, sum, self.percent(Operation::Mean(terms))),
        };
        for clause in &rule.clauses {
            self.clause(clause);
        }
        let judged = self.judged(score, 2);
        for level in &rubric_levels(self.rubric) {
            if let Some(minimum) = &level.each_dimension {
                self.bound(score, &minimum.it);
            }
        }
        Dimension {
            id: rule.id.to_string(),
            name: rule.name.it.clone(),
            guidance: label(rule.guidance.as_ref()),
            weight,
            bonus,
            criteria: own,
            score,
            judged,
        }
    }

    /// The number that is held against cut-offs: the exact one or the published one. A share is
    /// published in percent, hence with two more places.
    fn judged(&mut self, node: NodeId, extra: u32) -> NodeId {
        match self.rubric.rating.judged.it {
            Judged::Exact => node,
            Judged::Published => self.percent(Operation::Published(node, extra)),
        }
    }

    fn totals(&mut self, dimensions: &[Dimension]) -> Totals {
        let base_dimensions = dimensions
            .iter()
            .filter(|dimension| dimension.bonus == v1::Bonus::No);
        let terms: Vec<(Number, NodeId)> = base_dimensions
            .filter(|dimension| !dimension.weight.is_zero())
            .map(|dimension| (dimension.weight.clone(), dimension.score))
            .collect();
        let full = terms
            .iter()
            .fold(Number::zero(), |sum, (weight, _)| sum.plus(weight));
        let share = self.percent(Operation::Mean(terms));
        let points = self.plain(Operation::Constant(full.clone()));
        let base = self.plain(Operation::Times(share, points));
        let counted = dimensions
            .iter()
            .filter(|dimension| dimension.bonus == v1::Bonus::Counted);
        let total = counted.fold(base, |total, bonus| {
            self.plain(Operation::Plus(total, bonus.score))
        });
        for level in &rubric_levels(self.rubric) {
            self.bound(base, &level.total.it);
            self.bound(total, &level.total.it);
        }
        let (judged_base, judged_total) = (self.judged(base, 0), self.judged(total, 0));
        Totals {
            base,
            total,
            judged_base,
            judged_total,
            full,
        }
    }

    fn ladder(&mut self) -> Vec<Rung> {
        let levels = rubric_levels(self.rubric);
        levels.into_iter().map(|level| self.rung(level)).collect()
    }

    fn rung(&mut self, level: &RatingLevel) -> Rung {
        let conditions = level.require.iter().filter_map(|required| {
            let node = self.condition(&required.that)?;
            Some(NamedNode {
                id: required.id.to_string(),
                name: required.name.it.clone(),
                node,
            })
        });
        let conditions = conditions.collect();
        let own: Vec<ClauseRef> = level
            .clauses
            .iter()
            .map(|clause| self.clause(clause))
            .collect();
        let clauses = if own.is_empty() {
            self.rubric
                .rating
                .clauses
                .iter()
                .map(|clause| self.clause(clause))
                .collect()
        } else {
            own
        };
        Rung {
            rating: v1::Rating {
                id: level.id.to_string(),
                stars: stars(&level.stars),
                name: level.name.it.clone(),
            },
            total: level.total.it.clone(),
            each_dimension: level
                .each_dimension
                .as_ref()
                .map(|minimum| minimum.it.clone()),
            conditions,
            clauses,
        }
    }
}

fn rubric_levels(rubric: &Rubric) -> Vec<&RatingLevel> {
    rubric.rating.levels.iter().map(|level| &level.it).collect()
}

fn ids_of(id: &str, asks: &[At<AskRule>]) -> Vec<String> {
    let own = asks
        .iter()
        .filter_map(|ask| ask.it.0.id.as_ref())
        .map(|id| id.to_string());
    own.chain([id.to_string()]).collect()
}

fn parts(ask: &At<AskRule>) -> Vec<Part> {
    let parts = ask
        .it
        .0
        .parts
        .as_ref()
        .map(|parts| parts.it.as_slice())
        .unwrap_or_default();
    let part = |part: &At<crate::model::ask::Part>| Part {
        id: part.id.to_string(),
        name: part.name.it.clone(),
        may_not_apply: part.na.as_ref().is_some_and(|na| na.it),
    };
    parts.iter().map(part).collect()
}

fn options(ask: &At<AskRule>) -> Vec<Level> {
    let options = ask
        .it
        .0
        .options
        .as_ref()
        .map(|options| options.it.as_slice())
        .unwrap_or_default();
    let option = |option: &At<crate::model::ask::AskOption>| Level {
        id: option.id.to_string(),
        worth: option.worth.it.clone(),
        name: option.name.it.clone(),
        anchor: Label::default(),
        wants_note: false,
    };
    options.iter().map(option).collect()
}
