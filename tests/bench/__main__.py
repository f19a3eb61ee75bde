"""`make bench`: every benchmark, one after the other, as tables. Figures are ratios within one run."""

from tests.bench import (
    bench_audit,
    bench_compactor,
    bench_detection,
    bench_embedded,
    bench_evidence_checks,
    bench_fair_share,
    bench_fan_out,
    bench_figures,
    bench_finished,
    bench_forecast,
    bench_growth,
    bench_hand,
    bench_ingest,
    bench_limits,
    bench_lists,
    bench_live,
    bench_live_risk,
    bench_messages,
    bench_pages,
    bench_photos,
    bench_register,
    bench_register_pages,
    bench_scale,
    bench_store,
    bench_workbooks,
)
from tests.bench.table import show


def main() -> None:
    for title, benchmark in (
        ("Ingest: MQTT QoS 1, decoded, judged, stored, committed before PUBACK", bench_ingest.main),
        ("Embedded: the same into one `anhuan up`, its broker and SQLite", bench_embedded.main),
        ("Rules: readings judged per second of one core", bench_limits.main),
        ("Scale-out: the same over gateways, Redis and evaluators", bench_scale.main),
        ("Live: from a published reading to a subscribed screen", bench_live.main),
        ("Lists: what screens ask most, sixteen at a time", bench_lists.main),
        ("Register: pages of 2,000 events with five measures each, and intake", bench_register_pages.main),
        ("Live risk: levels of 2,000 events, and after one alert more", bench_live_risk.main),
        ("Figures: a month with 10,000 and 100,000 alerts, before and after", bench_figures.main),
        ("Pages: what the desk costs a browser", bench_pages.main),
        ("Hand: what its pages cost a cheap phone", bench_hand.main),
        ("Fan-out: one alert to many screens, and what a flood costs another site", bench_fan_out.main),
        ("Fair share: what eight connections of one person cost the others", bench_fair_share.main),
        ("Messages: what one costs, how soon it leaves, a thousand at once", bench_messages.main),
        ("Finished: planning and sending beside a million messages that are finished", bench_finished.main),
        ("Growth: a lost gateway, and what else grows with a plant", bench_growth.main),
        ("Store: ten million readings, written, compacted, drawn", bench_store.main),
        (
            "Compactor: its share of a core while sources become more, and charts beside it",
            bench_compactor.main,
        ),
        ("Forecast: bearings, the time to 1.5 times their normal vibration", bench_forecast.main),
        ("Detection: the detectors alone, and what they find", bench_detection.main),
        ("Audit: rows of the chain checked, and the record of a case in a long log", bench_audit.main),
        ("Evidence checks: pictures handed in again, found and confused", bench_evidence_checks.main),
        ("Photos: 12 MP, cleaned, two copies", bench_photos.main),
        ("Workbooks: 5,000 lines checked and imported while readings come in", bench_workbooks.main),
        ("Register: 2,000 events by workbook, 500 with all below, 40 wrong levels", bench_register.main),
    ):
        show(f"\n{title}")
        benchmark()


if __name__ == "__main__":
    main()
