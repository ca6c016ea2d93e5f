// usage: node smoke.mjs REPO SITE_PACKAGES BANK.json
// Answers one question of every kind in Pyodide, writes the attempts to its file system, and reads them back; decides
// practice cases of every topic, judges the model replies of a coach situation, and works a shift of four by text.
import { loadPyodide } from "pyodide";

const [repo, site, bank] = process.argv.slice(2);
const pyodide = await loadPyodide();
for (const [name, root] of Object.entries({ repo, site })) {
  pyodide.FS.mkdir(`/${name}`);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, `/${name}`);
}
const { readFileSync } = await import("node:fs");
pyodide.globals.set("bank_json", readFileSync(bank, "utf-8"));
console.log(await pyodide.runPythonAsync(`
import json, sys
sys.path += ["/repo", "/site"]
from pathlib import Path
from cs_training.content.bank import Bank
from cs_training.core.marking import solution
from cs_training.core.quiz import begin
from cs_training.notebook.sitting import Sitting
from cs_training.notebook.text import sitting_text
from cs_training.records.log import Log
from cs_training.records.attempts import events
from cs_training.records.progress import finished
from cs_training.records.review import schedule

bank = Bank(json.loads(bank_json))
log = Log(Path("/home/pyodide/attempts.jsonl"))
first = {}
for question in bank.questions():
    if question.use == "practice":
        first.setdefault(question.kind, question.id)
for item in first.values():
    sitting = Sitting([item], bank=bank, log=log)
    sitting.answer(0, solution(sitting.rounds[0].question).response)
    assert sitting.rounds[0].solved, item
    assert "讲解" in sitting_text(sitting) or question.why == "", item
rounds = finished(events(log.read()))
from cs_training.core.practice import TOPICS, Goods, practice_case
from cs_training.core.rules import decide
goods = [Goods(p.name, p.category, p.price) for p in bank.shop.products.values()]
cases = [practice_case(topic, level, 1, goods=goods) for topic in TOPICS for level in (1, 2, 3)]
decided = [decide(case.facts, rules=bank.rules, on=case.on) for case in cases]
from cs_training.core.reply import assess
situation = bank.situation(bank.situation_ids()[0])
said = [getattr(situation.replies, one).text for one in ("weak", "strong")]
about = {"customer": "\\n".join(situation.says), "facts": situation.facts, "scenario": situation.scenario}
weak, strong = (assess(text, judge=bank.judge, **about) for text in said)
from cs_training.notebook.play_setting import Setting
from cs_training.notebook.play_sitting import PlaySitting
from cs_training.core.playing.agents import EXPERT, work
setting = Setting(item="shift/morning", level=1, customers=4, minutes=10, mode="practice")
shift = PlaySitting(setting, bank=bank, log=log)
shift.begin()
first_chat = next(iter(shift.play.chats))
shift.run_to(shift.play.next_at)
shift.reply(first_chat, "我先看一下订单，10 分钟内回您。")
again = PlaySitting(setting, bank=bank, log=log)
work(again.play, EXPERT, seed=1)
json.dumps({
    "python": sys.version.split()[0],
    "kinds": sorted(first),
    "finished": len(rounds),
    "due": len(schedule(rounds, rounds)),
    "cases": len(cases),
    "decided": sum(one.decision is not None for one in decided),
    "bands": [weak.band, strong.band],
    "replayed": again.play.log[: len(shift.play.log)] == shift.play.log,
    "served": len(again.play.outcomes),
    "heavy": sorted({"pandas", "matplotlib", "anywidget", "ipywidgets", "pydantic", "yaml", "numpy", "sklearn"} & set(sys.modules)),
})
`));
