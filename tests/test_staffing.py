"""The formulas of waiting lines agree with published values, with each other, and with a desk that is simulated."""

import heapq
import math
import random
import re
from collections import deque
from dataclasses import FrozenInstanceError, asdict, replace
from functools import cache
from itertools import islice, pairwise
from statistics import NormalDist, mean, stdev

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cs_training.core import erlang, rostering
from cs_training.core.rostering import chat_staff, rostered, what_if
from cs_training.core.staffing import MOST_AGENTS, Demand, Goal, Staffing, smallest_staff, staffing, staffing_table
from cs_training.errors import FigureError

HALF_HOUR = Demand(arrivals=120, aht=240)
IMPATIENT = replace(HALF_HOUR, patience=180)
HURRIED = Goal(service_level=0.8, within=30)


def hourly(arrivals, aht):
    return Demand(arrivals=arrivals, aht=aht, interval=3600)


def test_load_is_arrivals_times_handling_time_by_the_interval():
    assert HALF_HOUR.load == 16.0
    assert hourly(240, 240).load == 16.0


@pytest.mark.parametrize(
    ("agents", "waiting", "level", "asa", "occupancy"),
    [(18, 0.5312, 0.5863, 63.74, 0.889), (20, 0.2561, 0.8447, 15.36, 0.800)],
)
def test_erlang_c_gives_the_known_values(agents, waiting, level, asa, occupancy):
    found = staffing(HALF_HOUR, agents, within=30)

    assert found.wait_probability == pytest.approx(waiting, abs=5e-5)
    assert found.service_level == pytest.approx(level, abs=5e-5)
    assert found.asa == pytest.approx(asa, abs=5e-3)
    assert found.occupancy == pytest.approx(occupancy, abs=5e-4)


@pytest.mark.parametrize(
    ("demand", "within", "agents", "level"),
    [
        (HALF_HOUR, 30, 21, 0.9085),
        (hourly(100, 300), 30, 11, 0.7705),
        (hourly(100, 300), 30, 12, 0.8780),
        (hourly(60, 180), 20, 5, 0.8109),
        (hourly(360, 180), 180, 19, 0.7242),
        (hourly(360, 180), 180, 20, 0.9255),
        (hourly(360, 180), 180, 21, 0.9803),
    ],
)
def test_the_service_level_has_the_known_values(demand, within, agents, level):
    assert staffing(demand, agents, within=within).service_level == pytest.approx(level, abs=5e-5)


@pytest.mark.parametrize(
    ("agents", "leaving", "waiting", "wait"), [(15, 0.1399, 0.5940, 25.18), (18, 0.0561, 0.3206, 10.11)]
)
def test_erlang_a_gives_the_known_values(agents, leaving, waiting, wait):
    found = staffing(IMPATIENT, agents, within=30)

    assert found.abandonment == pytest.approx(leaving, abs=5e-5)
    assert found.wait_probability == pytest.approx(waiting, abs=5e-5)
    assert found.mean_wait == pytest.approx(wait, abs=5e-3)


def test_erlang_b_is_the_share_that_its_sum_says():
    load, agents = 16.0, 20

    blocked = next(islice(erlang.blocking(load), agents, None))

    terms = [load**k / math.factorial(k) for k in range(agents + 1)]
    assert blocked == pytest.approx(terms[-1] / sum(terms), rel=1e-12)


