"""The same figures by hand, in DuckDB's SQL; see :mod:`kpi_contenders`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kpi_contenders import Found, found

TABLES = """
SET TimeZone = 'Asia/Shanghai';
CREATE TEMP TABLE log AS
    SELECT session_id, agent_id, buyer_id, ts, sender, min(file_row_number) AS row
    FROM read_parquet('{path}', file_row_number = true)
    GROUP BY session_id, agent_id, buyer_id, ts, sender, text;
CREATE TEMP TABLE said AS
    SELECT session_id, agent_id, buyer_id, ts, sender = 'buyer' AS asks,
        row_number() OVER chat AS place, lag(sender = 'buyer') OVER chat AS asked_before
    FROM log WHERE sender IN ('buyer', 'agent')
    WINDOW chat AS (PARTITION BY session_id ORDER BY ts, row);
CREATE TEMP TABLE turns AS
    SELECT session_id, place, closer, wait, official, wait <= 30 AS in_30s, official AND wait <= 180 AS in_180s
    FROM (
        SELECT session_id, place, asks, lead(agent_id) OVER chat AS closer,
            epoch_us(lead(ts) OVER chat - ts) / 1e6 AS wait, hour(ts) BETWEEN 8 AND 22 AS official
        FROM said WHERE asks IS DISTINCT FROM asked_before
        WINDOW chat AS (PARTITION BY session_id ORDER BY place)
    ) WHERE asks;
CREATE TEMP TABLE firsts AS
    SELECT session_id, min(place) AS place, arg_min(struct_pack(closer := closer, wait := wait), place) AS reply
    FROM turns GROUP BY session_id;
CREATE TEMP TABLE pieces AS
    SELECT session_id, agent_id, min(ts) AS first, max(ts) AS last,
        count(*) FILTER (asks) AS asked, count(*) FILTER (NOT asks) AS replied,
        max(place) FILTER (NOT asks) AS last_reply
    FROM said GROUP BY session_id, agent_id;
CREATE TEMP TABLE stood AS
    FROM pieces WHERE agent_id <> ''
    UNION ALL BY NAME
    (SELECT DISTINCT session_id, agent_id FROM log WHERE agent_id <> '' AND sender NOT IN ('buyer', 'agent')
    EXCEPT SELECT session_id, agent_id FROM pieces);
CREATE TEMP TABLE askers AS SELECT DISTINCT agent_id, buyer_id FROM said WHERE asks;
"""

SHOP = """
SELECT *
FROM (SELECT count(DISTINCT session_id) AS sessions FROM log),
    (SELECT count(*) AS turns, count(wait) AS closed_turns, sum(wait) AS wait, count(*) FILTER (in_30s) AS within_30s,
        count(*) FILTER (official) AS official, count(*) FILTER (in_180s) AS within_180s FROM turns),
    (SELECT count(*) AS sessions_with_buyer, count(reply.wait) AS replied_sessions,
        count(reply.wait) AS first_responses, sum(reply.wait) AS first_wait FROM firsts),
    (SELECT sum(asked) AS buyer_messages, sum(replied) AS agent_messages FROM pieces),
    (SELECT count(DISTINCT buyer_id) AS buyers FROM askers),
    (SELECT max(open) AS max_concurrent FROM ({open}))
"""

AGENTS = """
SELECT *
FROM (SELECT agent_id, count(place) AS sessions_with_buyer, count(*) FILTER (last_reply > place) AS replied_sessions,
        coalesce(sum(asked), 0) AS buyer_messages, coalesce(sum(replied), 0) AS agent_messages
    FROM stood LEFT JOIN firsts USING (session_id) GROUP BY agent_id)
LEFT JOIN (SELECT closer AS agent_id, count(wait) AS closed_turns, sum(wait) AS wait,
        count(*) FILTER (in_30s) AS within_30s, count(*) FILTER (official) AS official,
        count(*) FILTER (in_180s) AS within_180s
    FROM turns GROUP BY closer) USING (agent_id)
LEFT JOIN (SELECT reply.closer AS agent_id, count(reply.wait) AS first_responses, sum(reply.wait) AS first_wait
    FROM firsts GROUP BY reply.closer) USING (agent_id)
LEFT JOIN (SELECT agent_id, count(*) AS buyers FROM askers GROUP BY agent_id) USING (agent_id)
LEFT JOIN (SELECT agent_id, max(open) AS max_concurrent FROM ({open}) GROUP BY agent_id) USING (agent_id)
"""

# At the same moment what opens goes first: both ends belong to a chat.
OPEN = """
SELECT {key} AS agent_id,
    sum(step) OVER (PARTITION BY {key} ORDER BY moment, step DESC ROWS UNBOUNDED PRECEDING) AS open
FROM (SELECT {key}, first AS moment, 1 AS step FROM {spans}
    UNION ALL SELECT {key}, last AS moment, -1 AS step FROM {spans})
"""


def by_duckdb(path: Path) -> Found:
    """Tables of turns and of who did what in which chat; all figures are sums over these."""
    import duckdb

    chats = "(SELECT '' AS shop, min(first) AS first, max(last) AS last FROM pieces GROUP BY session_id)"
    with duckdb.connect() as shop:
        shop.execute(TABLES.format(path=path))
        (whole,) = _rows(shop.sql(SHOP.format(open=OPEN.format(key="shop", spans=chats))))
        agents = _rows(shop.sql(AGENTS.format(open=OPEN.format(key="agent_id", spans="pieces"))))
    return found(whole, {row.pop("agent_id"): row for row in agents})


def _rows(table: Any) -> list[dict[str, Any]]:
    """As dicts; what there was nothing to add up for is 0."""
    rows = table.fetchall()
    return [{name: value or 0 for name, value in zip(table.columns, row, strict=True)} for row in rows]
