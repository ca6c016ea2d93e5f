// Draws the workbench: start, desk, debrief. Python plays the customers and owns the truth (`view`); the browser keeps
// the time. Stands behind kit.js and the play_*.js, whose parts it uses; Python joins them.

// The desk of one run: list, chat, side and the line that says what happened. Built once, then changed in place.
function desk({ uid, v, line, clock, phrases, memory }) {
  const status = el("p", { className: "cst-status", attrs: { role: "status" } });
  const hint = el("p", { className: "cst-now" });
  const news = el("p", { className: "cst-unseen", attrs: { role: "status" } });
  let last = null; // the view as it is drawn
  const saved = el("span", { className: "cst-saved" });
  const shelf = deskShelf(`cst-play ${v.run}`);
  const say = (text) => {
    retext(status, text);
    const now = last ? hintOf(last, clock.running()) : "";
    retext(hint, now);
    hint.hidden = now === "" || text !== "";
  };
  // Open texts and drafts are per run; whether choices are shown is remembered for all.
  const both = { get: (name) => (name === "choices" ? memory : shelf).get(name), set: (name, value) => (name === "choices" ? memory : shelf).set(name, value) };
  const talk = deskTalk({ uid, exam: v.exam, line, clock, say, phrases, shelf: both });
  const open = (id) => (id === line.view().open ? talk.focus() : line.send({ do: "open", chat: id }, () => talk.focus()));
  const list = deskList({ open });
  const side = deskTabs({ uid, act: talk.act, say, shelf });
  const node = el("div", { className: "cst-desk", attrs: { role: "group", "aria-label": v.title } },
    el("div", { className: "cst-bar" }, titleOf(v), clock.node),
    el("div", { className: "cst-saying" }, status, hint, line.lost, saved),
    el("div", { className: "cst-panes" }, list.node, talk.node, side.node),
    keyLine(v.exam), news);

  // Who wrote is announced, once; that time goes by is not.
  const announce = (before, now) => {
    const told = now.chats.flatMap((chat) => {
      const was = before.chats.find((one) => one.id === chat.id);
      if (!was) return [`新顾客 ${chat.name}`];
      return chat.unread > was.unread ? [`${chat.name} 发来 ${chat.unread - was.unread} 条`] : [];
    });
    const lines = before.open === now.open ? now.lines.slice(before.lines.length).filter((one) => one.who !== "you") : [];
    const text = [...lines.map((one) => `${one.name}${one.name && "："}${one.text}`), ...told].join("；");
    if (text) news.textContent = text;
  };
  const update = (now) => {
    if (last) announce(last, now);
    last = now;
    list.update(now);
    talk.update(now);
    side.update(now);
    retext(saved, now.saved);
    say(status.textContent);
  };
  const turnTo = (id) => { if (id) { say(""); open(id); } else say("没有别的顾客在等。"); };
  return {
    node, update, say, run: v.run,
    focus: () => (line.view().open ? talk.focus() : clock.go.focus()),
    at: (place) => turnTo(list.at(line.view(), place)),
    next: () => turnTo(list.next(line.view())),
  };
}

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const line = deskLine(model);
  const root = frame("cst-play");
  const memory = deskShelf("cst-play");
  const clock = deskClock({ line, changed: () => here?.say("") });
  let here = null; // the desk, while there is work
  let page = ""; // what stands there instead, as it is drawn
  let read = null;
  const phrases = () => (read ??= JSON.parse(model.get("phrases")));
  const trouble = el("p", { className: "cst-verdict", attrs: { role: "status" } });

  const send = ({ n, ...message }) => {
    // `n` counts messages; a deed is called so only in the debrief.
    const told = n === undefined ? message : { ...message, deed: n };
    line.send(told, (error) => {
      retext(trouble, error);
      if (error || message.do === "export") return;
      if (message.do === "begin") clock.start();
      (here ?? root.querySelector(".cst-title")).focus();
    });
  };
  const pageOf = (v) => {
    if (v.stage === "ready") return startPage(v, send);
    if (v.stage === "stuck") return stuckPage(v, send);
    return v.debrief ? overPage(v, send) : betweenPage(v, send);
  };
  const work = (v) => {
    if (here?.run !== v.run) {
      here = desk({ uid, v, line, clock, phrases, memory });
      root.replaceChildren(here.node);
      page = "";
      clock.mark();
    }
    here.update(v);
  };
  const show = (v) => {
    here = null;
    const { error, ack, clock: _, clockText, ...rest } = v;
    const now = JSON.stringify(rest);
    if (now === page) return;
    page = now;
    // Where the same page comes again, as after an export, what was unfolded stays so, and the focus where it was.
    const parts = () => [...root.querySelectorAll("summary, button")];
    const [opened, place] = [[...root.querySelectorAll("details")].map((one) => one.open), parts().indexOf(document.activeElement)];
    const same = root.querySelector(".cst-over") !== null;
    root.replaceChildren(pageOf(v), trouble, line.lost);
    if (!same) return;
    root.querySelectorAll("details").forEach((one, n) => { one.open = opened[n] ?? one.open; });
    parts()[place]?.focus();
  };
  const draw = () => {
    const v = line.view();
    const focused = root.contains(document.activeElement);
    clock.update(v);
    if (v.stage === "working") work(v); else show(v);
    if (focused && !root.contains(document.activeElement)) (here ?? root.querySelector(".cst-title")).focus();
  };
  root.addEventListener("keydown", (event) => {
    if (!here || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    const act = digit ? () => here.at(digit[1] - 1) : { KeyN: here.next, KeyP: clock.toggle }[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });

  host.append(root);
  draw();
  const changed = () => line.answered(draw);
  model.on("change:view", changed);
  return () => { line.stop(); clock.stop(); model.off("change:view", changed); };
}

export default { render };
