"""The model file and the tables of the handbook: written from a tiny corpus, the same every time, and read back."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from cs_training.cli import main
from cs_training.content.building import build
from cs_training.core.judging.assessment import CODES, LABELS
from cs_training.core.judging.judge import Judge
from cs_training.core.judging.model import Model
from cs_training.errors import ContentError
from cs_training.grading import judge_report as report
from cs_training.grading import judge_tables as tables
from cs_training.grading import judge_training as training
from cs_training.grading.judge_corpus import data_hash, read_rows

JUDGE = Judge({"upset": ("气",), "stock": ("歉",)}, {}, (), (), {}, (), {"旧": "的"}, Model((), (), {}))
REPLIES = (("请看这里我马上查", "111111"), ("烦烦烦自己看", "000000"))


def lines(rows):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows)


def row(situation, reply, bits):
    final = {"bits": bits, "codes": [], "band": 3 if bits == "111111" else 0}
    readings = {"first": final, "second": final | {"bits": "000000"}, "final": final}
    return {"id": situation + bits, "situation": situation, "voice": "v", "reply": reply} | readings


@pytest.fixture
def corpus(tmp_path):
    """Two writers, ten situations, a good and a bad reply to each; and a snippet for every code."""
    names = [f"{writer}{number}" for writer in "AB" for number in range(5)]
    train = [row(name, *said) for name in names for said in REPLIES]
    parts = {
        "situations": [{"id": one, "customer": "在吗", "scenario": "问货", "facts": {"商品": "碗"}} for one in names],
        "train": train,
        "test": train[:3],
        "snippets": [{"id": code, "codes": [code], "reply": about.name * 2} for code, about in CODES.items()],
    }
    for name, rows in parts.items():
        (tmp_path / f"{name}.jsonl").write_text(lines(rows), encoding="utf-8")
    return tmp_path


@pytest.fixture
def built(corpus, monkeypatch):
    monkeypatch.setattr(report, "simple_characters", lambda: {"請": "请"})
    return report.build(JUDGE, corpus)


@pytest.fixture
def command(built, tmp_path, monkeypatch):
    """Runs ``train`` with what was built, on a model file and a document of our own."""
    monkeypatch.setattr(report, "build", lambda *_args, **_more: built)
    monkeypatch.setattr(report, "MODEL", tmp_path / "model.json")
    monkeypatch.setattr(tables, "DOCUMENT", tmp_path / "judge.md")
    return lambda *args: CliRunner().invoke(main, ["train", *args])


class TestBuild:
    def test_the_same_corpus_gives_the_same_file_byte_for_byte(self, built, corpus):
        assert report.written(report.build(JUDGE, corpus)) == report.written(built)

    def test_the_file_read_back_is_what_was_built(self, built, corpus):
        read = json.loads(report.written(built))

        model = training.train(
            [
                *training.seen(read_rows("train", corpus), replace(JUDGE, simple={"請": "请"})),
                *training.seen(report.read_snippets(corpus), JUDGE),
            ]
        )
        assert list(read) == ["data", "replies", "figures", "simple", "model"]
        assert (read["data"], read["simple"]) == (data_hash(corpus), {"請": "请"})
        assert read["replies"] == {"train": 20, "snippets": len(CODES), "test": 3}
        made = build(Model, read["model"])
        assert (made.heads, made.bias) == (model.heads, model.bias)
        assert {name: tuple(told) for name, told in made.weights.items()} == model.weights

    def test_each_part_of_the_file_is_a_line(self, built):
        text = report.written(built)

        assert [line.split(":")[0] for line in text.splitlines()] == [
            '{"data"', '"replies"', '"figures"', '"simple"', '"model"'
        ]  # fmt: skip
        assert "請" in text
        assert text.endswith("}\n")

    def test_a_judge_is_measured_on_what_it_has_not_seen_and_the_readers_on_each_other(self, built):
        measured = built["figures"]

        assert measured["test"]["both"]["macro_f1"] == measured["left_out"]["both"]["macro_f1"] == 1
        assert measured["test"]["rules"]["labels"]["tone"] == {
            "precision": 0.6667, "recall": 1.0, "f1": 0.8, "kappa": 0.0, "true": 2
        }  # fmt: skip
        assert measured["test"]["rules"]["labels"]["solution"]["f1"] == 0
        assert measured["readers"]["train"]["labels"]["tone"]["recall"] == 0
        assert (measured["readers"]["test"]["replies"], measured["left_out"]["model"]["replies"]) == (3, 20)

    def test_the_curve_goes_by_whole_situations_up_to_all_of_them(self, built):
        points = built["figures"]["curve"]

        assert [point["replies"] for point in points] == [2, 4, 8, 14, 20]
        assert points[-1]["macro_f1"] == built["figures"]["test"]["both"]["macro_f1"]

    def test_traditional_characters_are_paired_one_for_one(self):
        simple = report.simple_characters()

        assert (simple["買"], simple["這"]) == ("买", "这")
        assert "买" not in simple
        assert all(len(old) == len(new) == 1 for old, new in simple.items())


class TestTables:
    def test_only_what_stands_between_the_marks_is_replaced_and_twice_is_once(self, built):
        old = f"# 前\n\n{tables.BEGIN}\nold\n{tables.END}\n\n后\n"

        new = tables.with_tables(old, built)

        assert new.startswith(
            f"# 前\n\n{tables.BEGIN}\n\nData `{built['data']}`: 20 replies to train on, 16 snippets, "
        )
        assert new.endswith(f" |\n\n{tables.END}\n\n后\n")
        assert "old" not in new
        assert tables.with_tables(new, built) == new

    @pytest.mark.parametrize("document", ["", tables.BEGIN, tables.END, f"{tables.END}{tables.BEGIN}"])
    def test_without_its_marks_a_document_is_refused_with_the_way_out(self, built, document):
        with pytest.raises(ContentError, match=r"reply-judge\.md.*找不到.*补上再运行"):
            tables.with_tables(document, built)

    def test_every_label_code_band_and_way_has_its_row_with_its_figures(self, built):
        text = tables.tables(json.loads(report.written(built)))

        rows = {line.split(" | ")[0].strip("| "): line for line in text.splitlines() if line.startswith("| ")}
        assert {*LABELS, *CODES, "**all**", "**0**", "**3**", "rules alone", "model alone", "aim"} <= set(rows)
        assert rows["tone"] == "| tone | 1.000 | 1.000 | 1.000 | 0.800 | 1.000 | 0.000 | 0.000 |"
        assert rows["**3**"] == "| **3** | 0 | 0 | 0 | 2 |"
        assert rows["aim"] == "| aim | 0.88 | 0.97 | 0.95 | 0.90 | 0.88 |"
        assert rows["abuse"] == "| abuse | 0 | 0.000 | 0.000 | 0.000 |"
        assert rows["macro F1"].count("|") == 7

    def test_every_row_of_a_table_has_as_many_cells_as_its_head(self, built):
        for table in tables.tables(built).split("\n\n"):
            assert len({line.count("|") for line in table.splitlines() if line.startswith("|")}) <= 1


class TestCommand:
    def test_it_writes_the_model_and_the_tables(self, command, built, tmp_path):
        (tmp_path / "judge.md").write_text(f"{tables.BEGIN}\n{tables.END}\n", encoding="utf-8")

        done = command()

        assert done.exit_code == 0
        assert (tmp_path / "model.json").read_text(encoding="utf-8") == report.written(built)
        assert built["data"] in (tmp_path / "judge.md").read_text(encoding="utf-8")
        assert "验收集 both：宏 F1 1.000" in done.output

    def test_a_check_tells_the_same_from_another_and_writes_nothing(self, command, built, tmp_path):
        kept = tmp_path / "model.json"

        assert (command("--check").exit_code, kept.exists()) == (1, False)
        kept.write_text(report.written(built), encoding="utf-8")
        assert "完全一样" in command("--check").output
        assert command("--check").exit_code == 0
        kept.write_text(report.written(built | {"data": "0"}), encoding="utf-8")
        assert "不一样：数据、规则或版本变了。" in command("--check").output
        assert command("--check").exit_code == 1
        assert not (tmp_path / "judge.md").exists()
