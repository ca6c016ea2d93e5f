"""Training the judge on a corpus so small that what it must learn is plain."""

import json
from dataclasses import replace

import pytest

from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.core.judging.judge import Judge, RedLine, Signal
from cs_training.core.judging.model import SCALE, Model
from cs_training.grading import judge_training as training
from cs_training.grading.judge_corpus import band, data_hash, read_rows, read_snippets
from cs_training.grading.judge_report import MODEL

SIGNALS = (
    Signal(id="please", label="solution", positive=True, why="请。", says=("请",)),
    Signal(id="rude", label="tone", positive=False, why="凶。", says=("烦",)),
)
LINE = RedLine(id="vx", code="off_platform", severity="hard", why="别。", hint=("微信",))
JUDGE = Judge({"upset": ("气",), "stock": ("歉",)}, {}, (LINE,), SIGNALS, {}, (), {}, Model((), (), {}))
GOOD, BAD = "请看这里我马上查", "烦烦烦自己看"


def said(bits, codes=(), band=0):
    return {"bits": bits, "codes": list(codes), "band": band}


def row(situation, number, reply, bits, codes=()):
    final = said(bits, codes, 3 if bits == "111111" else 0)
    readings = {"first": final, "second": said("000000"), "final": final}
    return {"id": f"{situation}-{number}", "situation": situation, "voice": "v", "reply": reply} | readings


def lines(rows):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


