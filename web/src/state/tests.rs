//! Journeys through the state without a browser: what is shown, what is kept, what is found again.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

use std::rc::Rc;
use std::task::Poll;

use jiangxing::report::v1::RubricIdentity;

use super::assessment::{Action, Answer, Evidence, Part, Said};
use super::{
    Access, App, Keeping, Loaded, NewSite, Notice, OpenAssessment, OpenTrouble, Opened, SaveState,
};
use crate::engine::Rubric;
use crate::json::Json;
use crate::platform::rehearsal::{Device, Window};
use crate::storage::{Batch, Shelf, StorageError, Store};

fn start(device: &Rc<Device>) -> (Rc<Window>, App) {
    let window = device.window();
    let app = App::start(window.clone());
    window.settle();
    (window, app)
}

fn new_site(name: &str) -> NewSite {
    NewSite {
        name: name.to_owned(),
        categories: [("site-type".to_owned(), "enterprise".to_owned())].into(),
        ..NewSite::default()
    }
}

fn open(app: &App) -> Rc<OpenAssessment> {
    app.now().assessment().unwrap().clone()
}

fn answer(id: &str, text: &str) -> Action {
    let (question, ask) = (id.to_owned(), id.to_owned());
    Action::SetValue { question, ask, answer: Answer::Text(text.to_owned()) }
}

fn given(text: &str) -> Said {
    Said::Given(Answer::Text(text.to_owned()))
}

fn is_saved(app: &App) -> bool {
    matches!(open(app).save, SaveState::Saved { .. })
}

fn reopen(device: &Rc<Device>, id: &str) -> App {
    let (window, app) = start(device);
    app.open(id);
    window.settle();
    app
}

#[test]
fn a_change_is_shown_at_once_and_said_to_be_saved_only_once_it_is() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    window.settle();
    assert!(is_saved(&app));

    window.writes_left.set(0);
    app.act(answer("a1-1", "4"));
    window.settle();
    assert_eq!(open(&app).entry("a1-1"), given("4"));
    assert_eq!(open(&app).save, SaveState::Saving);
    assert!(window.asks.get());

    window.writes_left.set(u32::MAX);
    window.pass(61_000);
    let SaveState::Saved { at } = open(&app).save.clone() else { panic!("{:?}", open(&app).save) };
    assert_eq!(at.time(), "00:01:01");
    assert!(!window.asks.get());
}

#[test]
fn a_crash_at_any_moment_loses_nothing_that_was_shown_as_saved() {
    // Every number of writes that get through before the crash, over a run of twenty changes that
    // come faster than they are written.
    for writes in 0..30 {
        let device = Rc::<Device>::default();
        let (window, app) = start(&device);
        let id = app.create(new_site("甲"));
        window.settle();
        window.writes_left.set(writes);
        let mut shown_as_saved = open(&app).file.clone();
        for change in 0..20 {
            app.act(answer(&format!("a{}", change % 7), &change.to_string()));
            if change % 3 == 0 {
                window.settle();
            }
            if is_saved(&app) {
                shown_as_saved = open(&app).file.clone();
            }
        }
        let is_settled = writes % 2 == 0;
        if is_settled {
            window.settle();
        }
        let last = open(&app).file.clone();
        window.crash();
        drop(app);

        let app = reopen(&device, &id);
        let found = open(&app).file.clone();
        // What is found may be more than what was shown, never less.
        let steps = |file: &super::assessment::AssessmentFile| {
            (0..7).map(|ask| number(file, ask)).max().unwrap()
        };
        assert!(steps(&shown_as_saved) <= steps(&found), "{writes}");
        assert!(steps(&found) <= steps(&last), "{writes}");
        assert!(writes < 25 || !is_settled || found == last, "{writes}");
        assert!(is_saved(&app));
    }
}

fn number(file: &super::assessment::AssessmentFile, ask: u32) -> i32 {
    match file.entry(&format!("a{ask}")).said {
        Said::Given(Answer::Text(text)) => text.parse().unwrap(),
        Said::Unanswered => -1,
        Said::Given(_) | Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_) => {
            panic!("not a number")
        }
    }
}

