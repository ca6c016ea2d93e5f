"""The log of attempts: nothing that was appended gets lost, whatever happens to the process, the disk or the file."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cs_training.errors import RecordError
from cs_training.records import log as log_module
from cs_training.records.log import Log

APPENDER = """
import sys
from pathlib import Path
from cs_training.records.log import Log

log, who, times = Log(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3])
for n in range(times):
    log.append({"id": f"{who}-{n}", "text": "字" * 300})
    print(f"{who}-{n}", flush=True)
"""

texts = st.text(st.characters(exclude_categories=["Cs"]))
statements = st.dictionaries(texts, texts | st.integers() | st.lists(texts))


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path / "records" / "attempts.jsonl")


@contextmanager
def a_new_log():
    with tempfile.TemporaryDirectory() as folder:
        yield Log(Path(folder) / "attempts.jsonl")


def said(*names):
    return [{"id": name} for name in names]


def line(statement):
    return json.dumps(statement, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def appender(log, who, times):
    return subprocess.Popen(
        [sys.executable, "-c", APPENDER, str(log.path), who, str(times)], stdout=subprocess.PIPE, text=True
    )


def test_what_was_appended_is_read_back_in_order(log):
    log.append(*said("a", "b"))
    log.append(*said("c"))

    assert list(log.read()) == said("a", "b", "c")


def test_a_log_that_was_never_written_is_empty(log):
    assert list(log.read()) == []
    assert log.damage() == []


@given(st.lists(statements, max_size=5))
@settings(max_examples=30)
def test_any_text_survives_the_log(written):
    with a_new_log() as log:
        log.append(*written)

        assert list(log.read()) == written


def test_only_lines_that_contain_a_text_are_read(log):
    log.append({"id": "甲", "item": 'role-"01"'}, {"id": "乙", "item": "role-02"})

    assert [s["id"] for s in log.read('role-"01"')] == ["甲"]


def test_a_line_is_on_the_disk_before_append_returns(log, monkeypatch):
    synced, sync = [], os.fsync

    def spy(handle):
        synced.append(log.path.read_bytes())
        sync(handle)

    log.append(*said("a"))
    monkeypatch.setattr(os, "fsync", spy)
    log.append(*said("b"))

    assert synced == [line({"id": "a"}) + line({"id": "b"})]


@given(whole=st.lists(statements, min_size=1, max_size=3), torn=statements, data=st.data())
@settings(max_examples=80)
def test_a_torn_last_line_never_costs_a_whole_one(whole, torn, data):
    with a_new_log() as log:
        log.append(*whole)
        before = log.path.read_bytes()
        rest = line(torn)[: data.draw(st.integers(1, len(line(torn)) - 2))]
        log.path.write_bytes(before + rest)

        assert list(log.read()) == whole

        log.append({"id": "after"})

        assert list(log.read()) == [*whole, {"id": "after"}]
        assert log.damage() == []
        assert log.path.read_bytes() == before + line({"id": "after"})
        assert log.damaged.read_bytes() == rest + b"\n"


def test_a_whole_last_line_that_lacks_its_end_is_kept(log):
    log.append(*said("a", "b"))
    log.path.write_bytes(log.path.read_bytes()[:-1])

    log.append(*said("c"))

    assert list(log.read()) == said("a", "b", "c")
    assert not log.damaged.exists()


def test_torn_rests_are_collected_and_do_not_replace_one_another(log):
    log.append(*said("a"))
    for rest in (b'{"id"', b'{"i'):
        log.path.write_bytes(log.path.read_bytes() + rest)
        log.append(*said("b"))

    assert log.damaged.read_bytes() == b'{"id"\n{"i\n'


@given(damage=st.binary(min_size=1, max_size=40), at=st.integers(0, 2))
@settings(max_examples=60)
def test_damage_in_the_middle_is_passed_over_and_its_line_named(damage, at):
    assume(b"\n" not in damage)
    assume(not log_module._readable(damage))
    with a_new_log() as log:
        log.append(*said("a", "b", "c"))
        lines = log.path.read_bytes().split(b"\n")
        lines[at] = damage
        log.path.write_bytes(b"\n".join(lines))

        log.append(*said("d"))

        kept = said("a", "b", "c", "d")
        del kept[at]
        assert list(log.read()) == kept
        assert log.damage() == [at + 1]


def test_a_line_that_is_json_but_no_statement_counts_as_damage(log):
    log.append(*said("a"))
    log.path.write_bytes(log.path.read_bytes() + b"[1]\n")

    assert list(log.read()) == said("a")
    assert log.damage() == [2]


def test_killing_the_process_loses_nothing_that_append_had_returned_for(log):
    promised = []
    for life in range(3):
        process = appender(log, f"life{life}", 10**6)
        promised += [process.stdout.readline().strip() for _ in range(25)]
        process.kill()
        promised += process.stdout.read().split()
        process.stdout.close()
        process.wait()

    log.append(*said("afterwards"))

    found = [statement["id"] for statement in log.read()]
    assert set(promised) <= set(found)
    assert len(found) == len(set(found)) <= len(promised) + 3 + 1  # one in flight a life, and the last
    assert log.damage() == []


@pytest.mark.parametrize("processes", [2, 4])
def test_processes_that_write_at_once_lose_nothing_and_tear_nothing(log, processes):
    running = [appender(log, f"p{n}", 200) for n in range(processes)]
    for process in running:
        process.communicate()

    found = [statement["id"] for statement in log.read()]
    assert [process.returncode for process in running] == [0] * processes
    assert sorted(found) == sorted(f"p{n}-{i}" for n in range(processes) for i in range(200))
    for n in range(processes):
        assert [i for i in found if i.startswith(f"p{n}-")] == [f"p{n}-{i}" for i in range(200)]
    assert log.damage() == []
    assert not log.damaged.exists()


def test_a_disk_that_fills_up_in_the_middle_of_a_line_leaves_whole_lines_only(log):
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of a file")
    log.append(*said("a"))
    before, soft_hard = log.path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    both = said("b", "c")

    for room in range(sum(len(line(s)) for s in both)):
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + room, soft_hard[1]))
        try:
            with pytest.raises(RecordError):
                log.append(*both)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, soft_hard)
        assert log.path.read_bytes() == before

    log.append(*both)
    assert list(log.read()) == said("a", "b", "c")


def test_a_line_that_could_not_be_made_durable_is_taken_back(log, monkeypatch):
    log.append(*said("a"))
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", refuse(errno.EIO))
        with pytest.raises(RecordError):
            log.append(*said("b"))

    assert list(log.read()) == said("a")


def test_a_read_only_log_says_what_is_wrong_and_what_to_do(log, monkeypatch):
    log.append(*said("a"))
    with monkeypatch.context() as read_only:
        read_only.setattr(Path, "open", refuse(errno.EACCES))
        with pytest.raises(RecordError) as raised:
            log.append(*said("b"))

    assert str(log.path) in str(raised.value)
    assert "没有写进去" in str(raised.value)
    assert "CS_TRAINING_HOME" in str(raised.value)
    assert list(log.read()) == said("a")


def test_a_folder_that_cannot_be_made_says_what_is_wrong_and_what_to_do(tmp_path):
    (tmp_path / "taken").write_text("not a folder")

    with pytest.raises(RecordError, match="CS_TRAINING_HOME"):
        Log(tmp_path / "taken" / "attempts.jsonl").append(*said("a"))


def test_a_log_that_cannot_be_read_says_so_instead_of_looking_empty(tmp_path):
    (tmp_path / "attempts.jsonl").mkdir()

    with pytest.raises(RecordError, match="读不了学习记录"):
        list(Log(tmp_path / "attempts.jsonl").read())


def test_a_log_that_another_program_holds_is_waited_for_and_then_named(log, monkeypatch):
    log.append(*said("a"))
    monkeypatch.setattr(log_module, "LOCK_SECONDS", 0.01)

    with FileLock(log.path.with_suffix(".lock")), pytest.raises(RecordError, match="另一个程序占着学习记录"):
        log.append(*said("b"))

    log.append(*said("c"))
    assert list(log.read()) == said("a", "c")


def test_the_export_holds_every_readable_statement(log, tmp_path):
    log.append(*said("甲", "乙"))
    log.path.write_bytes(log.path.read_bytes() + b'{"torn')

    count = log.export(tmp_path / "mine.jsonl")

    assert count == 2
    exported = (tmp_path / "mine.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(written) for written in exported] == said("甲", "乙")


def test_an_export_to_nowhere_says_so(log, tmp_path):
    with pytest.raises(RecordError, match="换一个能写的位置"):
        log.export(tmp_path / "no such folder" / "mine.jsonl")


def test_the_log_is_never_exported_onto_itself(log):
    log.append(*said("a"))
    before = log.path.read_bytes()

    with pytest.raises(RecordError, match="换一个文件名"):
        log.export(log.path.parent / ".." / log.path.parent.name / log.path.name)

    assert log.path.read_bytes() == before


def test_deleting_removes_the_log_and_the_torn_rests(log):
    log.append(*said("a"))
    log.path.write_bytes(log.path.read_bytes() + b'{"torn')
    log.append(*said("b"))

    log.delete()

    assert list(log.read()) == []
    assert not log.path.exists()
    assert not log.damaged.exists()


def test_deleting_what_is_not_there_is_no_error(log):
    log.delete()

    assert list(log.read()) == []


def test_a_log_that_cannot_be_deleted_says_so(log, monkeypatch):
    log.append(*said("a"))
    with monkeypatch.context() as read_only:
        read_only.setattr(Path, "unlink", refuse(errno.EACCES))
        with pytest.raises(RecordError, match="删不掉"):
            log.delete()

    assert list(log.read()) == said("a")


def refuse(code):
    def refused(*_args, **_kwargs):
        raise OSError(code, os.strerror(code))

    return refused