def desk(seed, *, demand, agents, within, number):
    """(share waiting, answered in time, mean wait, mean wait of the answered, share that left) of a run."""
    rng = random.Random(seed)
    free = [0.0] * agents  # when each agent is free next
    now, seen = 0.0, []
    for _ in range(number):
        now += rng.expovariate(demand.arrivals / demand.interval)
        patience = math.inf if demand.patience is None else rng.expovariate(1 / demand.patience)
        wait = max(0.0, free[0] - now)
        if wait <= patience:
            heapq.heapreplace(free, now + wait + rng.expovariate(1 / demand.aht))
        seen.append((wait, patience))
    seen = seen[number // 10 :]  # the desk began empty
    answered = [wait for wait, patience in seen if wait <= patience]
    return (
        mean(wait > 0 for wait, _ in seen),
        sum(wait <= within for wait in answered) / len(seen),
        math.fsum(min(one) for one in seen) / len(seen),
        math.fsum(answered) / len(answered),
        1 - len(answered) / len(seen),
    )


@pytest.mark.parametrize(
    ("demand", "agents", "within"),
    [
        (HALF_HOUR, 20, 30),
        (hourly(60, 180), 5, 20),
        (IMPATIENT, 18, 30),
        (IMPATIENT, 12, 100),
        (replace(hourly(60, 180), patience=60), 2, 20),
        (replace(HALF_HOUR, patience=900), 16, 30),
    ],
)
def test_the_formulas_agree_with_a_simulated_desk(demand, agents, within):
    runs = [desk(seed, demand=demand, agents=agents, within=within, number=15_000) for seed in range(24)]

    found = staffing(demand, agents, within=within)
    said = (found.wait_probability, found.service_level, found.mean_wait, found.asa, found.abandonment or 0.0)
    for figure, simulated in zip(said, zip(*runs, strict=True), strict=True):
        error = stdev(simulated) / len(runs) ** 0.5
        assert abs(figure - mean(simulated)) <= 3 * error
        assert error <= 0.06 * max(figure, 0.1)  # so that agreeing means something


patiences = st.none() | st.floats(5, 5000)
demands = st.builds(
    Demand,
    arrivals=st.floats(0.5, 800),
    aht=st.floats(10, 900),
    interval=st.just(1800),
    patience=patiences,
)
goals = st.builds(
    Goal, service_level=st.floats(0, 0.999), within=st.floats(0, 600), occupancy=st.sampled_from([0.3, 0.7, 0.85, 1.0])
)
LITTLE = 1e-9


def stable_numbers(demand):
    low = 1 if demand.patience else int(demand.load) + 1
    return range(low, low + 25)


@given(demands, st.floats(0, 600))
@settings(max_examples=40)
def test_more_agents_are_never_worse(demand, within):
    table = staffing_table(demand, stable_numbers(demand), within=within)

    for fewer, more in pairwise(table):
        assert more.service_level >= fewer.service_level - LITTLE
        assert more.wait_probability <= fewer.wait_probability + LITTLE
        assert more.mean_wait <= fewer.mean_wait * (1 + LITTLE) + LITTLE
        assert more.asa <= fewer.asa * (1 + LITTLE) + LITTLE
        assert more.occupancy <= fewer.occupancy * (1 + LITTLE) + LITTLE
        if demand.patience:
            assert more.abandonment <= fewer.abandonment * (1 + LITTLE) + LITTLE


@given(demands, st.floats(0, 600), st.integers(0, 60))
@example(Demand(arrivals=1, aht=10, patience=5), 30, 0)  # rounding alone would have more leave than come
def test_shares_are_shares(demand, within, agents):
    found = asdict(staffing(demand, agents, within=within))

    del found["agents"], found["load"]
    times = [found.pop("asa"), found.pop("mean_wait")]
    assert all(share is None or 0 <= share <= 1 for share in found.values())
    assert all(time is None or time >= 0 for time in times)


@given(demands, st.floats(0, 300), st.floats(1, 300), st.integers(1, 60))
def test_a_later_time_limit_is_kept_more_often(demand, within, longer, agents):
    early, late = (staffing(demand, agents, within=limit) for limit in (within, within + longer))
    assume(early.service_level is not None)

    assert late.service_level >= early.service_level - LITTLE
    assert early.service_level >= 1 - early.wait_probability - LITTLE


@given(demands, st.integers(0, 200))
def test_at_once_is_answered_who_need_not_wait_and_in_the_end_all_who_stay(demand, agents):
    at_once, in_the_end = (staffing(demand, agents, within=limit) for limit in (0, 31_000_000))
    assume(at_once.service_level is not None and (demand.patience or agents > demand.load + 0.01))

    assert at_once.service_level == pytest.approx(1 - at_once.wait_probability, abs=LITTLE)
    assert in_the_end.service_level == pytest.approx(1 - (in_the_end.abandonment or 0), abs=LITTLE)


@given(demands, st.integers(1, 200))
def test_who_waits_leaves_or_is_answered(demand, agents):
    assume(demand.patience)

    found = staffing(demand, agents, within=20)

    # Work done is work taken on; and the wait is that of the answered and of those who left.
    assert found.occupancy * agents == pytest.approx(found.load * (1 - found.abandonment), rel=1e-6)
    assert found.asa <= found.mean_wait / (1 - found.abandonment) * (1 + LITTLE) + LITTLE


@given(demands, st.integers(1, 30), st.floats(0, 300))
@settings(max_examples=50)
def test_with_endless_patience_erlang_a_is_erlang_c(demand, spare, within):
    agents = math.ceil(demand.load) + spare
    endless = staffing(replace(demand, patience=31_000_000), agents, within=within)

    never = staffing(replace(demand, patience=None), agents, within=within)

    assert endless.service_level == pytest.approx(never.service_level, abs=2e-3)
    assert endless.wait_probability == pytest.approx(never.wait_probability, abs=2e-3)
    assert endless.asa == pytest.approx(never.asa, rel=2e-2, abs=1e-3)
    assert endless.abandonment <= 1e-3
    assert never.abandonment is None


@given(demands, st.integers(1, 60), st.floats(0, 300))
@settings(max_examples=50)
def test_a_level_of_erlang_a_is_that_of_its_states_one_by_one(demand, agents, within):
    """With patience as long as one handling each state leaves at its own number: the desk is a Poisson distribution."""
    demand = replace(demand, patience=demand.aht)
    found = staffing(demand, agents, within=within)

    load, most = demand.load, int(demand.load + 20 * demand.load**0.5 + 40)
    states = [math.exp(k * math.log(load) - load - math.lgamma(k + 1)) for k in range(most)]
    assert found.wait_probability == pytest.approx(math.fsum(states[agents:]), abs=1e-9)
    assert found.mean_wait / demand.aht * load == pytest.approx(
        math.fsum((k - agents) * share for k, share in enumerate(states) if k > agents), rel=1e-6, abs=1e-9
    )


@given(demands, goals)
def test_the_smallest_staff_keeps_the_goal_and_one_fewer_does_not(demand, goal):
    found = smallest_staff(demand, goal)

    assert found == staffing(demand, found.agents, within=goal.within)
    assert found.service_level >= goal.service_level
    assert found.occupancy <= goal.occupancy
    fewer = staffing(demand, found.agents - 1, within=goal.within)
    assert fewer.occupancy is None or fewer.service_level < goal.service_level or fewer.occupancy > goal.occupancy


def test_the_cap_on_occupancy_can_ask_for_more_than_the_level():
    free = smallest_staff(HALF_HOUR, HURRIED)
    capped = smallest_staff(HALF_HOUR, replace(HURRIED, occupancy=0.7))

    assert free.agents == 20
    assert capped.agents == 23


def test_an_occupancy_exactly_at_the_cap_keeps_it():
    assert smallest_staff(HALF_HOUR, replace(HURRIED, occupancy=0.8)).agents == 20


def hazard(x):
    return NormalDist().pdf(x) / NormalDist().cdf(-x)


@pytest.mark.parametrize("patience", [None, 30, 240, 3600])
def test_a_desk_of_thousands_waits_as_the_normal_law_of_large_desks_says(patience):
    """Garnett, Mandelbaum and Reiman (2002); for endless patience, where the hazard is linear, Halfin and Whitt."""
    demand = Demand(arrivals=37_500, aht=240, patience=patience)

    found = staffing(demand, 5060, within=30)

    margin, root = 60 / 5000**0.5, (240 / (patience or 10_000)) ** 0.5
    ahead = root * hazard(margin / root) if patience else margin
    assert found.wait_probability == pytest.approx(1 / (1 + ahead / hazard(-margin)), abs=0.003)
    assert smallest_staff(demand, HURRIED).agents < 5060


def test_where_many_wait_the_line_settles_where_as_many_leave_as_cannot_be_served():
    found = staffing(Demand(arrivals=37_500, aht=240, patience=180), 4000, within=60)

    assert found.wait_probability == pytest.approx(1)
    assert found.abandonment == pytest.approx(0.2)
    assert found.mean_wait == pytest.approx(36)
    # Nearly all wait 180 · ln(5000 / 4000) = 40 s, so a limit of 60 s is kept with all who stay.
    assert found.service_level == pytest.approx(0.8, abs=1e-6)


@pytest.mark.parametrize("agents", [0, 15, 16])
def test_a_line_that_only_grows_has_no_figures(agents):
    assert staffing(HALF_HOUR, agents, within=30) == Staffing(agents=agents, load=16.0)
    assert not HURRIED.met_by(staffing(HALF_HOUR, agents, within=30))


def test_a_line_that_grows_for_weeks_has_no_figures():
    assert staffing(Demand(arrivals=37_500, aht=2, interval=2, patience=31_000_000), 1, within=30).mean_wait is None
    barely = Demand(arrivals=90_000, aht=1, interval=1, patience=31_000_000)
    assert staffing(barely, 90_000, within=30).mean_wait is None


def test_nobody_who_comes_leaves_nothing_to_measure():
    quiet = replace(HALF_HOUR, arrivals=0)

    assert staffing(quiet, 3, within=30) == Staffing(agents=3, load=0.0, occupancy=0.0)
    assert smallest_staff(quiet, HURRIED) == Staffing(agents=0, load=0.0)
    assert what_if(quiet, HURRIED, staff=0).met


def test_with_nobody_at_the_desk_all_leave():
    found = staffing(IMPATIENT, 0, within=30)

    assert (found.abandonment, found.service_level) == (1, 0)
    assert found.mean_wait == pytest.approx(180)
    assert (found.asa, found.occupancy, found.service_level_answered) == (None, None, None)


def test_the_answered_alone_look_better_the_more_people_leave():
    found = staffing(IMPATIENT, 12, within=30)

    assert found.service_level_answered == pytest.approx(found.service_level / (1 - found.abandonment))


@pytest.mark.parametrize("patience", [None, 180])
def test_no_staff_answers_everybody_in_time(patience):
    always = replace(HURRIED, service_level=1)

    plan = what_if(replace(HALF_HOUR, patience=patience), always, staff=20)

    assert (plan.smallest, plan.desk, plan.roster, plan.met) == (None, None, None, False)


def test_a_goal_that_would_need_more_than_any_desk_has_no_answer():
    assert smallest_staff(Demand(arrivals=90_000, aht=1, interval=1), replace(HURRIED, occupancy=0.5)) is None


WRONG = [
    (lambda: Demand(arrivals=-1, aht=240), "来量（arrivals）写的是 -1，要填 0 到 1000000000 的数。"),
    (lambda: Demand(arrivals=math.nan, aht=240), "来量（arrivals）写的是 nan"),
    (lambda: Demand(arrivals=120, aht=0), "平均处理时长（aht，秒）写的是 0，要填 1 到"),
    (lambda: Demand(arrivals=120, aht=math.inf), "平均处理时长（aht，秒）写的是 inf"),
    (lambda: Demand(arrivals=120, aht="240"), "平均处理时长（aht，秒）写的是 240"),
    (lambda: Demand(arrivals=120, aht=240, interval=0), "时段长度（interval，秒）写的是 0"),
    (lambda: Demand(arrivals=120, aht=240, patience=0), "平均耐心（patience，秒）写的是 0"),
    (lambda: Demand(arrivals=10**9, aht=240), "太大就按技能组分开算"),
    (
        lambda: Goal(service_level=80, within=30),
        "服务水平目标（service_level）写的是 80，要填 0 到 1 的数，80% 写成 0.8。",
    ),
    (lambda: Goal(service_level=True, within=30), "服务水平目标（service_level）写的是 True"),
    (lambda: Goal(service_level=0.8, within=-1), "应答时限（within，秒）写的是 -1"),
    (lambda: Goal(service_level=0.8, within=30, occupancy=0), "占用率上限（occupancy）写的是 0，要填 0.01 到 1"),
    (lambda: staffing(HALF_HOUR, -1, within=30), "坐席数写的是 -1，要填 0 到 100000 的数，要整数。"),
    (lambda: staffing(HALF_HOUR, 2.5, within=30), "坐席数写的是 2.5"),
    (lambda: staffing(HALF_HOUR, MOST_AGENTS + 1, within=30), "坐席数写的是 100001"),
    (lambda: staffing(HALF_HOUR, 20, within=-1), "应答时限（within，秒）写的是 -1"),
    (lambda: chat_staff(-1, concurrency=3), "坐席数写的是 -1"),
    (lambda: chat_staff(20, concurrency=0), "同时接待数（concurrency）写的是 0，要填 1 到 100 的数。"),
    (lambda: chat_staff(20, concurrency=3, allowance=15), "放宽比例（allowance）写的是 15"),
    (lambda: rostered(-1, shrinkage=0), "坐席数写的是 -1"),
    (lambda: rostered(20, shrinkage=1), "损耗率（shrinkage）写的是 1，要填 0 到 0.99 的数，30% 写成 0.3。"),
    (lambda: what_if(HALF_HOUR, HURRIED, staff=2.5, concurrency=3), "坐席数写的是 2.5"),
]


@pytest.mark.parametrize(("wrong", "says"), WRONG, ids=[says for _, says in WRONG])
def test_nonsense_is_refused_in_one_sentence(wrong, says):
    with pytest.raises(FigureError, match=re.escape(says)) as caught:
        wrong()

    assert str(caught.value).count("。") == 1


def test_a_number_out_of_a_table_serves_and_comes_back_as_a_plain_one():
    import numpy as np

    found = staffing(Demand(arrivals=np.int64(120), aht=np.float64(240)), np.int64(20), within=30)

    assert found == staffing(HALF_HOUR, 20, within=30)
    assert {type(value) for value in asdict(found).values()} == {int, float, type(None)}


def test_a_result_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        staffing(HALF_HOUR, 20, within=30).agents = 21


@pytest.mark.parametrize(
    ("places", "concurrency", "allowance", "people"),
    [(20, 3, 0.15, 8), (20, 2, 0.15, 12), (40, 2, 0.15, 23), (20, 4, 0, 5), (0, 3, 0.15, 0), (20, 1, 0.15, 20)],
)
def test_places_for_chats_become_people_by_the_rule_of_thumb(places, concurrency, allowance, people):
    assert chat_staff(places, concurrency=concurrency, allowance=allowance) == people


@pytest.mark.parametrize(("agents", "shrinkage", "people"), [(20, 0, 20), (20, 0.3, 29), (14, 0.3, 20), (33, 0.34, 50)])
def test_shrinkage_is_made_up_for_and_not_by_one_too_many(agents, shrinkage, people):
    assert rostered(agents, shrinkage=shrinkage) == people


@given(st.integers(0, 300), st.integers(1, 10), st.sampled_from([0, 0.1, 0.15, 0.3]))
@example(23, 2, 0.15)
def test_people_have_the_places_that_the_rule_gives_them(people, concurrency, allowance):
    plan = what_if(HALF_HOUR, HURRIED, staff=people, concurrency=concurrency, allowance=allowance)

    places = plan.now.agents
    assert chat_staff(places, concurrency=concurrency, allowance=allowance) <= people
    assert chat_staff(places + 1, concurrency=concurrency, allowance=allowance) > people


def test_one_answer_holds_all():
    plan = what_if(HALF_HOUR, replace(HURRIED, occupancy=0.85), staff=7, concurrency=3, shrinkage=0.3)

    assert plan.now == staffing(HALF_HOUR, 18, within=30)
    assert not plan.met
    assert plan.smallest == staffing(HALF_HOUR, 20, within=30)
    assert (plan.desk, plan.roster) == (8, 12)
    assert what_if(HALF_HOUR, HURRIED, staff=20).met


class ChatRoom:
    """
    People who have several chats each but write to one buyer at a time, in the order of their messages.

    Arrivals and chats are those of HALF_HOUR: on average the agent writes 6 times, and the buyer 5 times in between.
    """

    def __init__(self, seed, *, people, each, share):
        self.random, self.each = random.Random(seed), each
        self.writing, self.pause = 240 * share / 6, 240 * (1 - share) / 5
        self.open = [0] * people
        self.unread = [deque() for _ in range(people)]
        self.line = deque()
        self.came, self.taken_up = [], {}
        self.now, self.events = 0.0, [(0.0, self.comes.__name__, 0, 0)]

    def run(self, number):
        """Share taken up within 30 s, when the room is no longer new."""
        while len(self.came) < number:
            self.now, event, who, chat = heapq.heappop(self.events)
            getattr(self, event)(who, chat)
        seen = range(number // 3, number - 50)
        return mean(self.taken_up.get(chat, math.inf) - self.came[chat] <= 30 for chat in seen)

    def later(self, time, event, who, chat):
        moment = self.now + self.random.expovariate(1 / time)
        heapq.heappush(self.events, (moment, event.__name__, who, chat))

    def comes(self, _, chat):
        self.came.append(self.now)
        self.later(15, self.comes, 0, chat + 1)
        who = self.open.index(min(self.open))
        if self.open[who] < self.each:
            self.open[who] += 1
            self.asks(who, chat)
        else:
            self.line.append(chat)

    def asks(self, who, chat):
        self.unread[who].append(chat)
        if len(self.unread[who]) == 1:
            self.writes(who)

    def writes(self, who):
        chat = self.unread[who][0]
        self.taken_up.setdefault(chat, self.now)
        self.later(self.writing, self.wrote, who, chat)

    def wrote(self, who, chat):
        self.unread[who].popleft()
        if self.unread[who]:
            self.writes(who)
        if self.random.random() >= 1 / 6:
            self.later(self.pause, self.asks, who, chat)
        elif self.line:
            self.asks(who, self.line.popleft())
        else:
            self.open[who] -= 1


@cache
def rule_table():
    """{(share of writing, chats each): (people, share taken up in time)}, as the docstring has it."""
    text = rostering.__doc__
    each = [int(one) for one in re.findall(r"(\d) chats each", text)]
    people = [int(one) for one in re.findall(r"(\d+) people", text)]
    rows = re.findall(r"^(\d+) % +(\d+) % +(\d+) % +(\d+) %$", text, re.MULTILINE)
    return {
        (int(share) / 100, chats): (crew, int(level) / 100)
        for share, *levels in rows
        for chats, crew, level in zip(each, people, levels, strict=True)
    }


def test_the_table_of_the_rule_is_about_the_staff_that_the_rule_asks_for():
    assert len(rule_table()) == 9
    for (_, each), (people, _) in rule_table().items():
        assert people == chat_staff(smallest_staff(HALF_HOUR, HURRIED).agents, concurrency=each)


@pytest.mark.parametrize("share", [0.2, 0.3, 0.4])
@pytest.mark.parametrize("each", [2, 3, 4])
def test_the_rule_of_thumb_is_off_as_its_docstring_says(share, each):
    people, said = rule_table()[share, each]

    runs = [ChatRoom(seed, people=people, each=each, share=share).run(2_000) for seed in range(6)]

    error = max(stdev(runs) / len(runs) ** 0.5, 0.01)
    assert abs(mean(runs) - said) <= 3 * error + 0.005  # it says whole per cents


def test_an_agent_with_one_chat_at_a_time_is_erlang_c():
    runs = [ChatRoom(seed, people=20, each=1, share=0.3).run(3_000) for seed in range(8)]

    promised = staffing(HALF_HOUR, 20, within=30).service_level
    assert abs(mean(runs) - promised) <= 3 * stdev(runs) / len(runs) ** 0.5