#[test]
fn one_comes_back_to_where_one_was_with_the_same_history() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.go_to("a", "a1-1");
    app.act(answer("a1-1", "4"));
    app.act(Action::SetNote { id: "a1-1".into(), note: "附".into() });
    app.act(Action::SetNote { id: "a1-1".into(), note: "附件三".into() });
    app.go_to("b", "b2-1");
    app.act(answer("b2-1", "2"));
    app.undo();
    app.remember_address("#/site/1/assess");
    window.settle();
    window.crash();
    drop(app);

    let (window, app) = start(&device);
    assert_eq!(app.now().last_address.as_deref(), Some("#/site/1/assess"));
    app.open(&id);
    window.settle();
    let found = open(&app);
    assert_eq!((found.place.section.as_str(), found.place.question.as_str()), ("b", "b2-1"));
    assert_eq!(found.entry("b2-1"), Said::Unanswered);
    app.redo();
    assert_eq!(open(&app).entry("b2-1"), given("2"));
    app.undo();
    app.undo();
    assert_eq!(open(&app).file.entry("a1-1").note, "");
    app.undo();
    assert_eq!(open(&app).entry("a1-1"), Said::Unanswered);
    assert!(!open(&app).history.can_undo());
}

#[test]
fn a_full_device_is_shown_and_what_was_typed_is_there_once_there_is_room() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    window.settle();
    device.memory.refuse(Some(StorageError::Full));
    app.act(answer("a1-1", "4"));
    app.act(answer("a1-2", "3"));
    window.settle();
    assert_eq!(open(&app).save, SaveState::Failed { why: StorageError::Full });
    assert!(window.asks.get());

    // It can be had as a file meanwhile.
    app.export(&id);
    let (name, text) = window.files.borrow().last().unwrap().clone();
    assert_eq!(name, "jiangxing-甲-2026-03-01.json");
    assert!(text.contains("\"a1-2\""));

    device.memory.refuse(None);
    window.pass(60_000);
    assert!(is_saved(&app));
    let app = reopen(&device, &id);
    assert_eq!(open(&app).access, Access::Elsewhere);
    assert_eq!(open(&app).entry("a1-1"), given("4"));
    assert_eq!(open(&app).entry("a1-2"), given("3"));
}

#[test]
fn what_is_entered_while_the_store_is_not_to_be_had_is_never_shown_as_saved_before_it_is() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let earlier = app.create(new_site("甲"));
    window.settle();
    window.crash();

    let why = StorageError::Other { detail: "UnknownError".to_owned() };
    device.memory.fall_silent(Some(why.clone()));
    let (window, app) = start(&device);
    window.pass(500);
    assert_eq!((&app.now().library, &app.now().keeping), (&Loaded::Waiting, &Keeping::NotAsked));
    (0..10).for_each(|_| window.pass(500));
    assert_eq!(app.now().keeping, Keeping::Failing { why: why.clone() });
    app.open(&earlier);
    let made = app.create(new_site("乙"));
    window.settle();
    assert_eq!(open(&app).save, SaveState::Failed { why });
    assert_eq!(library(&app).sites.iter().map(|site| &site.id).collect::<Vec<_>>(), [&made]);
    assert!(window.asks.get());

    device.memory.fall_silent(None);
    window.pass(60_000);
    assert!(is_saved(&app));
    assert_eq!(library(&app).sites.len(), 2);
    assert!(!matches!(app.now().keeping, Keeping::Failing { .. }));
    let app = reopen(&device, &earlier);
    assert_eq!(open(&app).file.name(), "甲");
}

#[test]
fn an_import_is_told_of_once_it_is_on_the_device() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    window.settle();
    let text = open(&app).file.text();
    app.close();
    device.memory.refuse(Some(StorageError::Full));
    app.import_text("甲.json", &text);
    window.settle();
    assert_eq!(app.now().notice, Some(Notice::NotSaved { why: StorageError::Full }));
    device.memory.refuse(None);
    window.pass(60_000);
    let Some(Notice::Imported { id: imported, .. }) = app.now().notice.clone() else {
        panic!("not told of: {:?}", app.now().notice)
    };
    assert_ne!(imported, id);
    assert_eq!(library(&app).sites.len(), 2);
}

