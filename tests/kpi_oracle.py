"""
Every KPI once more, slowly: lists, dicts, Fraction and datetime, written from kpi_definitions.md alone.

It knows nothing of cs_training and shares no idea with its engine: sentences of the definitions, one after
the other, over plain rows (dicts with the columns of the three tables). Times are aware datetimes or ISO text,
amounts are text or Decimal; an empty field is "" or None. Figures are exact fractions: compare with a tolerance.
Files that cannot be read, and rounding, are left out.
"""

from datetime import datetime, time, timedelta, timezone
from fractions import Fraction

BEIJING = timezone(timedelta(hours=8))
CHAT = ("session_id", "agent_id", "buyer_id", "ts", "sender", "text")
ORDERS = ("order_id", "buyer_id", "created_at", "paid_at", "amount")
RATINGS = ("session_id", "rating")


def figures(messages, orders=None, ratings=None):
    """All that there is to say about a log; `per_agent_day` has the keys (agent, day), and each turn its chat."""
    chats = read_chats(messages)
    orders = None if orders is None else distinct(orders, ORDERS)
    ratings = None if ratings is None else distinct(ratings, RATINGS)
    days = {}
    for session, rows in chats.items():
        asked = first_question(rows)
        if asked is not None:
            days.setdefault(day_of(rows[asked]["ts"]).isoformat(), {})[session] = rows
    return {
        "overall": overall(chats, orders, ratings),
        "per_agent": per_agent(chats, orders, ratings),
        "per_day": {day: overall(part, orders, ratings) for day, part in days.items()},
        "per_agent_day": {
            (agent, day): one for day, part in days.items() for agent, one in per_agent(part, orders, ratings).items()
        },
        "sessions": {session: session_facts(rows) for session, rows in chats.items()},
        "turns": [(session, *turn) for session, rows in chats.items() for turn in turns_of(rows)],
    }


def distinct(rows, columns):
    """Rows of which all columns are equal, as written: the first stays. Other columns do not exist."""
    seen, kept = set(), []
    for row in rows:
        key = tuple("" if row[name] is None else row[name] for name in columns)
        if key not in seen:
            seen.add(key)
            kept.append(dict(zip(columns, key, strict=True)))
    return kept


def read_chats(messages):
    """{session: its rows in time order}; what shares an instant keeps the order of the file."""
    chats = {}
    for row in distinct(messages, CHAT):
        chats.setdefault(row["session_id"], []).append(row | {"ts": instant(row["ts"])})
    return {session: sorted(rows, key=lambda row: row["ts"]) for session, rows in chats.items()}


def instant(value):
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    assert moment.tzinfo is not None
    return moment.astimezone(BEIJING)


def day_of(moment):
    return moment.astimezone(BEIJING).date()


