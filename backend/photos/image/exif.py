"""Reads what the camera wrote beside the picture (EXIF): which way up, when, where. All of it is a claim."""

import struct
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any, Final

from PIL import Image

from backend.photos.rules import Place

_TURNED: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION, _EXIF_IFD, _GPS_IFD = 0x0112, 0x8769, 0x8825
_TAKEN, _TAKEN_OFFSET = 0x9003, 0x9011
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE, _GPS_TIME, _GPS_DATE = 1, 2, 3, 4, 7, 29

_BROKEN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""Errors that Pillow and the conversions below raise on the broken EXIF that cameras and editors do write."""


class CameraClaims:
    """The EXIF of one opened picture. Read it before anything is changed: broken fields count as absent."""

    def __init__(self, image: Image.Image, *, zone: tzinfo | None) -> None:
        """`zone`: where a camera that names none is taken to be; without it such a time is not believed."""
        self._zone = zone
        self._main: Mapping[int, Any] = _or_empty(image.getexif)
        self._detail = self._ifd(_EXIF_IFD)
        self._gps = self._ifd(_GPS_IFD)

    def _ifd(self, tag: int) -> Mapping[int, Any]:
        exif = self._main
        return _or_empty(lambda: exif.get_ifd(tag)) if isinstance(exif, Image.Exif) else {}

    @property
    def turn(self) -> Image.Transpose | None:
        """Transposition that brings the picture upright; None when it is, or when nobody says."""
        orientation = _field(self._main, _ORIENTATION)
        return _TURNED.get(orientation) if isinstance(orientation, int) else None

    @property
    def taken_at(self) -> datetime | None:
        """UTC: the camera's clock with its own offset, else in `zone`, else the satellite's time.

        The satellite comes last because phones stamp the last fix they had, which may be hours old.
        """
        zone = _offset(_field(self._detail, _TAKEN_OFFSET)) or self._zone
        local = _time(_field(self._detail, _TAKEN))
        if local is None or zone is None:
            return self._satellite_time()
        return local.replace(tzinfo=zone).astimezone(UTC)

    @property
    def place(self) -> Place | None:
        latitude = _degrees(
            _field(self._gps, _LATITUDE), _field(self._gps, _LATITUDE_REF), "N", "S", limit=90
        )
        longitude = _degrees(
            _field(self._gps, _LONGITUDE), _field(self._gps, _LONGITUDE_REF), "E", "W", limit=180
        )
        return Place.of(latitude, longitude)

    def _satellite_time(self) -> datetime | None:
        """GPSDateStamp `YYYY:MM:DD` and GPSTimeStamp (hours, minutes, seconds), both in UTC."""
        day = _time(f"{_field(self._gps, _GPS_DATE)} 00:00:00")
        try:
            hours, minutes, seconds = (float(part) for part in _field(self._gps, _GPS_TIME))
            since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        except _BROKEN:
            return None
        return None if day is None else day.replace(tzinfo=UTC) + since


def _or_empty(read: Callable[[], Mapping[int, Any]]) -> Mapping[int, Any]:
    try:
        return read()
    except _BROKEN:
        return {}


def _field(ifd: Mapping[int, Any], tag: int) -> Any:
    """Pillow decodes a field when it is asked for, so that is where a broken one shows."""
    try:
        return ifd.get(tag)
    except _BROKEN:
        return None


def _time(text: object) -> datetime | None:
    try:
        return datetime.strptime(str(text).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (the zone follows)
    except ValueError:
        return None


def _offset(text: object) -> tzinfo | None:
    """`+08:00` as a time zone."""
    try:
        offset = datetime.strptime(str(text).strip("\0 "), "%z").utcoffset()
    except ValueError:
        return None
    return None if offset is None else timezone(offset)


def _degrees(parts: object, side: object, positive: str, negative: str, *, limit: int) -> float | None:
    """(degrees, minutes, seconds) as decimal degrees; None without a side, or off the globe."""
    if side not in {positive, negative} or not isinstance(parts, tuple):
        return None
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
        value = degrees + minutes / 60 + seconds / 3600
    except _BROKEN:
        return None
    if not 0 <= value <= limit:  # also refuses the NaN of a 0/0 fraction
        return None
    return value if side == positive else -value