#[test]
fn what_could_not_be_opened_opens_once_the_store_is_back() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    window.settle();
    window.crash();
    device.memory.fall_silent(Some(StorageError::Other { detail: String::new() }));
    let (window, app) = start(&device);
    app.open(&id);
    window.settle();
    assert!(matches!(app.now().open, Opened::Failed { why: OpenTrouble::Storage(_), .. }));
    device.memory.fall_silent(None);
    window.pass(60_000);
    assert_eq!(open(&app).file.name(), "甲");
}

#[test]
fn a_store_that_was_emptied_by_somebody_else_is_told_of_until_that_is_heard() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    window.settle();
    let emptied = device.emptied();
    let (_, app) = start(&emptied);
    assert_eq!(app.now().notice, Some(Notice::Cleared));
    let (_, app) = start(&emptied);
    assert_eq!(app.now().notice, Some(Notice::Cleared));
    app.dismiss_notice();
    let (window, app) = start(&emptied);
    assert_eq!(app.now().notice, None);

    // What the person deletes is no loss.
    let id = app.create(new_site("乙"));
    window.settle();
    app.delete_for_good(&id);
    window.settle();
    assert_eq!(start(&emptied).1.now().notice, None);
}

#[test]
fn a_second_window_reads_and_takes_over_when_the_first_is_closed() {
    let device = Rc::<Device>::default();
    let (first_window, first) = start(&device);
    let id = first.create(new_site("甲"));
    first_window.settle();
    let (window, second) = start(&device);
    second.open(&id);
    window.settle();
    assert_eq!(open(&second).access, Access::Elsewhere);
    second.act(answer("a1-1", "1"));
    assert_eq!(open(&second).entry("a1-1"), Said::Unanswered);

    first.act(answer("a1-1", "5"));
    first_window.settle();
    first.close();
    window.settle();
    assert_eq!(open(&second).access, Access::Writable);
    assert_eq!(open(&second).entry("a1-1"), given("5"));
    second.act(answer("a1-2", "3"));
    window.settle();
    assert!(is_saved(&second));
}

#[test]
fn a_window_that_was_overtaken_writes_nothing_over_and_keeps_what_it_has() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.act(answer("a1-1", "5"));
    window.settle();
    // As another window does that never asked for the lock.
    leave(&device, Batch::new().put(Shelf::Revisions, &id, "7"));

    app.act(answer("a1-2", "3"));
    window.settle();
    assert_eq!(open(&app).access, Access::Overtaken);
    assert_eq!(open(&app).save, SaveState::Failed { why: StorageError::Overtaken });
    assert_eq!(open(&app).entry("a1-2"), given("3"));
    // Other sites go on being written.
    app.create(new_site("乙"));
    window.settle();
    assert!(is_saved(&app));
}

#[test]
fn a_deleted_site_can_be_had_back_and_a_site_deleted_for_good_cannot() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.act(answer("a1-1", "5"));
    window.settle();
    app.delete(&id);
    window.settle();
    assert_eq!(app.now().open, Opened::Nothing);
    assert!(matches!(app.now().notice, Some(Notice::Deleted { .. })));
    assert!(library(&app).sites.is_empty());

    app.restore(&id);
    assert_eq!(app.now().notice, None);
    app.open(&id);
    window.settle();
    assert_eq!(open(&app).entry("a1-1"), given("5"));

    app.delete_for_good(&id);
    window.settle();
    let (window, app) = start(&device);
    assert!(library(&app).sites.is_empty() && library(&app).deleted.is_empty());
    app.open(&id);
    window.settle();
    assert_eq!(app.now().open, Opened::Failed { id, why: OpenTrouble::NotThere });
}

fn library(app: &App) -> Rc<super::library::Library> {
    match &app.now().library {
        Loaded::Ready(library) => library.clone(),
        Loaded::Waiting => panic!("no list"),
    }
}

