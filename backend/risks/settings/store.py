"""Settings of the register, one row for a site that has its own."""

from typing import Any
from uuid import UUID

from sqlmodel import Field, Session, SQLModel

from backend.core.columns import write_next
from backend.core.text import Text
from backend.core.types import Json
from backend.risks.assessment.rules import AssessmentMethod, ControlLevel, RiskLevel, ScoreAxis
from backend.risks.settings.rules import RiskSettings, ScoreKey, default_settings


class RiskSettingsRow(SQLModel, table=True):
    __tablename__ = "risk_settings"

    site_id: UUID = Field(primary_key=True, foreign_key="sites.id")
    control_levels: dict[str, str] = Field(sa_type=Json)
    review_months: dict[str, int] = Field(sa_type=Json)
    ls_set: str
    wordings: list[dict[str, Any]] = Field(default_factory=list, sa_type=Json)
    version: int


class RisksSettings:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, site_id: UUID) -> RiskSettings:
        """Return the settings of the site, those of the product where it has none."""
        row = self._session.get(RiskSettingsRow, site_id)
        return settings_of(row) if row else default_settings(site_id)

    def put(self, settings: RiskSettings) -> None:
        """Write over the version that was read. Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get(RiskSettingsRow, settings.site_id, with_for_update=True)
        if row is None:
            row = RiskSettingsRow(**_columns(settings) | {"version": 0})
        write_next(row, _columns(settings))
        self._session.add(row)
        self._session.flush()


def settings_of(row: RiskSettingsRow) -> RiskSettings:
    return RiskSettings(
        row.site_id,
        {RiskLevel[name]: ControlLevel(each) for name, each in row.control_levels.items()},
        {RiskLevel[name]: months for name, months in row.review_months.items()},
        row.ls_set,
        row.version,
        {
            ScoreKey(AssessmentMethod(each["method"]), ScoreAxis(each["axis"]), float(each["score"])): Text(
                each["zh"], each["en"]
            )
            for each in row.wordings
        },
    )


def _columns(settings: RiskSettings) -> dict[str, Any]:
    return {
        "site_id": settings.site_id,
        "control_levels": {level.name: each.value for level, each in settings.control_levels.items()},
        "review_months": {level.name: months for level, months in settings.review_months.items()},
        "ls_set": settings.ls_set,
        "wordings": [
            {"method": key.method.value, "axis": key.axis.value, "score": key.score, "zh": of.zh, "en": of.en}
            for key, of in settings.wordings.items()
        ],
        "version": settings.version,
    }
