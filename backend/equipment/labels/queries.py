"""The object that a label stands on, for whoever scans it."""

from sqlmodel import Session

from backend.core.modules import Module
from backend.core.text import Language, Text
from backend.equipment.labels.rules import ShownLabel
from backend.equipment.tables import EquipmentRow
from backend.sites.labels.rules import LabelKind, LabelPage, read_label_code
from backend.sites.labels.tables import LabelRow
from backend.sites.tables import AreaRow, SiteRow


def shown(session: Session, code: str) -> ShownLabel | None:
    """Return the content of the label with this code for somebody who is not signed in; None for no such code
    and for a site that says nothing.
    """
    label_code = read_label_code(code)
    label = session.get(LabelRow, label_code) if label_code else None
    if label is None:
        return None
    site = session.get_one(SiteRow, label.site_id)
    if site.label_page == LabelPage.NOTHING:
        return None
    item = session.get_one(EquipmentRow, label.object_id) if label.kind == LabelKind.EQUIPMENT else None
    area = session.get_one(AreaRow, item.area_id if item else label.object_id)
    named = item or area
    return ShownLabel(
        page=LabelPage(site.label_page),
        site=Text(site.name_zh, site.name_en),
        code=named.code,
        name=Text(named.name_zh, named.name_en),
        area=Text(area.name_zh, area.name_en) if item else None,
        muster=Text(area.muster_zh, area.muster_en),
        area_id=area.id,
        equipment_code=item.code if item else None,
        language=Language(site.language),
        site_pass=None if Module.REPORTS_WITHOUT_NAME in site.modules_off else site.anonymous_pass,
    )
