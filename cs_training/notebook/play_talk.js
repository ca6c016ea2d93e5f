// The open chat of the workbench: what was said, replies to choose, and the box to write in.

const SETTLES = 500; // ms after which choices that changed may be picked: nobody sends what has just come under the finger

const lineNode = (said, before) => {
  const goesOn = before && before.who === said.who && before.name === said.name && before.at.slice(0, 5) === said.at.slice(0, 5);
  if (said.who === "system") return el("li", { className: "cst-said cst-system" }, el("span", { textContent: said.text }), el("time", { textContent: said.at }));
  return el("li", { className: `cst-said cst-${said.who}` },
    !goesOn && el("span", { className: "cst-who" }, el("b", { textContent: said.name }), " ", el("time", { textContent: said.at })),
    el("span", { className: "cst-bubble", textContent: said.text }));
};

// The lines of a chat. What stands there stays; at the end it goes on scrolling only if it was at the end.
const talkLines = () => {
  const node = el("ol", { className: "cst-lines", tabIndex: 0 });
  let chat = null;
  let shown = [];
  let atEnd = true;
  const toEnd = () => { if (atEnd) node.scrollTop = node.scrollHeight; };
  node.onscroll = () => { atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 40; };
  new ResizeObserver(toEnd).observe(node); // choices and phrases take room from it
  const update = (id, name, lines) => {
    const texts = lines.map((one) => JSON.stringify(one));
    let same = 0;
    while (id === chat && same < texts.length && texts[same] === shown[same]) same += 1;
    if (id === chat && same === texts.length && same === shown.length) return;
    while (node.children.length > same) node.lastChild.remove();
    node.append(...lines.slice(same).map((one, n) => lineNode(one, lines[same + n - 1])));
    node.setAttribute("aria-label", `和 ${name} 的对话`);
    if (id !== chat) atEnd = true;
    toEnd();
    chat = id;
    shown = texts;
  };
  return { node, update };
};

// Replies to choose from: behind a disclosure in practice, open in a test. Buttons are kept and get other texts.
const talkChoices = ({ exam, pick, say, shelf }) => {
  const list = el("ol", { className: "cst-choices" });
  const node = exam
    ? el("div", { className: "cst-offers" }, el("p", { className: "cst-offerhead", textContent: "挑一条发出去" }), list)
    : el("details", { className: "cst-offers" }, el("summary", { textContent: "给我几条备选" }), list);
  let shown = "";
  let since = 0;
  if (!exam) {
    node.open = shelf.get("choices") === "open";
    node.addEventListener("toggle", () => shelf.set("choices", node.open ? "open" : ""));
  }
  const press = (place) => {
    const seen = shown;
    if (performance.now() - since < SETTLES) return say("备选刚换过，看清楚再点。");
    return pick(place, () => {
      if (seen !== shown) say("顾客刚说了新的话，备选换了，再看一眼。");
      return seen === shown;
    });
  };
  const update = (chat, texts) => {
    const now = JSON.stringify([chat, texts]);
    if (now === shown) return;
    const had = node.contains(document.activeElement);
    since = JSON.parse(shown || "[]")[0] === chat ? performance.now() : 0;
    shown = now;
    while (list.children.length > texts.length) list.lastChild.remove();
    while (list.children.length < texts.length) {
      const place = list.children.length;
      list.append(el("li", {}, button("", () => press(place))));
    }
    texts.forEach((text, n) => retext(list.children[n].firstChild, text));
    node.hidden = texts.length === 0;
    if (had && !node.contains(document.activeElement) && texts.length) list.lastChild.firstChild.focus();
  };
  return { node, update, first: () => list.querySelector("button") };
};