#[test]
fn an_exported_site_is_imported_with_nothing_lost_and_stays_apart() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.act(Action::SetPart {
        question: "d1".into(),
        ask: "d1".into(),
        part: "daily".into(),
        to: Some(Part::NotApplicable),
    });
    let evidence = Evidence { title: "花名册".into(), page: "3".into(), ..Evidence::default() };
    app.act(Action::AddEvidence { id: "d1".into(), evidence });
    window.settle();
    app.export(&id);
    let text = window.files.borrow().last().unwrap().1.clone();
    let exported = open(&app).file.clone();

    app.import_text("甲.json", &format!("\u{feff}{text}"));
    window.settle();
    let Some(Notice::Imported { id: imported, .. }) = app.now().notice.clone() else {
        panic!("{:?}", app.now().notice);
    };
    assert_ne!(imported, id);
    assert_eq!(open(&app).id, id);
    app.open(&imported);
    window.settle();
    assert_eq!(open(&app).file, exported);
    assert_eq!(library(&app).sites.len(), 2);
}

#[test]
fn what_is_not_an_assessment_is_refused_and_nothing_changes() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    app.act(answer("a1-1", "5"));
    window.settle();
    let before = app.now();
    for text in ["", "not json", "{\"format\": 1", "\u{0}\u{1}"] {
        app.import_text("x.json", text);
        window.settle();
        let Some(Notice::NotImported { file, findings }) = app.now().notice.clone() else {
            panic!("{text:?}: {:?}", app.now().notice);
        };
        assert_eq!(file, "x.json");
        assert!(!findings.is_empty());
        assert_eq!(app.now().open, before.open);
        assert_eq!(app.now().library, before.library);
    }
}

#[test]
fn keys_and_responses_that_nobody_knows_stay_through_every_change() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let text = r#"{"format": 1, "x-system": {"serial": 1e400}, "rubric": {"id": "acftu-1p1pn-2024",
        "edition": "2026-trial-1"}, "subject": {"name": "甲", "categories": {}}, "responses": {
        "z9-9": {"value": 12345678901234567890.50, "seal": [1, {"a": null}]},
        "a1-1": {"value": "4", "by": "张三"}}}"#;
    app.import_text("x.json", text);
    window.settle();
    let Some(Notice::Imported { id, .. }) = app.now().notice.clone() else { panic!() };
    app.open(&id);
    window.settle();
    app.act(answer("a1-1", "5"));
    app.act(Action::MarkNotApplicable { id: "a1-1".into(), why: "x".into() });
    window.settle();
    window.crash();
    drop(app);
    let app = reopen(&device, &id);
    let text = open(&app).file.text();
    for kept in ["1e400", "12345678901234567890.50", "\"seal\"", "\"by\": \"张三\"", "null"] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
}

#[test]
fn a_final_assessment_is_only_reopened() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    app.act(Action::Finalise);
    assert_eq!(open(&app).access, Access::Final);
    app.act(answer("a1-1", "5"));
    assert_eq!(open(&app).entry("a1-1"), Said::Unanswered);
    app.act(Action::Reopen);
    app.act(answer("a1-1", "5"));
    assert_eq!(open(&app).entry("a1-1"), given("5"));
    window.settle();
    assert!(is_saved(&app));
}

#[test]
fn an_answer_to_part_of_a_question_takes_back_that_the_whole_does_not_apply() {
    let device = Rc::<Device>::default();
    let (_window, app) = start(&device);
    app.create(new_site("甲"));
    let form = open(&app).form.clone();
    let mut questions = form.sections.iter().flat_map(|section| &section.questions);
    let question = questions.find(|question| 1 < question.asks.len()).unwrap();
    let ask = question.asks.first().unwrap();
    let id = question.id.clone();
    let answer = Action::SetValue {
        question: id.clone(),
        ask: ask.id.clone(),
        answer: Answer::Text("4".into()),
    };
    app.act(answer.clone());
    app.act(Action::MarkPending { id: id.clone(), why: "待查".into() });
    assert_eq!(open(&app).entry(&id), Said::Pending("待查".into()));
    assert_eq!(open(&app).entry(&ask.id), Said::Unanswered);
    app.undo();
    assert_eq!(open(&app).entry(&id), Said::Unanswered);
    assert_eq!(open(&app).entry(&ask.id), given("4"));
    app.redo();
    app.act(answer);
    assert_eq!(open(&app).entry(&id), Said::Unanswered);
    assert_eq!(open(&app).entry(&ask.id), given("4"));
}

