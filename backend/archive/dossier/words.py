"""The words of a dossier: its own here, those of states and events from `locales/`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backend.core.text import Language, Text

ENDINGS: Final = {Language.ZH: "zh", Language.EN: "en"}

LABELS: Final = {
    "dossier": Text("闭环处置档案", "Closed-loop case dossier"),
    "summary": Text("概况", "Summary"),
    "number": Text("编号", "Number"),
    "outcome": Text("结果", "Outcome"),
    "tier": Text("等级", "Tier"),
    "grade": Text("隐患级别", "Hazard grade"),
    "stage": Text("生产环节", "Stage"),
    "site": Text("单位", "Site"),
    "place": Text("地点", "Place"),
    "department": Text("责任部门", "Department"),
    "responsible": Text("责任人", "Responsible"),
    "opened": Text("建立时间", "Opened"),
    "acknowledged": Text("响应", "Acknowledged"),
    "archived": Text("归档时间", "Archived"),
    "rounds": Text("处置与复查", "Disposal and recheck"),
    "round": Text("第 {n} 轮", "Round {n}"),
    "disposal_of": Text("第 {n} 轮 · 处置", "Round {n} · Disposal"),
    "recheck_of": Text("第 {n} 轮 · 复查", "Round {n} · Recheck"),
    "rounds_short": Text("轮次", "Rd."),
    "reason": Text("理由", "Reason"),
    "why": Text("预警原因", "Why the alert fired"),
    "raised": Text("触发", "Raised"),
    "normal": Text("恢复正常", "Back to normal"),
    "trace": Text("监测曲线", "What the source read"),
    "trace_note": Text(
        "预警前后各 30 分钟，归档时截止；虚线为限值。",
        "30 min before and after the alert, ending where the case was archived; dashed: limits.",
    ),
    "report": Text("隐患上报", "Hazard report"),
    "category": Text("类别", "Category"),
    "reported_by": Text("上报人", "Reported by"),
    "clause": Text("判定依据", "Clause"),
    "description": Text("描述", "Description"),
    "triaged": Text("受理", "Triaged"),
    "measures": Text("处置措施", "Measures"),
    "disposed_by": Text("处置人", "Disposed by"),
    "rechecked_by": Text("复查人", "Rechecked by"),
    "flags": Text("防假闭环提示", "Flagged to the rechecker"),
    "flags_seen": Text("复查人已确认的提示", "Flags the rechecker confirmed"),
    "verdict": Text("复查结论", "Verdict"),
    "passed": Text("合格", "Passed"),
    "failed": Text("退回", "Sent back"),
    "note": Text("说明", "Note"),
    "override": Text("放行理由（监测值未恢复）", "Override (source was not normal)"),
    "signature": Text("复查签名", "Signature"),
    "content_hash": Text("签署内容校验值", "Hash of the signed content"),
    "before": Text("处置前", "Before"),
    "after": Text("处置后", "After"),
    "recheck_photo": Text("复查", "Recheck"),
    "lost": Text("照片不在存储中", "the picture is not in the store"),
    "timeline": Text("全过程记录", "Timeline"),
    "row": Text("序号", "Row"),
    "time": Text("时间", "Time"),
    "what": Text("事项", "What"),
    "who": Text("人员", "Who"),
    "system": Text("系统", "System"),
    "told": Text("通知与回执", "Who was told"),
    "told_note": Text(
        "“已接收”指推送服务接收，不等于本人看到。",
        "“Accepted” is the word of the push service; it does not mean that a person saw it.",
    ),
    "channel": Text("渠道", "Channel"),
    "sent": Text("发出", "Sent"),
    "accepted": Text("已接收", "Accepted"),
    "shown": Text("已显示", "Shown"),
    "opened_by": Text("已打开", "Opened"),
    "evidence": Text("证据校验值", "Hashes of the evidence"),
    "role": Text("类型", "Kind"),
    "seal": Text("档案校验", "Seal"),
    "hash": Text("档案校验值 (SHA-256)", "Hash of the archive (SHA-256)"),
    "chain": Text("审计链位置", "Position in the audit chain"),
    "chain_hash": Text("该位置校验值", "Hash there"),
    "seal_note": Text(
        "本档案由归档快照生成；快照、审计链均不可修改。校验：打开该处置单 → 校验档案，或在服务器上运行 "
        "anhuan audit verify。",
        "Made from the snapshot taken when the case was archived; snapshot and audit chain are written once. "
        "To check: open the case → verify, or run anhuan audit verify on the server.",
    ),
    "dismissal": Text("关闭理由", "Why it was dismissed"),
    "decided": Text("决定", "Decision"),
    "chosen": Text("采用的建议措施", "Taken from the advice"),
    "voice": Text("语音说明", "Voice note"),
    "VOICE": Text("语音", "Voice note"),
    "voice_of": Text("{n} 秒，{who}，{at}", "{n} s, {who}, {at}"),
    "TASK": Text("协同照片", "DepartmentTask photo"),
    "BEFORE": Text("处置前照片", "Before photo"),
    "five": Text("重大隐患“五落实”", "The remediation plan of a major hazard"),
    "five_responsible": Text("责任", "Who answers for it"),
    "five_measures": Text("措施", "Measures"),
    "five_funds": Text("资金", "Funds"),
    "five_deadline": Text("时限", "By when"),
    "five_plan": Text("预案", "What happens meanwhile"),
    "recorded_by": Text("填写", "Recorded"),
    "tasks": Text("协同任务", "Joint work by department"),
    "state": Text("状态", "State"),
    "owner": Text("负责人", "Owner"),
    "started": Text("开始", "Started"),
    "due": Text("时限", "Due"),
    "progress": Text("进度", "Progress"),
    "finished": Text("完成", "Finished"),
    "cancelled": Text("取消理由", "Why cancelled"),
    "comments": Text("协同沟通", "What people said"),
    "about": Text("对象", "About"),
    "whole_case": Text("整个处置单", "The case"),
    "said": Text("内容", "Words"),
    "mentioned": Text("提及", "Mentioned"),
    "deadlines": Text("各环节时限", "Steps and their limits"),
    "deadlines_note": Text(
        "时限为延期、停钟后的最终时限。", "Limits are those after extensions and stopped clocks."
    ),
    "step": Text("环节", "Step"),
    "began": Text("开始", "Began"),
    "over": Text("完成", "Over"),
    "kept": Text("是否按时", "Kept"),
    "in_time": Text("按时", "In time"),
    "late_by": Text("超时 {span}", "Late by {span}"),
    "days": Text("{n} 天", "{n} d"),
    "hours": Text("{n} 小时", "{n} h"),
    "minutes": Text("{n} 分钟", "{n} min"),
    "seconds": Text("{n} 秒", "{n} s"),
    "metres": Text("{n} 米", "{n} m"),
    "extensions": Text("延期与停钟", "More time and stopped clocks"),
    "asked_for": Text("申请", "Asked for"),
    "asked": Text("理由 / 申请人", "Reason / asked by"),
    "effect": Text("效果", "Effect"),
    "stood": Text("停钟 {begins}\n至 {ends}", "Clock stood {begins}\nto {ends}"),
    "moved": Text("时限 {before}\n改为 {after}", "Due {before}\nnow {after}"),
    "follow_ups": Text("督办", "Chasing what was late"),
    "asked_by": Text("督办人", "By"),
    "asked_whom": Text("被督办人", "To"),
    "answer": Text("答复", "Answer"),
    "unanswered": Text("未答复", "Not answered"),
    "no_longer_owed": Text("未答复，环节已结束", "Not answered; the step was over"),
    "chased_by_itself": Text("到期自动督办", "Automatic, when it was due"),
    "related": Text("关联处置单", "Related cases"),
    "relation": Text("关系", "Relation"),
    "title": Text("事项", "Subject"),
    "linked": Text("关联人 / 时间", "Linked"),
    "goes_on": Text("处理中", "Goes on"),
    "DUPLICATE_OF": Text("并入", "Duplicate of"),
    "HAS_DUPLICATE": Text("重复单", "Its duplicate"),
    "REOPENS": Text("重新处置", "Reopens"),
    "REOPENED_AS": Text("已重新打开", "Reopened as"),
    "REPEATS": Text("90 天内同类", "Same within 90 days"),
    "root_cause": Text("根本原因（5 个为什么）", "Root cause (5 whys)"),
    "cause": Text("根本原因", "Root cause"),
    "problem": Text("问题", "Problem"),
    "why_n": Text("为什么 {n}", "Why {n}"),
    "measure": Text("防止再发措施", "Measure against it"),
    "thread": Text("上报人反馈", "The reporters' side"),
    "objection": Text("异议", "Objection"),
    "thanks": Text("致谢", "Thanks"),
    "reported_at": Text("上报时间", "Reported at"),
    "mark": Text("：已用时限的 {n} %", ": {n} % of the time is over"),
    "signed_at": Text("签署 {at}", "Signed {at}"),
    "taken_at": Text("拍摄 {at}", "Taken {at}"),
    "received_at": Text("收到 {at}（拍摄时间不明）", "Received {at} (capture time unknown)"),
    "sent_by": Text("提交", "By"),
    "captured": Text("拍摄时间", "Captured"),
    "received": Text("收到时间", "Received"),
    "captured_note": Text(
        "拍摄时间为手机所报；“-”表示不明。", "Captured: what the phone said; “-”: nobody knows."
    ),
    "later": Text("归档之后", "After the archive"),
    "later_note": Text(
        "本节取自审计链当前内容，不属于归档快照，归档校验值不含本节。",
        "What the audit chain says now: no part of the snapshot, and not covered by its hash.",
    ),
    "simulated": Text("演练 / 模拟数据", "Simulated data"),
    "none": Text("无", "None"),
    "REPORT": Text("上报照片", "Report photo"),
    "DISPOSAL": Text("处置照片", "Disposal photo"),
    "RECHECK": Text("复查照片", "Recheck photo"),
    "SIGNATURE": Text("签名", "Signature"),
    "webpush": Text("手机推送", "Web push"),
}


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: Language
    named: Mapping[str, str]

    def __getitem__(self, label: str) -> str:
        """A label of the dossier; a code that nobody worded comes back in plain letters."""
        found = LABELS.get(label)
        return found.in_(self.language) if found else _in_letters(label)

    def of(self, kind: str, value: str | None) -> str:
        """What the pages call this value of an enumeration: `of("CaseOutcome", "RESOLVED")`."""
        return "" if value is None else self.named.get(f"{kind}.{value}") or self[value]

    def text(self, text: Mapping[str, str] | None) -> str:
        """The side of a two-language text that is asked for."""
        return text[ENDINGS[self.language]] if text else ""


@dataclass(frozen=True)
class Vocabulary:
    """`folder`: `locales/`; where a word is missing, the code is shown in plain letters."""

    folder: Path

    def words(self, language: Language) -> Words:
        named: dict[str, str] = {}
        for path in sorted((self.folder / ENDINGS[language]).glob("*.json")):
            named.update(json.loads(path.read_text(encoding="utf-8")))
        return Words(language, named)


def _in_letters(code: str) -> str:
    return code.replace("_", " ").capitalize()