// The box to write in. A draft belongs to its chat, and is there again when the chat is.
const talkBox = ({ uid, submit, say, phrases, shelf }) => {
  const box = el("textarea", { id: `${uid}-box`, rows: 3, autocomplete: "off", attrs: { lang: "zh-CN", "aria-describedby": `${uid}-blanks` } });
  const label = el("label", { attrs: { for: box.id } });
  const blanks = el("span", { id: `${uid}-blanks`, className: "cst-blanks" });
  let chat = null;
  const holes = () => box.value.match(/\{[^{}]*\}/g) ?? [];
  const hole = (from) => {
    const next = /\{[^{}]*\}/.exec(box.value.slice(from));
    if (next) box.setSelectionRange(from + next.index, from + next.index + next[0].length);
    return Boolean(next);
  };
  const keep = () => {
    shelf.set(`draft ${chat}`, box.value);
    retext(blanks, holes().length ? `还有 ${holes().length} 个空要填：${holes().join("、")}（Tab 跳到下一个）` : "");
  };
  const insert = (place) => {
    const start = box.selectionStart;
    box.focus();
    box.setRangeText(phrases()[place].text, start, box.selectionEnd, "end");
    keep();
    hole(start);
  };
  let panel = null;
  const find = () => {
    if (!panel) {
      panel = phrasePanel(phrases(), uid, { insert, close: () => box.focus(), beat: () => {} });
      finder.append(panel.node);
    }
    panel.open();
  };
  const finder = el("div", { className: "cst-finder" });
  box.oninput = (event) => {
    // A Chinese input method makes 、 of the slash key; it may come as the end of a composition.
    if (!box.readOnly && box.selectionStart === 1 && "/／、".includes(event.data || "-") && box.value.startsWith(event.data)) {
      box.setRangeText("", 0, 1);
      setTimeout(find);
    }
    keep();
  };
  const sends = () => {
    if (!box.value.trim()) return say("还没写。写一句再发。");
    if (holes().length) {
      hole(0);
      return say(`还有空没填：${holes().join("、")}。填好或者删掉再发。`);
    }
    const [text, to] = [box.value, chat];
    submit(text, () => {
      // Sent: it stands in the chat now. What was written meanwhile stays.
      if (shelf.get(`draft ${to}`) === text) shelf.set(`draft ${to}`, "");
      if (chat === to && box.value === text) box.value = "";
      if (chat === to) keep();
    });
  };
  box.onkeydown = (event) => {
    if (event.key === "Tab" && !event.shiftKey && !event.altKey && hole(box.selectionEnd)) event.preventDefault();
    // The same key ends the typing of a Chinese word; 229: Safari tells of it after the composition.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!event.repeat) sends();
  };
  const main = button("发送", sends);
  main.className = "cst-main";
  const row = el("div", { className: "cst-sendrow" }, main, button("短语 /", find, { "aria-label": "找短语（/）" }), blanks);
  const update = (id, name, over) => {
    retext(label, over ? `${name} 的会话已结束` : `回复 ${name}`);
    if (box.readOnly !== over) box.readOnly = over;
    if (id === chat) return;
    chat = id;
    box.value = shelf.get(`draft ${id}`);
    keep();
  };
  return { node: el("div", { className: "cst-write" }, finder, label, box, row), box, row, update };
};

const deskTalk = ({ uid, exam, line, clock, say, phrases, shelf }) => {
  const lines = talkLines();
  const name = el("b", { className: "cst-talkname" });
  const state = el("span", { className: "cst-talkstate" });
  const none = el("p", { className: "cst-none", textContent: "还没打开会话。点左边的名字，或者按 Alt+N。" });
  let open = null;
  let sure = false; // ending a chat before its time takes a second press
  // What was done while the clock stands is done; only nobody answers.
  const sayStill = () => { if (!clock.running()) say("发出去了。时钟停着，按“继续”（Alt+P）顾客才会回。"); };
  const act = (message, done) => {
    say("");
    line.send({ chat: open.id, to: clock.now(), ...message }, (error) => { if (error) say(error); else done?.(); });
  };
  let sending = ""; // what is on its way: a second Enter does not send it twice
  const submit = (text, done) => {
    const key = `${open.id} ${text}`;
    if (sending === key) return;
    sending = key;
    say("");
    line.send({ do: "reply", chat: open.id, text, to: clock.now() }, (error) => {
      sending = "";
      if (error) return say(error);
      done();
      return sayStill();
    });
  };
  const box = exam ? null : talkBox({ uid, submit, say, phrases, shelf });
  const pick = (place, holds) => {
    say("");
    line.send({ do: "choose", chat: open.id, place, to: clock.now() }, (error) => (error ? say(error) : sayStill()), holds);
  };
  const choices = talkChoices({ exam, pick, say, shelf });
  const end = button("结束会话", () => {
    if (open.state !== "聊完了" && !sure) {
      sure = true;
      retext(end, "确定结束");
      return say("顾客的事还没办完。真要结束，再按一次“确定结束”。");
    }
    act({ do: "end" });
  });
  end.classList.add("cst-end");
  const open_ = el("div", { className: "cst-open", hidden: true }, el("p", { className: "cst-panehead" }, name, state, end), lines.node, choices.node, box?.node);
  const node = el("section", { className: "cst-talk", attrs: { "aria-label": "会话" } }, none, open_);

  const update = (v) => {
    const chat = v.chats.find((one) => one.id === v.open);
    none.hidden = Boolean(chat);
    open_.hidden = !chat;
    if (!chat) return;
    if (chat.id !== open?.id || chat.state !== open?.state) {
      sure = false;
      retext(end, "结束会话");
    }
    open = chat;
    retext(name, chat.name);
    retext(state, chat.over ? chat.state : `${chat.mood.shape} ${chat.mood.word} · ${stateWords(chat)}`);
    end.hidden = chat.over && document.activeElement !== end;
    lines.update(chat.id, chat.name, v.lines);
    choices.update(chat.id, v.choices);
    box?.update(chat.id, chat.name, chat.over);
  };
  const focus = () => { (open && (box?.box ?? choices.first())) ? (box?.box ?? choices.first()).focus() : lines.node.focus(); };
  return { node, update, focus, act };
};
