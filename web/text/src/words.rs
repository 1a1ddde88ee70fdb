//! Every word of the interface that stands on no engine's fact: buttons, headings, states.
//!
//! # How to add a word
//!
//! One row, under the heading it belongs to (or at the end of that heading):
//!
//! ```text
//! identifier { argument argument } "a note for the translator: where it stands, what it does"
//!     "中文 {argument}" "English {argument}"
//! ```
//!
//! Without arguments leave the braces out. A row becomes a function:
//! `words::save(language) -> &'static str`, or with arguments
//! `words::saved_at(language, time) -> String`, where an argument is anything that can be written.
//! A function is also a constant that a table can hold: `fn(Language) -> &'static str`.
//! Every argument must stand in both languages; an argument left out does not compile.
//!
//! Sentence case, no full stop after a single sentence, no exclamation marks, full-width
//! punctuation in Chinese. Numbers come finished from the report. Words about a fact of the report
//! (reasons, steps, findings, faults, names of verdicts) are in the other modules, not here.

use alloc::format;
use alloc::string::String;
use core::fmt::Display;

use crate::Language;

/// One row of the table: identifier, note, Chinese, English.
#[cfg(test)]
type Row = (&'static str, &'static str, &'static str, &'static str);

macro_rules! words {
    ($( $name:ident $( { $($argument:ident)+ } )? $note:literal $chinese:literal $english:literal )*) => {
        $( word! { $name [ $($($argument)+)? ] $note $chinese $english } )*

        /// Every word, for the tests.
        #[cfg(test)]
        const ROWS: &[Row] = &[ $( (stringify!($name), $note, $chinese, $english) ),* ];
    };
}

macro_rules! word {
    ($name:ident [] $note:literal $chinese:literal $english:literal) => {
        #[doc = concat!($chinese, " · ", $english, "\n\n", $note)]
        pub fn $name(language: Language) -> &'static str {
            language.pick($chinese, $english)
        }
    };
    ($name:ident [ $($argument:ident)+ ] $note:literal $chinese:literal $english:literal) => {
        #[doc = concat!($chinese, " · ", $english, "\n\n", $note)]
        pub fn $name(language: Language, $($argument: impl Display),+) -> String {
            match language {
                Language::Chinese => format!($chinese, $($argument = $argument),+),
                Language::English => format!($english, $($argument = $argument),+),
            }
        }
    };
}

