"""What observations are called, and the sentence of an alert that one of them raised, in both languages."""

from collections.abc import Mapping
from typing import Any, Final

from backend.core.text import Text

TYPE_WORDS: Final = {
    "FIRE": Text("明火", "Fire"),
    "SMOKE": Text("烟雾", "Smoke"),
    "LEAK": Text("泄漏", "Leak"),
    "FALL": Text("人员倒地", "Person down"),
    "INTRUSION": Text("闯入", "Intrusion"),
    "SMOKING": Text("吸烟", "Smoking"),
    "SOS": Text("紧急求助", "Call for help"),
    "NO_HELMET": Text("未戴安全帽", "No helmet"),
    "NO_VEST": Text("未穿反光衣", "No safety vest"),
    "NO_MASK": Text("未戴防护口罩", "No mask"),
    "NO_GOGGLES": Text("未戴护目镜", "No goggles"),
    "PHONE_USE": Text("使用手机", "Phone in use"),
    "CROWD": Text("人员聚集", "Crowd"),
    "ZONE_ENTERED": Text("进入区域", "Area entered"),
    "FORBIDDEN_AREA": Text("进入禁入区域", "In a forbidden area"),
    "GOODS_MISPLACED": Text("危险品放错区域", "Dangerous goods in the wrong area"),
    "TAG_READ": Text("读到标签", "Tag read"),
    "TAG_MISMATCH": Text("标签不符", "Tag does not match"),
}


def words_of(type: str) -> Text:
    """The words of a type; one that the product does not know is called as its device calls it."""
    plain = type.replace("_", " ").capitalize()
    return TYPE_WORDS.get(type, Text(plain, plain))


def sentence(why: Mapping[str, Any]) -> Text:
    """The sentence of an alert from what it keeps under `why`. Raises KeyError for another kind of alert."""
    what, times, sure = words_of(why["raises"]), why["times"], round(why["confidence"] * 100)
    area, subject = why.get("area_name") or {}, why.get("subject_name") or {}
    place_zh = f"{area.get('zh', '')}：" if area else ""
    place_en = f"{area.get('en', '')}: " if area else ""
    who = why["subject"]
    who_zh = f"，{subject.get('zh') or who}" if who else ""
    who_en = f", {subject.get('en') or who}" if who else ""
    often_zh = f"，累计 {times} 次" if times > 1 else ""
    often_en = f", seen {times} times" if times > 1 else ""
    return Text(
        f"{place_zh}{what.zh}{who_zh}（置信度 {sure}%）{often_zh}",
        f"{place_en}{what.en}{who_en} ({sure} % sure){often_en}",
    )