@pytest.fixture
def corpus(tmp_path):
    """Two writers, A and B, six situations, a good and a bad reply to each; and two snippets for every code."""
    names = [f"{writer}{number}" for writer in "AB" for number in (1, 2, 3)]
    answered = [{"id": one, "customer": "在吗", "scenario": "问货", "facts": {"商品": "碗"}} for one in names]
    train = [row(one, n, *of) for one in names for n, of in enumerate([(GOOD, "111111"), (BAD, "000000")])]
    snippets = [
        *(
            {"id": f"{code}{n}", "codes": [code], "reply": f"{about.name}{n}吧"}
            for code, about in CODES.items()
            for n in (1, 2)
        ),
        {"id": "none", "codes": [], "reply": "好的"},
    ]
    parts = {"situations": answered, "train": train, "test": train[:2], "snippets": snippets}
    for name, rows in parts.items():
        (tmp_path / f"{name}.jsonl").write_text(lines(rows) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def rows(corpus):
    return training.seen(read_rows("train", corpus), JUDGE)


@pytest.fixture
def snippets(corpus):
    return training.seen(read_snippets(corpus), JUDGE)


class TestCorpus:
    def test_a_row_has_its_situation_and_three_readings(self, corpus):
        one = read_rows("train", corpus)[0]

        assert (one.id, one.writer, one.customer, one.scenario, one.facts) == (
            "A1-0",
            "A",
            "在吗",
            "问货",
            {"商品": "碗"},
        )
        assert (one.final.labels, one.final.band) == (dict.fromkeys(LABELS, True), 3)
        assert one.second.labels == dict.fromkeys(LABELS, False)

    def test_the_bits_stand_in_the_order_of_the_labels_and_none_may_be_missing(self, corpus):
        (corpus / "test.jsonl").write_text(lines([row("A1", 1, "好", "100001", ["abuse"])]), encoding="utf-8")
        (one,) = read_rows("test", corpus)
        assert [label for label, given in one.final.labels.items() if given] == ["empathy", "tone"]
        assert one.final.codes == {"abuse"}

        (corpus / "test.jsonl").write_text(lines([row("A1", 1, "好", "10000")]), encoding="utf-8")
        with pytest.raises(ValueError, match="shorter"):
            read_rows("test", corpus)

    def test_a_band_follows_from_labels_and_codes(self):
        full, none = dict.fromkeys(LABELS, True), frozenset()

        assert [band(full, none), band(full, frozenset({"abuse"})), band(full, frozenset({"false_promise"}))] == [
            3,
            0,
            1,
        ]

    @pytest.mark.parametrize("part", ["situations", "train", "test", "snippets"])
    def test_a_change_in_any_part_changes_the_hash(self, corpus, part):
        before = data_hash(corpus)
        path = corpus / f"{part}.jsonl"
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")

        assert data_hash(corpus) != before
        assert len(before) == 16


class TestTraining:
    def test_it_learns_what_sets_the_labels_apart(self, rows, snippets):
        model = training.train([*rows, *snippets])

        for one in rows:
            likely = model.probabilities(one.features)
            assert all((likely[label] >= 0.5) == one.truth(label) for label in LABELS)

    def test_the_same_data_gives_the_same_model_in_any_order_of_features(self, rows, snippets):
        again = [replace(one, features=frozenset(sorted(one.features, reverse=True))) for one in [*rows, *snippets]]

        assert training.train([*rows, *snippets]) == training.train(again)

    def test_what_is_met_once_or_hardly_weighs_is_left_out(self, rows, snippets):
        once = replace(rows[0], features=rows[0].features | {"g:once"})
        model = training.train([once, *rows[1:], *snippets])

        assert "g:once" not in model.weights
        assert "g:请" in model.weights
        assert list(model.weights) == sorted(model.weights)
        told = [weight for weights in model.weights.values() for weight in weights[1::2]]
        assert min(map(abs, told)) >= training.LEAST

    def test_a_label_leans_to_yes_and_a_code_to_no(self, rows, snippets, monkeypatch):
        some = [*rows, *snippets]
        lean, caution = (round(one * training.SCALE) for one in (training.LEAN, training.CAUTION))
        leaning = training.train(some)
        monkeypatch.setattr(training, "LEAN", 0)
        monkeypatch.setattr(training, "CAUTION", 0)
        plain = training.train(some)

        moved = dict(zip(leaning.heads, (a - b for a, b in zip(leaning.bias, plain.bias, strict=True)), strict=True))
        assert all(abs(moved[label] - lean) <= 1 for label in LABELS)
        assert all(abs(moved[code] + caution) <= 1 for code in CODES)

    def test_snippets_have_no_labels_and_train_codes_only(self, rows, snippets):
        misleading = [replace(one, features=one.features | {"g:请", "g:烦"}) for one in snippets]
        few, many = training.train([*rows, *snippets]), training.train([*rows, *misleading * 3])

        of_labels = range(len(LABELS))
        for model in (few, many):
            assert model.heads == training.HEADS
        assert few.bias[: len(LABELS)] == many.bias[: len(LABELS)]
        assert few.bias[len(LABELS) :] != many.bias[len(LABELS) :]
        assert labels_weights(few, of_labels)["g:请"] == labels_weights(many, of_labels)["g:请"]

    def test_the_heads_of_codes_weigh_the_wording_and_not_what_other_patterns_found(self, rows, snippets):
        some = [replace(one, features=one.features | {"v:off_platform?"}) for one in snippets[:2]]
        model = training.train([*rows, *some, *snippets[2:]])

        codes = labels_weights(model, range(len(LABELS), len(training.HEADS)))
        assert all(name.startswith(("g:", "c:", "q:", "rule:")) for name in codes)
        assert any(not name.startswith("g:") for name in model.weights)
        assert all(name.startswith("g:") for name in training.train([*rows, *snippets], training.wording_only).weights)

    def test_what_is_left_out_is_judged_by_a_model_that_never_saw_its_writer(self, rows, snippets, monkeypatch):
        trained_on = []

        def spying(some, keep):
            trained_on.append([one.row.id for one in some])
            return real(some, keep)

        real = training.train
        monkeypatch.setattr(training, "train", spying)
        found = training.left_out([*rows[6:], *rows[:6]], snippets, JUDGE)

        assert [{id_[0] for id_ in ids if "-" in id_} for ids in trained_on] == [{"B"}, {"A"}]
        assert all({one.row.id for one in snippets} <= set(ids) for ids in trained_on)
        assert [one.labels["tone"] for one in found] == [True, False] * 6

    def test_judged_by_rules_alone_a_label_needs_a_sign_and_tone_only_the_lack_of_one_against_it(self, rows, corpus):
        (corpus / "test.jsonl").write_text(lines([row("A1", 1, "请加微信找我，碗在", "000000")]), encoding="utf-8")
        judge = training.without_model(replace(JUDGE, signals=SIGNALS))
        good, bad, hinted = training.said([*rows[:2], *training.seen(read_rows("test", corpus), JUDGE)], judge)

        assert {label for label, given in good.labels.items() if given} == {"solution", "tone"}
        assert not any(bad.labels.values())
        assert (hinted.codes, hinted.band) == ({"off_platform"}, 0)
        assert judge.model.weights["facts:1"] == (LABELS.index("clarification"), SCALE)


def labels_weights(model, heads):
    """The weights of these heads by feature."""
    pairs = {name: dict(zip(told[::2], told[1::2], strict=True)) for name, told in model.weights.items()}
    found = {name: {head: w for head, w in told.items() if head in heads} for name, told in pairs.items()}
    return {name: told for name, told in found.items() if told}


def test_the_shipped_model_was_trained_on_the_shipped_corpus():
    assert json.loads(MODEL.read_text(encoding="utf-8"))["data"] == data_hash()
