"""What every test gets: an empty home of its own; and, where it asks for one, a bank of its own."""

from dataclasses import asdict

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # a slow machine is no bug
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Where this test's records are: never a learner's own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CS_TRAINING_HOME", str(folder))
    for name in ("CS_TRAINING_VIEW", "CS_TRAINING_LEARNER", "JUPYTERHUB_USER"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def teach(monkeypatch):
    """Makes questions the whole bank: ``teach(single(id="role-01"))``."""
    from cs_training.content.bank import Bank
    from cs_training.notebook import board, sitting, standing

    def taught(*questions, lesson="01", sources=()):
        bank = Bank(
            {
                "questions": {q.id: asdict(q) | {"lesson": lesson} for q in questions},
                "sources": {s["id"]: s for s in sources},
                "syllabus": {"lessons": [], "items": []},
                "situations": {},
                "scenarios": {},
                "lines": {},
                "shifts": {},
            }
        )
        for module in (sitting, board, standing):
            monkeypatch.setattr(module, "open_bank", lambda: bank)
        return bank

    return taught
