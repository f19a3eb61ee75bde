"""The words of a dossier: its own here, those of states and events from the locales of the pages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from backend.domain.text import Language, Text

FILES: Final = ("enums.json", "loop/*.json")
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
    "taken": Text("拍摄 / 签署", "Taken"),
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
    """`folder`: the locales of the pages; where they are missing, codes are shown in plain letters."""

    folder: Path

    def words(self, language: Language) -> Words:
        named: dict[str, str] = {}
        for pattern in FILES:
            for path in sorted((self.folder / ENDINGS[language]).glob(pattern)):
                named.update(json.loads(path.read_text(encoding="utf-8")))
        return Words(language, named)


def _in_letters(code: str) -> str:
    return code.replace("_", " ").capitalize()
