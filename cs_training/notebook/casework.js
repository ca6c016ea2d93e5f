// Draws casework: one case in hand. Python owns the truth: it sends wording (`view`), gets places and texts back, and marks.
// Stands behind kit.js, whose helpers it uses; Python joins the two.

const EXAMPLE = { money: "几元，比如 45.50", date: "比如 11月3日" };

// What the customer and the shop said, as bubbles; who speaks is written above each.
const chatOf = (v) => el("ol", { className: "cst-chat", attrs: { "aria-label": "对话" } }, v.chat.map(({ who, text, ours }) =>
  el("li", { className: ours ? "cst-ours" : "" }, el("span", { className: "cst-who", textContent: who }), el("span", { className: "cst-bubble", textContent: text }))));

const cardOf = (v) => el("section", { className: "cst-card", attrs: { "aria-label": "订单卡" } },
  el("p", { className: "cst-cardhead", textContent: "订单" }),
  el("dl", {}, v.card.map(([label, value]) => el("div", {}, el("dt", { textContent: label }), el("dd", { textContent: value })))));

// A part of the answer: a label, its control, and what is said about it. Returns how to read it.
function partOf(part, n, uid, over, key) {
  const id = `${uid}-${n}`;
  const said = part.right === null ? "" : part.right ? "✓ 对" : part.note ? "✗" : "✗ 不对";
  const noted = `${id}-note`;
  const attrs = { id, ...(said && { "aria-describedby": noted }) };
  const word = part.kind === "date" ? part.choices[0] : undefined; // what may be said instead of a date
  const none = word && part.given === word;
  const control = part.kind === "choice"
    ? el("select", { disabled: over, attrs }, ["请选择", ...part.choices].map((text, i) => el("option", { value: i ? i - 1 : "", textContent: text, selected: i > 0 && part.given === i - 1 })))
    : el("input", { type: "text", value: none ? "" : part.given ?? "", disabled: over, autocomplete: "off", placeholder: EXAMPLE[part.kind], attrs });
  const box = word && el("input", { type: "checkbox", checked: none, disabled: over, attrs: said ? { "aria-describedby": noted } : {} });
  if (box) {
    // The two exclude each other; neither is ever disabled, so the keyboard always finds both.
    box.onchange = () => { if (box.checked) control.value = ""; };
    control.oninput = () => { if (control.value) box.checked = false; };
  }
  const mark = said && el("span", { className: `cst-mark ${part.right ? "cst-right" : "cst-wrong"}`, attrs: { id: noted } },
    el("b", { textContent: said }), part.note && ` ${part.note}`,
    over && !part.right && el("span", { className: "cst-answer" }, el("b", { className: "cst-key", textContent: "正确答案" }), ` ${key}`));
  const node = el("div", { className: "cst-part" },
    el("label", { textContent: part.label, attrs: { for: id } }),
    el("span", { className: "cst-control" }, control, box && el("label", { className: "cst-none" }, box, word)), mark);
  const read = () => (part.kind !== "choice" ? (box?.checked ? word : control.value) : control.value === "" ? null : Number(control.value));
  return { node, control, read };
}

// Steps, basis, and what to write to the customer: only once the case is over.
const endingOf = (v) => (!v.over ? [] : [
  el("section", { className: "cst-lesson" }, el("b", { textContent: "怎么判" }), el("ol", { className: "cst-steps" }, v.steps.map((step) => el("li", { textContent: step })))),
  ...v.basis.map((text) => el("p", { className: "cst-source", textContent: `依据：${text}` })),
  el("section", { className: "cst-reply" }, el("b", { textContent: "可以这样回顾客" }), el("p", { className: "cst-bubble", textContent: v.reply })),
]);

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const { view, tell, heard, stop } = connect(model);
  const root = frame("cst-casework");
  const status = el("p", { className: "cst-verdict", tabIndex: -1, attrs: { role: "status" } });
  let shown = null; // the view as it is drawn, without what changes with every message
  let fields = [];

  const send = (message) => tell(message, status);
  const submit = () => send({ do: "answer", given: fields.map((field) => field.read()) });

  const levels = (v) => el("div", { className: "cst-levels", attrs: { role: "group", "aria-label": "难度" } }, el("span", { textContent: "难度", attrs: { "aria-hidden": "true" } }),
    v.levels.map((level) => button(String(level), () => level === v.level || send({ do: "level", level }), { "aria-label": `难度 ${level}`, "aria-pressed": level === v.level })));

  const draw = () => {
    heard();
    const { error, ack, ...v } = view();
    // Said once it stands in the page: a screen reader does not hear of text that comes with its node.
    const say = () => { status.textContent = error || v.verdict; };
    // A misshaped answer changes nothing but the message: what was picked and typed stays.
    if (shown === JSON.stringify(v)) return say();
    const before = shown && JSON.parse(shown);
    const moved = before && (before.number !== v.number || before.level !== v.level);
    const focused = root.contains(document.activeElement);
    shown = JSON.stringify(v);
    fields = v.parts.map((part, n) => partOf(part, n, uid, v.over, v.keys?.[n]));
    const heading = el("span", { className: "cst-stem", tabIndex: -1, textContent: `难度 ${v.level} · 第 ${v.number} 例` });
    const action = v.over ? button("再来一例", () => send({ do: "another" })) : button("提交", submit);
    action.className = "cst-main";
    const box = el("fieldset", {},
      el("legend", {}, el("span", { className: "cst-kind", textContent: v.topic }), heading),
      levels(v), chatOf(v), cardOf(v),
      el("p", { className: "cst-question", textContent: v.question }),
      el("div", { className: "cst-parts" }, fields.map((field) => field.node)),
      status, ...endingOf(v), el("p", { className: "cst-actions" }, action));
    box.onkeydown = (event) => {
      if (!isEnter(event)) return;
      event.preventDefault();
      submit();
    };
    root.replaceChildren(box);
    say();
    if (focused) (moved ? heading : v.over ? status : fields.find((field, n) => v.parts[n].right === false)?.control ?? action).focus();
  };

  host.append(root);
  draw();
  model.on("change:view", draw);
  return () => { stop(); model.off("change:view", draw); };
}

export default { render };