#[test]
fn a_copy_has_its_own_name_and_is_changed_alone() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.act(answer("a1-1", "5"));
    app.duplicate(&id);
    window.settle();
    let library = library(&app);
    let copy = library.sites.iter().find(|site| site.id != id).unwrap();
    assert_eq!(copy.name, "甲（副本）");
    app.open(&copy.id);
    window.settle();
    app.act(answer("a1-1", "2"));
    window.settle();
    app.open(&id);
    window.settle();
    assert_eq!(open(&app).entry("a1-1"), given("5"));
}

#[test]
fn a_new_version_is_taken_only_when_everything_is_on_the_device() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    window.settle();
    device.memory.refuse(Some(StorageError::Full));
    app.act(answer("a1-1", "5"));
    app.apply_update();
    window.settle();
    assert!(!window.is_updated());
    device.memory.refuse(None);
    app.apply_update();
    window.settle();
    assert!(window.is_updated());
}

#[test]
fn the_browser_is_asked_to_keep_things_once_something_is_kept() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    assert!(!window.was_asked_to_keep.get());
    app.create(new_site("甲"));
    window.settle();
    assert!(window.was_asked_to_keep.get());
    assert_eq!(app.now().keeping, super::Keeping::Persistent);
}

/// Puts texts in the store as another version of the app left them.
fn leave(device: &Device, batch: Batch) {
    let mut write = device.memory.write(batch);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(write.as_mut().poll(&mut context).is_ready());
}

/// Every text of an assessment and its rubric in the store.
fn kept(device: &Device) -> Vec<(String, String)> {
    let shelves = [
        Shelf::Sites,
        Shelf::Documents,
        Shelf::Revisions,
        Shelf::Places,
        Shelf::Changes,
        Shelf::Rubrics,
    ];
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let read = shelves.into_iter().flat_map(|shelf| {
        let mut read = device.memory.read_all(shelf, "");
        let Poll::Ready(Ok(kept)) = read.as_mut().poll(&mut context) else { panic!("not read") };
        kept
    });
    read.collect()
}

/// What the first version of the app keeps of an assessment, character for character, whatever the
/// rubric. This text never changes: what was ever written can be read.
fn left_by_version_1(rubric: &RubricIdentity, text: &str) -> Batch {
    let RubricIdentity { id, edition, digest, .. } = rubric;
    let text = serde_json::to_string(text).unwrap();
    Batch::new()
        .put(
            Shelf::Sites,
            "old",
            format!(
                r#"{{"version":1,"record":{{"name":"旧","categories":{{}},"cycle":"2024","is-final":false,
                "rubric":{{"id":"{id}","edition":"{edition}","digest":"{digest}","title":{{"zh":"检验"}}}},
                "progress":{{"settled":1,"asked":2,"position":"0.5000","standing":"open","awarded":null,
                "locked":null,"best":{{"id":"one-star","stars":1,"name":{{"zh":"一星"}}}},
                "low":"5","high":"10"}},"saved":"2026-02-28T23:59:59+08:00"}}}}"#
            ),
        )
        .put(
            Shelf::Documents,
            "old",
            format!(
                r#"{{"version":1,"record":{{"revision":3,"rubric":"{digest}","text":"{{\"format\": 1,
                \"rubric\": {{\"id\": \"{id}\", \"edition\": \"{edition}\"}}, \"subject\": {{\"name\": \"旧\"}},
                \"responses\": {{\"trained\": {{\"value\": \"500\"}}}}}}"}}}}"#
            )
            .replace('\n', " "),
        )
        .put(Shelf::Revisions, "old", "3")
        .put(
            Shelf::Places,
            "old",
            r#"{"version":1,"record":{"section":"d","question":"trained"}}"#,
        )
        .put(
            Shelf::Changes,
            "old/000000000003",
            r#"{"version":1,"record":{"at":"2026-02-28T23:59:59+08:00","kind":"changed","patches":[
            {"path":["responses","trained"],"after":"{\"value\": \"500\"}"}]}}"#,
        )
        .put(
            Shelf::Rubrics,
            digest,
            format!(r#"{{"version":1,"record":{{"id":"{id}","edition":"{edition}","text":{text}}}}}"#),
        )
}

