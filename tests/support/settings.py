"""Settings of a production site, made anew each time: no key stands in the repository."""

from backend.core.keys import new_key
from push import vapid
from tests.support.audit_keys import ENVIRONMENT


def operator(address: str = "https://plant.example") -> dict[str, str]:
    """Return the variables of `.env`."""
    return {
        "ANHUAN_POSTGRES_PASSWORD": new_key(),
        "ANHUAN_POSTGRES_OWNER_PASSWORD": new_key(),
        "ANHUAN_MQTT_PASSWORD": new_key(),
        "ANHUAN_REDIS_PASSWORD": new_key(),
        "ANHUAN_PUBLIC_URL": address,
        "ANHUAN_ALLOW_HTTP": "" if address.startswith("https:") else "true",
        "ANHUAN_TOKEN_SECRET": new_key(),
        **ENVIRONMENT,
        "ANHUAN_VAPID_PRIVATE_KEY": vapid.new_pem().decode().replace("\n", "\\n"),
        "ANHUAN_VAPID_SUBJECT": "mailto:safety@plant.example",
    }


def production(**changed: str) -> dict[str, str]:
    """Return the environment of a process of a production site, with what a test changes."""
    site = operator()
    return {
        "ANHUAN_PRODUCTION": "true",
        "ANHUAN_PUBLIC_URL": site["ANHUAN_PUBLIC_URL"],
        "ANHUAN_TOKEN_SECRET": site["ANHUAN_TOKEN_SECRET"],
        **ENVIRONMENT,
        "ANHUAN_VAPID_PRIVATE_KEY": site["ANHUAN_VAPID_PRIVATE_KEY"],
        "ANHUAN_DATABASE_URL": f"postgresql+psycopg://anhuan:{new_key()}@postgres/anhuan",
        "ANHUAN_REDIS_URL": f"redis://anhuan:{new_key()}@redis:6379/0",
        "ANHUAN_MQTT_URL": f"mqtt://anhuan:{new_key()}@mosquitto:1883",
        **changed,
    }