words! {
    // ── the app itself ──
    app_name "the product's name, in the title bar" "匠星" "Jiangxing"
    app_subtitle "one line below the name" "工匠学院建设点星级试评" "Trial star ratings for craftsman academies"
    trial "stands with every result: it is not official" "试评" "Trial"
    trial_notice "below every result" "参考标准 · 试评，非官方结果" "Reference rubric · trial rating, not an official result"
    fictitious "marks an invented example" "虚构示例" "Fictitious example"
    decreed "marks a rule that a published document decrees" "文件规定" "Decreed"
    proposed "marks a rule that this tool proposes" "工具建议" "Proposed"
    skip_to_content "the first link of the page, for keyboards" "跳到正文" "Skip to content"
    back "a button that leads one level up" "返回" "Back"
    close "closes a panel or a dialog" "关闭" "Close"
    cancel "leaves a dialog without effect" "取消" "Cancel"
    done "closes a dialog after its work" "完成" "Done"
    more "opens further actions" "更多…" "More…"
    yes "an answer" "是" "Yes"
    no "an answer" "否" "No"
    none "stands where a list is empty" "无" "None"
    loading "while something is being fetched from this device" "正在打开" "Opening"
    not_found_title "an address that leads nowhere" "没有这个页面" "There is no such page"
    not_found_help "below it; the way back is a link" "地址可能抄漏了一段，评定数据不受影响" "Part of the address may be missing; your assessments are untouched"
    to_sites "a link to the list of sites" "回到建设点列表" "To the list of sites"

    // ── navigation ──
    sites "heading of the list, and its link" "建设点" "Sites"
    assess "the screen where answers are given" "评定" "Assess"
    result "the screen with the rating and its reasons" "结果" "Result"
    print "the printed sheet, and the button that prints it" "打印" "Print"
    settings "the settings screen" "设置" "Settings"
    about "what this is, licences, privacy" "关于" "About"
    help "keyboard and other help" "帮助" "Help"

    // ── saving ──
    save "a button" "保存" "Save"
    saving "while a change is being written" "正在保存" "Saving"
    saved_at { time } "shown only after the change is safely on the device; {time} is hh:mm:ss" "已保存 {time}" "Saved at {time}"
    save_failed "a change could not be written; it is still in memory" "没有存到本机，内容还在本页，正在重试" "Not saved to this device yet; it is still on this page and is being tried again"
    save_as_file "offered when saving fails" "另存为文件" "Save as a file"
    offline "the device has no network; the app works on" "离线" "Offline"
    offline_ready "all parts of the app are on the device" "可离线使用" "Ready for use offline"
    update_ready "a new version was fetched" "有新版本" "A new version is ready"
    update_now "a button: takes the new version, after saving" "保存并更新" "Save and update"
    read_only_elsewhere "the assessment is open in another window" "此评定已在另一个窗口打开，这里只能查看" "This assessment is open in another window and can only be read here"
    storage_persistent "the browser keeps the data" "浏览器承诺长期保存本机数据" "The browser keeps data on this device for good"
    storage_may_go "the browser may clear the data" "空间不足时浏览器可能清除本机数据，请定期导出" "The browser may clear data when space is short; export now and then"

    // ── editing ──
    undo "takes back the last change" "撤销" "Undo"
    redo "brings back what was taken back" "重做" "Redo"
    delete "removes a site or an entry" "删除" "Delete"
    duplicate "makes a copy of a site" "复制" "Duplicate"
    copy_of { name } "the name of a copy; {name} is what it was copied from" "{name}（副本）" "{name} (copy)"
    rename "changes a name" "改名" "Rename"
    add "adds a row" "添加" "Add"
    remove "removes a row" "移除" "Remove"
    clear "empties an answer" "清除" "Clear"
    import "reads a file" "导入…" "Import…"
    export "writes a file" "导出" "Export"
    search "above a list" "搜索" "Search"
    deleted_site { name } "shown for a while with an undo button" "已删除“{name}”" "Deleted “{name}”"

    // ── sites ──
    new_site "a button and a heading" "新建建设点" "New site"
    try_example "opens a fictitious example" "打开虚构示例" "Open a fictitious example"
    no_sites_title "the list is empty" "还没有建设点" "No sites yet"
    site_name "a field" "建设点名称" "Name of the site"
    site_code "a field: unified social credit code" "统一社会信用代码" "Unified social credit code"
    site_region "a field" "所在地区" "Region"
    cycle "a field: the year that is assessed" "评定年度" "Cycle"
    assessors "a field" "评审人员" "Assessors"
    assessor_name "a field" "姓名" "Name"
    progress { done all } "how many items are done; both are numbers" "已填 {done} / {all} 项" "{done} of {all} items done"
    last_changed { time } "in the list of sites" "最近修改 {time}" "Changed {time}"
    draft "a state: answers may still come" "填报中" "Draft"
    final_state "a state: no more answers" "已定稿" "Final"
    finalise "a button: no more answers" "定稿" "Finalise"
    finalise_explained "in the dialog before it" "定稿后，未填项按标准规定计算；之后仍可重新打开" "Once final, what is unanswered counts as the rubric says; it can be reopened later"
    reopen "a button: back to draft" "重新打开" "Reopen"

    // ── answering ──
    gates "a section: conditions that must hold" "前置条件" "Gates"
    facts "a section: facts about the site, without points" "基本情况" "Facts"
    item_of { number all } "where one is in a section" "第 {number} 项，共 {all} 项" "Item {number} of {all}"
    previous "to the item before" "上一项" "Previous"
    next "to the item after" "下一项" "Next"
    next_unfinished "jumps to the next item without a full answer" "下一个未填项" "Next unanswered"
    one_at_a_time "a view: one item on the screen" "逐项" "One at a time"
    whole_section "a view: all items of a section" "整组" "Whole section"
    answer "heading of the answer" "填报" "Answer"
    unanswered "nobody has answered" "未填" "Unanswered"
    partly_answered "some parts are missing" "部分填报" "Partly answered"
    pending "cannot be decided yet" "待核" "Pending"
    declined "the site would not say" "拒不提供" "Declined"
    not_applicable "it does not apply here" "不适用" "Not applicable"
    not_applicable_explained "its effect" "不适用的项不计分，权重由同组其他项分担" "What does not apply is not scored; its weight goes to the rest of the group"
    not_applicable_counts_lowest "its effect" "按本标准，不适用的此项计最低分" "Under this rubric, what does not apply counts its lowest points here"
    not_applicable_counts_full "its effect" "按本标准，不适用的此项计满分" "Under this rubric, what does not apply counts its full points here"
    not_applicable_withholds "its effect" "按本标准，此项不适用则不予定级" "Under this rubric, no rating is given when this does not apply"
    left_out "the rubric leaves it out here" "按规则不计" "Left out by rule"
    zero "an answer of nothing; not the same as unanswered" "零" "Zero"
    reason "why it does not apply, is pending or declined" "理由" "Reason"
    reason_wanted "a reason must be given" "须写明理由" "A reason is needed"
    note "a field below the answer" "说明" "Note"
    note_wanted "the rubric wants a note with this level" "此档须写说明" "A note is wanted at this level"
    guidance "folded: what the item means" "填报说明" "Guidance"
    clause "folded: where the rule comes from" "依据条款" "Clause"
    evidence "folded: what was shown" "佐证材料" "Evidence"
    evidence_wanted "what is wanted as evidence" "需要的佐证" "Evidence wanted"
    evidence_title "a field" "材料名称" "Title"
    evidence_number "a field: document number" "文号" "Document number"
    evidence_date "a field" "日期" "Date"
    evidence_page "a field" "页码" "Page"
    on_site_check "folded: how to check it on site" "现场核查" "On-site check"
    ticked_of { ticked all } "below a checklist; both are numbers" "已勾选 {ticked} / {all}" "{ticked} of {all} ticked"
    optional "may be left open without effect" "选填" "Optional"
    weight_points { points } "beside an item: its full points, as a finished figure" "满分 {points}" "Full points: {points}"
    not_scored "an item without points" "不计分" "Not scored"

    // ── result ──
    stars "a number of stars" "星级" "Stars"
    rating "the rating awarded" "评定星级" "Rating"
    total "the total score" "总分" "Total"
    score "of a dimension or an item" "得分" "Score"
    share "the share of the full points" "得分率" "Share of full points"
    dimensions "heading" "维度得分" "Dimensions"
    requirements "heading: hard requirements" "硬指标" "Requirements"
    coverage "how much is answered" "填报率" "Coverage"
    locked_best { locked best } "the rating certain already and the best still possible; finished names" "已锁定 {locked}，最高 {best}" "{locked} for certain, {best} at best"
    still_possible { low high } "the range of the total; finished figures" "可得 {low} 至 {high}" "Between {low} and {high}"
    why_this "opens the reasons" "为什么是这个星级" "Why this rating"
    why_not_next { rating } "heading of what binds; a finished name" "为什么不是{rating}" "Why not {rating}"
    what_would_change "heading: where points can still be won" "怎样才能更高" "What would change it"
    gain { points } "beside an item: the points the total would rise by" "最多可增 {points}" "Up to {points} more"
    enough_alone "beside an item: that alone earns the next rating" "单此一项即可升级" "Enough by itself"
    working "folded: how the points came about" "计算过程" "Working"
    findings "heading: what does not fit in the answers" "填报问题" "Findings"
    hints "heading: questions for a person, without effect" "提请核实" "To look into"
    no_findings "below it when there are none" "没有发现填报问题" "No findings"
    digest "a hash that tells whether content is the same" "摘要" "Digest"
    rubric "the published set of criteria" "评定标准" "Rubric"
    edition "one dated version of a rubric" "版本" "Edition"

    // ── the printed sheet ──
    sheet_title "heading of the printed sheet" "星级试评表" "Trial rating sheet"
    criterion "a column" "评定项" "Criterion"
    standard "a column: what is asked" "标准" "Standard"
    points "a column" "分值" "Points"
    basis "a column: decreed or proposed" "依据" "Basis"
    signature "a place to sign" "签字" "Signature"
    seal "a place for the seal" "（盖章）" "(seal)"
    date "a place for the date" "日期" "Date"
    person_in_charge "who signs for the site" "负责人" "Person in charge"
    page_of { page pages } "in the foot of each page" "第 {page} 页，共 {pages} 页" "Page {page} of {pages}"

    // ── settings ──
    language_name "a setting" "语言" "Language"
    theme "a setting" "外观" "Appearance"
    theme_auto "follows the device" "跟随系统" "As the device"
    theme_light "a theme" "浅色" "Light"
    theme_dark "a theme" "深色" "Dark"
    theme_contrast "a theme" "高对比度" "High contrast"
    text_size "a setting" "字号" "Text size"
    storage_used { size } "a finished size such as 1.2 MB" "本机已用 {size}" "{size} used on this device"
    version "of the app" "版本号" "Version"
    licences "of the parts used" "许可" "Licences"
    privacy "heading" "隐私" "Privacy"
    privacy_sentence "below it" "所有内容只存于本机，打开后不再访问网络" "Everything stays on this device; once open, nothing goes to the network"
    keyboard_help "heading of the list of keys" "键盘操作" "Keyboard"
    single_keys "a setting: whether a letter or a digit alone does something" "单键操作" "Single keys"
    single_keys_on "choice of that setting" "开" "On"
    single_keys_off "choice of that setting" "关" "Off"
    single_keys_in_settings "below the list of keys, while they are on" "字母和数字单键可以在设置中关闭" "Single letters and digits can be turned off in the settings"
    single_keys_are_off "below the list of keys, while they are off" "字母和数字单键已在设置中关闭" "Single letters and digits are turned off in the settings"

    // ── screens ──
    switch_to_this "the name of the button that changes to this language" "切换到中文" "Switch to English"
    this_in_short "on that button, where there is little room" "中" "EN"
    this_language "a language by its own name" "中文" "English"
    unnamed_site "stands where a site has no name yet" "未命名建设点" "Unnamed site"
    site_details "heading and button: name, code, kind of host, assessors" "基本信息" "Details"
    site_code_help "below the code" "18 位；校验位不符时只作提示，以证书原件为准" "18 characters; a check digit that does not fit is only a hint, the original certificate decides"
    begin_assessing "leads on to the questions" "开始填报" "Begin assessing"
    assessor "before a name, where somebody signs" "评审人员" "Assessor"
    add_assessor "adds a name" "添加评审人员" "Add an assessor"
    first_step "the first of three steps, in the empty list" "新建建设点，填名称，选依托主体" "Make a site, name it and choose its host"
    second_step "the second" "逐项填报；每改一处即存于本机，断网、断电都不丢" "Answer item by item; each change is kept on this device at once, without network or power"
    third_step "the third" "看星级和理由，打印 A4 评定表签字盖章" "See the stars and the reasons; print the A4 sheet to sign and seal"
    nothing_found "below the search" "没有相符的建设点" "No site matches"
    imported { file } "after a file was read" "已导入“{file}”" "Imported “{file}”"
    not_imported { file } "a file could not be read; nothing has changed" "“{file}”没有导入，本机内容未变" "“{file}” was not imported; nothing has changed"
    open_it "leads to what was imported" "打开" "Open"
    not_done { why } "the last thing asked for did not succeed" "没有办成：{why}" "Not done: {why}"
    not_saved "in little room: changes are not on the device yet" "尚未存到本机" "Not on this device yet"
    try_again "a button" "再试一次" "Try again"
    overtaken "another window changed the same assessment" "另一个窗口改动了同一评定；这里的改动只在内存中，请另存为文件" "Another window changed this assessment; the changes here are in memory only, so save them as a file"
    final_explained "above a final assessment" "已定稿，不再接受填报" "Final: no more answers are taken"
    finalise_asks "a button that asks before it finalises" "定稿…" "Finalise…"
    still_open { count } "how many items are open; opens their list" "还有 {count} 项没有填完" "{count} items are still open"
    cannot_be_opened "heading" "打不开这份评定" "This assessment cannot be opened"
    not_there_any_more "below it" "本机没有这份评定，可能已经删除" "It is not on this device; it may have been deleted"
    rubric_does_not_ship "below it" "这个版本的应用不带它所用的评定标准版本；内容原样保留，可另存为文件" "This version of the app does not come with the edition of the rubric it began under; its content is kept as it is and can be saved as a file"
    unreadable_record { detail } "below it; {detail} is technical" "内容读不通（{detail}），原样保留，可另存为文件" "Its content cannot be read ({detail}); it is kept as it is and can be saved as a file"
    unreadable_sites "heading above records that cannot be read" "读不通的记录" "Records that cannot be read"
    unreadable_sites_help "below it" "它们原样留在本机；可原样导出，交给能读的版本或维护人员" "They stay on this device as they are; export them for a version or a person who can read them"
    export_as_kept "a button: gives such a record as a file" "原样导出" "Export as it is"
    deleted_sites "heading above deleted sites, which can be brought back" "已删除" "Deleted"
    deleted_on { when } "below the name of a deleted site" "删除于 {when}" "Deleted on {when}"
    restore "a button: brings back a deleted site" "恢复" "Restore"
    delete_for_good "a button and the heading of the question that it asks" "永久删除" "Delete for good"
    delete_for_good_asks "a button that asks before it deletes for good" "永久删除…" "Delete for good…"
    delete_for_good_explained { name } "the question" "“{name}”的全部内容将从本机删除，不能撤销；要留底请先恢复并导出" "Everything of “{name}” goes from this device and cannot be brought back; restore and export it first to keep a copy"
    storage "heading in the settings" "本机存储" "Storage"
    on_this_device "a mark" "本机" "This device"
    storage_not_asked "the browser has not been asked yet" "内容存于本机；首次保存时请浏览器长期保留" "Content stays on this device; the browser is asked to keep it for good at the first save"
    storage_failing "the store cannot be opened; why stands below" "本机存储现在打不开：里面的内容没有动；新填的只在内存里，关闭即失，请及时导出文件。恢复后会自动保存" "This device's storage cannot be opened now. What is in it is untouched; what is entered here is in memory only and goes when the window is closed, so export in time. It is saved as soon as the storage is back"
    storage_cleared "things were kept, and the store is empty" "这台设备上存过评定，现在本机存储是空的，可能已被浏览器清除。导出过文件的，可以重新导入" "Assessments were kept on this device and its storage is empty now; the browser may have cleared it. Files that were exported can be imported again"
    storage_full "why something was not kept" "本机空间不足" "There is no room on this device"
    storage_unavailable "why something was not kept" "浏览器不提供本机存储，可能是无痕窗口" "The browser gives no storage here, perhaps a private window"
    storage_overtaken "why something was not kept" "另一个窗口已改动" "Another window has changed it"
    storage_newer "why something cannot be read" "由更新版本的匠星写成，请先更新" "It was written by a newer version: update first"
    storage_damaged { detail } "why something cannot be read; {detail} is technical" "记录已损坏（{detail}）" "The record is damaged ({detail})"
    storage_other { detail } "why something was not kept; {detail} is what the browser says" "浏览器报告：{detail}" "The browser says: {detail}"
    contents "all sections and items, beside the questions" "目录" "Contents"
    steps "the bar with previous and next, for those who do not see it" "前后移动" "Moving on"
    how_many_shown "a choice: one item or a whole section" "显示方式" "How much is shown"
    rating_now "the bar with the rating as it stands" "当前星级" "The rating as it stands"
    best_only { best } "nothing is certain yet; a finished name" "未定，最高可达{best}" "Open, at best {best}"
    total_of { total full } "the total for those who do not see its bar; finished figures" "总分 {total}，满分 {full}" "Total {total} of {full}"
    points_in_short { points } "a finished figure or range" "{points} 分" "{points} points"
    answered "all that is needed was answered" "已填" "Answered"
    follows "a requirement that follows from other answers" "由其他项得出" "Follows from other items"
    measure "what was measured, before its figure" "计算值" "Measured"
    scored { points } "the points of an item so far, of its full points" "得分 {points}" "Scored {points}"
    unmet_withholds "what follows when a gate is not met" "不满足则不予定星" "Not met: no star"
    unmet_caps { rating } "what follows when a requirement is not met; a finished name" "不满足则最高{rating}" "Not met: at most {rating}"
    exceptions "what is said instead of an answer" "不能照常填报时" "When it cannot be answered as asked"
    answer_as_asked "back from an exception" "照常填报" "Answer"
    pending_explained "its effect" "填报中不影响其他项；定稿时仍待核的，不予定星" "Others are not affected while answering; what is still pending at the end withholds the rating"
    declined_explained "its effect" "按最低可能的得分计" "Counts as the least possible"
    first_day "a field: where a period begins" "起日" "First day"
    last_day "a field: where a period ends" "止日" "Last day"
    half_a_day "below a date of which the year, the month or the day is missing" "日期没有填完整，年月日都要填" "The date is not complete: year, month and day are all needed"
    band_first "below the number, while no band is chosen" "先选一段，再填段内的分数" "Choose a band, then a number inside it"
    inside_band { least most } "below the number, once a band is chosen" "填 {least} 至 {most} 之间的数" "A number from {least} to {most}"
    kept_otherwise { text } "an answer of another kind, as it stands in the file; it does not count" "原填“{text}”，与填报方式不合，原样保留" "“{text}” was answered, which is of another kind; it is kept as it is"
    future "beside an item that counts in a later edition only" "以后版本计入，本次不计分" "Counts in a later edition, not in this one"
    there "a part of a checklist is there" "有" "Yes"
    not_there "a part of a checklist is not there" "无" "No"
    add_evidence "adds a piece of evidence" "添加材料" "Add evidence"
    from_to { least most } "which numbers are admitted" "{least} 至 {most}" "{least} to {most}"
    at_least { least } "which numbers are admitted" "不小于 {least}" "At least {least}"
    at_most { most } "which numbers are admitted" "不大于 {most}" "At most {most}"
    not_before { least } "which days are admitted; a finished date" "不早于 {least}" "Not before {least}"
    not_after { most } "which days are admitted; a finished date" "不晚于 {most}" "Not after {most}"
    up_to_places { places } "which numbers are admitted" "最多 {places} 位小数" "Decimals: up to {places}"
    not_more_than { other } "a number may not exceed another answer; its name" "不超过“{other}”" "Not more than “{other}”"
    key_levels "in the list of keys: a digit" "选对应档位" "Choose that level"
    key_yes_no "in the list of keys: 1 and 0" "是、否" "Yes, no"
    without_bonus { points } "below a total with bonus; of the full points" "其中基本分 {points}" "{points} without bonus"
    bonus_counted "beside a bonus" "加分" "bonus"
    demerit "beside points taken off" "扣分" "taken off"
    demerit_recorded "beside points taken off that do not count" "只记录，不扣分" "recorded, not taken off"
    grades "heading: the ratings of parts" "分项等级" "Grades of parts"
    adjustments "heading: the steps that move the rating" "等级调整" "Adjustments"
    unmet_sets { rating } "what follows when a gate is not met; a finished name" "不满足则直接评为{rating}" "Not met: {rating}"
    bonus_recorded "beside a bonus that does not count" "只记录，不计分" "recorded, not counted"
    dimension "a column" "维度" "Dimension"
    minimum_for { rating } "a column: the minimum a rating asks" "{rating} 最低" "{rating} minimum"
    as_table "folded: the chart as a table" "以表格查看" "As a table"
    ladder "heading: every rating with its conditions" "各星级的条件" "Conditions of each rating"
    awarded "marks the rating awarded" "本次评定" "Awarded"
    all_items "heading: every item with its working" "全部评定项" "All items"
    to_item "leads from a result to its question" "去填报" "To the item"
    rows_are_rounded "below a list of points" "分项为修约后显示，合计以精确值计算" "Rows are rounded for showing; totals come from exact figures"
    print_sheet "leads to the printed sheet" "打印评定表" "Print the sheet"
    state "draft or final, on the sheet" "状态" "State"
    filled_in "a column: what was answered" "填报" "Answer"
    verdict "a column: met or not" "判定" "Verdict"
    if_not_met "a column: what follows when a gate is not met" "不满足时" "If not met"
    reasons_given "a column: reasons, notes and evidence" "理由与佐证" "Reasons and evidence"
    on_page { page } "after a piece of evidence" "第 {page} 页" "page {page}"
    blank_date "a date to be written by hand" "　　　　年　　月　　日" "Date: ________________"
    size_normal "a size of the text" "标准" "Normal"
    size_large "a size of the text" "大" "Large"
    size_largest "a size of the text" "特大" "Largest"
    offline_preparing "in the settings" "正在准备离线使用" "Being made ready for use offline"
    offline_unsupported "in the settings" "这个浏览器或地址不支持离线使用，请用 https 地址或本机地址打开" "This browser or address does not allow use offline: open it at an https address or on this machine"
    offline_failed "in the settings" "没有准备好离线使用，请联网后重新打开" "Not ready for use offline: open it again with a network"
    published_by { publisher } "beside the rubric: who has made it" "发布者：{publisher}" "Published by {publisher}"
    about_trial "in the settings: what this is not" "评定标准为参考草案，结果为试评，不代表任何机构的正式评定" "The rubric is a draft for reference; results are trial ratings and stand for no authority"
    licence_sentence "in the settings" "匠星以 MIT 许可发布；所用各部分的许可见源代码" "Jiangxing is released under the MIT licence; the licences of its parts stand in the source"
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    use super::*;

    fn is_han(character: char) -> bool {
        ('\u{4e00}'..='\u{9fff}').contains(&character)
    }

    #[test]
    fn every_word_stands_in_both_languages_with_a_note() {
        for (name, note, chinese, english) in ROWS {
            assert!(!note.is_empty(), "{name} has no note");
            assert!(chinese.contains(is_han), "{name}: {chinese}");
            assert!(!english.contains(is_han), "{name}: {english}");
            assert!(english.contains(|each: char| each.is_ascii_alphabetic()), "{name}: {english}");
        }
    }

    #[test]
    fn every_word_follows_the_house() {
        for (name, _, chinese, english) in ROWS {
            for words in [chinese, english] {
                assert!(!words.contains(['!', '！']), "{name} exclaims: {words}");
                assert_eq!(*words, words.trim_matches(' '), "{name} has space around it");
                let stop = words.chars().last().filter(|last| ['.', '。'].contains(last));
                assert!(
                    stop.is_none_or(|stop| words.matches(stop).count() > 1),
                    "{name} is a single sentence with a full stop: {words}"
                );
            }
            for ascii in [',', ';', '?'] {
                assert!(!chinese.contains(ascii), "{name}: {ascii} in {chinese}");
            }
        }
    }

    #[test]
    fn no_two_words_have_one_name() {
        let names: BTreeSet<_> = ROWS.iter().map(|(name, ..)| name).collect();
        assert_eq!(names.len(), ROWS.len());
    }

    #[test]
    fn a_word_with_arguments_carries_them() {
        assert_eq!(saved_at(Language::Chinese, "09:30:05"), "已保存 09:30:05");
        assert_eq!(progress(Language::English, 12, 40), "12 of 40 items done");
        assert_eq!(save(Language::English), "Save");
    }
}