def seconds(span):
    return Fraction(span // timedelta(microseconds=1), 1_000_000)


def share(part, whole):
    return None if whole == 0 else Fraction(part) / Fraction(whole)


def mean(values):
    return share(sum(values), len(values))


def first_question(rows):
    """Where the first buyer message stands, or None."""
    return next((at for at, row in enumerate(rows) if row["sender"] == "buyer"), None)


def first_response(rows):
    """(seconds, agent) of the first human message behind the first buyer message, or None."""
    asked = first_question(rows)
    if asked is None:
        return None
    for row in rows[asked + 1 :]:
        if row["sender"] == "agent":
            return seconds(row["ts"] - rows[asked]["ts"]), row["agent_id"]
    return None


def session_facts(rows):
    asked = first_question(rows)
    wait, agent = first_response(rows) or (None, None)
    return {
        "day": None if asked is None else day_of(rows[asked]["ts"]).isoformat(),
        "buyer_messages": sum(row["sender"] == "buyer" for row in rows),
        "agent_messages": sum(row["sender"] == "agent" for row in rows),
        "first_response_seconds": wait,
        "first_response_agent": agent or None,
    }


def turns_of(rows):
    """[(asked at, seconds or None, closing agent or "")]: bots do not exist here."""
    turns, open_since = [], None
    for row in rows:
        if row["sender"] == "buyer" and open_since is None:
            open_since = row["ts"]
        elif row["sender"] == "agent" and open_since is not None:
            turns.append((open_since, seconds(row["ts"] - open_since), row["agent_id"]))
            open_since = None
    if open_since is not None:
        turns.append((open_since, None, ""))
    return turns


def replied_after_question(rows, agent):
    asked = first_question(rows)
    return asked is not None and any(row["sender"] == "agent" and row["agent_id"] == agent for row in rows[asked + 1 :])


def last_speaker(rows):
    speakers = [row["agent_id"] for row in rows if row["sender"] == "agent"]
    return speakers[-1] if speakers else None


def official(turns):
    """Share of the turns asked from 8:00 to before 23:00 that were answered within 180 s."""
    asked = [turn for turn in turns if time(8) <= turn[0].astimezone(BEIJING).time() < time(23)]
    return share(sum(wait is not None and wait <= 180 for _, wait, _ in asked), len(asked))


def overlap(chats_of_rows):
    """The largest number of closed intervals that share an instant; each interval spans some rows."""
    spans = [(min(row["ts"] for row in rows), max(row["ts"] for row in rows)) for rows in chats_of_rows if rows]
    return max((sum(start <= at <= end for start, end in spans) for at, _ in spans), default=0)


def conversion(questions, orders):
    """The figures from a list of buyer messages: (buyer, instant), without the nameless."""
    first = {}
    for buyer, at in questions:
        if buyer:
            key = buyer, day_of(at)
            first[key] = min(first.get(key, at), at)
    buyers = {buyer for buyer, _ in first}
    if orders is None:
        names = "converted_buyers inquiry_conversion converting_orders converting_amount aov_per_order aov_per_buyer"
        return {"buyers": len(buyers)} | dict.fromkeys(names.split())
    amounts, converted = {}, set()
    for order in orders:
        if order["paid_at"] == "":
            continue
        paid = instant(order["paid_at"])
        for (buyer, _), start in first.items():
            if buyer == order["buyer_id"] and start <= paid <= start + timedelta(hours=24):
                converted.add(buyer)
                amounts.setdefault(order["order_id"], Fraction(order["amount"]))
    total = sum(amounts.values(), Fraction(0))
    return {
        "buyers": len(buyers),
        "converted_buyers": len(converted),
        "inquiry_conversion": share(len(converted), len(buyers)),
        "converting_orders": len(amounts),
        "converting_amount": total,
        "aov_per_order": share(total, len(amounts)),
        "aov_per_buyer": share(total, len(converted)),
    }


def satisfaction(chats, ratings, counts):
    """Ratings of the chats for which `counts(rows)` holds."""
    given = [
        int(row["rating"])
        for row in ratings or []
        if row["rating"] != "" and row["session_id"] in chats and counts(chats[row["session_id"]])
    ]
    return {
        "ratings": len(given),
        "csat_mean": mean(given),
        "csat_share_ge4": share(sum(rating >= 4 for rating in given), len(given)),
    }


def overall(chats, orders, ratings):
    rows = [row for chat in chats.values() for row in chat]
    said = {who: [row for row in rows if row["sender"] == who] for who in ("buyer", "agent")}
    responses = [one for one in map(first_response, chats.values()) if one is not None]
    asked = sum(first_question(chat) is not None for chat in chats.values())
    turns = [turn for chat in chats.values() for turn in turns_of(chat)]
    waits = [wait for _, wait, _ in turns if wait is not None]
    fast = sum(wait <= 30 for wait in waits)
    return {
        "sessions": len(chats),
        "sessions_with_buyer": asked,
        "replied_sessions": len(responses),
        "reply_rate": share(len(responses), asked),
        "first_response_mean": mean([wait for wait, _ in responses]),
        "turns": len(turns),
        "closed_turns": len(waits),
        "avg_response": mean(waits),
        "rate_30s": share(fast, len(waits)),
        "rate_30s_incl_unanswered": share(fast, len(turns)),
        "rate_180s_official": official(turns),
        "agent_messages": len(said["agent"]),
        "buyer_messages": len(said["buyer"]),
        "answer_ask_ratio": share(len(said["agent"]), len(said["buyer"])),
        **conversion([(row["buyer_id"], row["ts"]) for row in said["buyer"]], orders),
        **satisfaction(chats, ratings, lambda _: True),
        "max_concurrent": overlap([humans(chat) for chat in chats.values()]),
    }


def humans(rows):
    return [row for row in rows if row["sender"] in {"buyer", "agent"}]


def per_agent(chats, orders, ratings):
    agents = {row["agent_id"] for chat in chats.values() for row in chat} - {""}
    return {agent: one_agent(agent, chats, orders, ratings) for agent in agents}


def one_agent(agent, chats, orders, ratings):
    mine = {
        session: [row for row in chat if row["agent_id"] == agent]
        for session, chat in chats.items()
        if any(row["agent_id"] == agent for row in chat)
    }
    rows = [row for chat in mine.values() for row in chat]
    said = {who: [row for row in rows if row["sender"] == who] for who in ("buyer", "agent")}
    asked = [session for session in mine if first_question(chats[session]) is not None]
    replied = sum(replied_after_question(chats[session], agent) for session in asked)
    responses = [one for one in map(first_response, chats.values()) if one is not None and one[1] == agent]
    turns = [turn for chat in chats.values() for turn in turns_of(chat) if turn[2] == agent]
    waits = [wait for _, wait, _ in turns]
    return {
        "sessions_with_buyer": len(asked),
        "replied_sessions": replied,
        "reply_rate": share(replied, len(asked)),
        "first_response_mean": mean([wait for wait, _ in responses]),
        "closed_turns": len(turns),
        "avg_response": mean(waits),
        "rate_30s": share(sum(wait <= 30 for wait in waits), len(waits)),
        "rate_180s_official": official(turns),
        "agent_messages": len(said["agent"]),
        "buyer_messages": len(said["buyer"]),
        "answer_ask_ratio": share(len(said["agent"]), len(said["buyer"])),
        **conversion([(row["buyer_id"], row["ts"]) for row in said["buyer"]], orders),
        **satisfaction(chats, ratings, lambda chat: last_speaker(chat) == agent),
        "max_concurrent": overlap([humans(chat) for chat in mine.values()]),
    }