#[test]
fn what_the_first_version_kept_opens_where_it_was_left() {
    let rubric = Rubric::shipped().ok().unwrap();
    let device = Rc::<Device>::default();
    leave(&device, left_by_version_1(rubric.identity(), rubric.text()));
    let (window, app) = start(&device);
    assert_eq!(library(&app).site("old").unwrap().name, "旧");
    app.open("old");
    window.pass(1);
    let found = open(&app);
    assert_eq!(found.rubric.digest, rubric.identity().digest);
    assert_eq!(found.form.rubric.id, found.rubric.id);
    assert_eq!(found.place.question, "trained");
    assert_eq!(found.entry("trained"), given("500"));
    assert!(found.report.is_some(), "{:?}", found.unreadable);
    app.undo();
    assert_eq!(open(&app).entry("trained"), Said::Unanswered);
    app.act(answer("trained", "600"));
    window.pass(1);
    assert!(is_saved(&app));
}

#[test]
fn what_stands_under_a_rubric_that_does_not_ship_stays_as_it_is_and_can_be_had_as_a_file() {
    let text = include_str!("../../../tests/corpus/rubrics/good/smallest.toml");
    let rubric = RubricIdentity {
        id: "bad".to_owned(),
        digest: format!("sha256:{}", "0".repeat(64)),
        ..Rubric::shipped().ok().unwrap().identity().clone()
    };
    let device = Rc::<Device>::default();
    leave(&device, left_by_version_1(&rubric, text));
    let before = kept(&device);
    let (window, app) = start(&device);
    assert_eq!(library(&app).site("old").unwrap().name, "旧");
    app.open("old");
    window.pass(1);
    assert_eq!(app.now().open, Opened::Failed { id: "old".into(), why: OpenTrouble::OtherRubric });
    app.duplicate("old");
    window.settle();
    assert_eq!(library(&app).sites.len(), 1);
    app.export("old");
    window.settle();
    let given = Json::parse(&window.files.borrow().last().unwrap().1).unwrap();
    let mut path = ["responses", "trained", "value"].iter();
    let answer = path.try_fold(&given, |found, key| found.get(key));
    assert_eq!(answer, Some(&Json::text("500")));
    assert_eq!(kept(&device), before);
}

#[test]
fn a_card_that_cannot_be_read_hides_none_of_the_others_and_is_not_touched() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    app.create(new_site("甲"));
    window.settle();
    let newer = r#"{"version":2,"record":"whatever"}"#;
    leave(&device, Batch::new().put(Shelf::Sites, "newer", newer));
    let (window, app) = start(&device);
    assert_eq!(library(&app).sites.len(), 1);
    assert_eq!(library(&app).unreadable, [("newer".into(), StorageError::Newer)]);
    assert_eq!(app.now().notice, Some(Notice::NotDone { why: StorageError::Newer }));
    app.create(new_site("乙"));
    window.settle();
    assert_eq!(library(&app).unreadable.len(), 1);
    let mut kept = device.memory.read(Shelf::Sites, "newer");
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let Poll::Ready(Ok(kept)) = kept.as_mut().poll(&mut context) else { panic!("not read") };
    assert_eq!(kept.as_deref(), Some(newer));

    app.export_as_kept("newer");
    window.settle();
    let given = Json::parse(&window.files.borrow().last().unwrap().1).unwrap();
    assert_eq!(given.get("sites"), Some(&Json::text(newer)));
}

#[test]
fn an_assessment_that_cannot_be_read_is_given_as_it_is_kept() {
    let device = Rc::<Device>::default();
    let (window, app) = start(&device);
    let id = app.create(new_site("甲"));
    app.act(answer("a1-1", "4"));
    app.close();
    window.settle();
    leave(&device, Batch::new().put(Shelf::Documents, &id, "{\"version\":1,"));
    app.open(&id);
    window.settle();
    assert!(matches!(app.now().open, Opened::Failed { .. }));
    app.export(&id);
    window.settle();
    let given = Json::parse(&window.files.borrow().last().unwrap().1).unwrap();
    assert_eq!(given.get("documents"), Some(&Json::text("{\"version\":1,")));
    assert!(given.get("sites").is_some_and(|text| text.characters().contains("甲")));
    assert!(given.get("changes").is_some_and(|changes| !changes.members().is_empty()));
}

impl OpenAssessment {
    /// What was said under `id`.
    fn entry(&self, id: &str) -> Said {
        self.file.entry(id).said
    }
}
