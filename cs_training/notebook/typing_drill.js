// Draws the typing drill: one line in hand. The browser measures, Python judges and owns the truth (`view`).
// Stands behind kit.js, typing_meter.js and typing_phrases.js, whose helpers it uses; Python joins them.

const NO_PASTE = "粘贴和拖放进不来：这里练的是打字。刚才那一下没有算进去，接着打就行。";

const factsOf = (facts) => el("dl", { className: "cst-typing-facts" }, facts.map(([name, value]) => el("div", {}, el("dt", { textContent: name }), el("dd", { textContent: value }))));

// What was typed, slips marked in words where they are.
const slipOf = ([kind, want, got]) => {
  const said = want && got ? `打成“${got}”，应是“${want}”` : want ? `漏了“${want}”` : `多了“${got}”`;
  return kind ? el("mark", { className: "cst-typo" }, el("b", { textContent: kind }), `：${said}`) : el("span", { textContent: want });
};
const lineOf = ({ place, pieces, facts }) => el("li", {},
  el("p", { className: "cst-typing-said" }, el("b", { textContent: `第 ${place + 1} 行　` }), pieces.map(slipOf)), factsOf(facts));

// Only at level 3: what the customer wrote, and the order card.
const askedOf = (v) => (!v.customer ? [] : [
  el("p", { className: "cst-typing-customer" }, el("b", { textContent: "顾客：" }), v.customer),
  el("section", { className: "cst-typing-card", attrs: { "aria-label": "订单卡" } }, el("p", { textContent: "订单卡" }), factsOf(v.card)),
]);

const endingOf = (v) => (!v.over ? [] : [
  el("section", { className: "cst-lesson", attrs: { "aria-label": "这一轮" } }, el("b", { textContent: "这一轮" }), factsOf(v.summary), el("p", {}, el("b", { textContent: "建议：" }), v.advice)),
]);

// The box for one line, with its meter and, at level 3, the phrases.
const lineBox = (v, uid, { send, say }) => {
  const help = `空格不算字，打不打都行。回车交这一行。${v.phrases.length ? "打 / 找短语，插入后填花括号里的空，Tab 跳到下一个空。" : ""}`;
  const box = el("textarea", { id: `${uid}-box`, rows: v.level === 3 ? 4 : 2, spellcheck: false, autocomplete: "off", attrs: { autocorrect: "off", autocapitalize: "off", "aria-describedby": `${uid}-target ${uid}-help`, lang: "zh-CN" } });
  const used = [];
  const hole = (from) => {
    const next = /\{[^{}]*\}/.exec(box.value.slice(from));
    if (next) box.setSelectionRange(from + next.index, from + next.index + next[0].length);
    return Boolean(next);
  };
  const insert = (place, at) => {
    const start = box.selectionStart;
    box.focus();
    box.setRangeText(v.phrases[place].text, start, box.selectionEnd, "end");
    used.push(place);
    measuring.inserted(at);
    hole(start);
  };
  const panel = v.phrases.length ? phrasePanel(v.phrases, uid, { insert, close: () => box.focus(), beat: (at) => measuring.beat(at) }) : null;
  // A Chinese input method makes 、 of the slash key.
  const slash = ({ came }, code) => {
    const asked = panel && (came === "/" || (came === "、" && code === "Slash"));
    if (asked) setTimeout(panel.open); // once the box has its text back
    return Boolean(asked);
  };
  const measuring = meter(box, { refused: () => say(NO_PASTE), taken: slash });
  const submit = () => send({ do: "line", place: v.place, typed: box.value, measured: measuring.measured, used });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Tab" && !event.shiftKey && panel && hole(box.selectionEnd)) event.preventDefault();
    // 229: Safari ends the composition first, and then tells of the Enter that did.
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || measuring.composing()) return;
    event.preventDefault();
    if (!event.shiftKey && !event.repeat) submit();
  });
  const find = panel && button("找短语（/）", (event) => { measuring.beat(event.timeStamp); panel.open(); });
  const node = el("div", { className: "cst-typing-line" },
    el("p", { className: "cst-typing-head", textContent: "照着打" }), el("p", { id: `${uid}-target`, className: "cst-typing-target", textContent: v.target, attrs: { lang: "zh-CN" } }),
    el("label", { textContent: "你打的", attrs: { for: box.id } }), box, el("p", { id: `${uid}-help`, className: "cst-help", textContent: help }), panel && panel.node);
  return { node, box, submit, find };
};

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const { view, tell, heard, stop } = connect(model);
  const root = frame("cst-typing");
  const status = el("p", { className: "cst-verdict", tabIndex: -1, attrs: { role: "status" } });
  let shown = null; // the view as it is drawn, without what changes with every message

  const send = (message) => tell(message, status);
  const say = (text) => { status.textContent = text; };

  const levels = (v) => el("div", { className: "cst-typing-levels", attrs: { role: "group", "aria-label": "第几关" } }, v.levels.map(([level, title]) =>
    button(`${level} ${title}`, () => level === v.level || send({ do: "level", level }), { "aria-label": `第 ${level} 关 ${title}`, "aria-pressed": level === v.level })));

  const draw = () => {
    heard();
    const { error, ack, ...v } = view();
    // A line that was refused stays in its box, with the times that belong to it.
    if (shown === JSON.stringify(v)) return say(error || v.verdict);
    const focused = root.contains(document.activeElement);
    shown = JSON.stringify(v);
    const heading = el("span", { className: "cst-stem", tabIndex: -1, textContent: `第 ${v.number} 轮${v.over ? "" : ` · 第 ${v.place + 1} 行（共 ${v.of} 行）`}` });
    const line = v.over ? null : lineBox(v, uid, { send, say });
    const action = v.over ? button("再来一轮", () => send({ do: "another" })) : button("交", line.submit);
    action.className = "cst-main";
    root.replaceChildren(el("fieldset", {},
      el("legend", {}, el("span", { className: "cst-kind", textContent: "打字练习" }), heading),
      levels(v), el("p", { className: "cst-help", textContent: v.goal }), ...askedOf(v), ...(line ? [line.node] : []),
      status, ...endingOf(v), el("p", { className: "cst-actions" }, action, line && line.find),
      v.lines.length ? el("ol", { className: "cst-typing-lines", attrs: { "aria-label": "打过的行" } }, [...v.lines].reverse().map(lineOf)) : ""));
    // Said once it stands in the page, and at the end of a line only: nothing talks into the typing.
    say(error || v.verdict);
    if (focused) (line ? line.box : status).focus();
  };

  host.append(root);
  draw();
  model.on("change:view", draw);
  return () => { stop(); model.off("change:view", draw); };
}

export default { render };
