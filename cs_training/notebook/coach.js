// Draws one customer to answer. Python owns the truth: it sends wording (`view`), gets texts back, and judges.
// Stands behind kit.js, whose helpers it uses; Python joins the two.

const KINDS = { yes: "cst-yes", no: "cst-no", red: "cst-red" };

const sceneOf = (v) => [
  el("p", { className: "cst-scenario", textContent: v.scenario }),
  el("ol", { className: "cst-chat", attrs: { "aria-label": "顾客的消息" } }, v.says.map((text) =>
    el("li", {}, el("span", { className: "cst-who", textContent: v.customer }), el("span", { className: "cst-bubble", textContent: text })))),
  el("section", { className: "cst-card", attrs: { "aria-label": "屏幕上看得到的" } },
    el("p", { className: "cst-cardhead", textContent: "屏幕上" }),
    el("dl", {}, v.facts.map(([name, value]) => el("div", {}, el("dt", { textContent: name }), el("dd", { textContent: value }))))),
];

// The reply as it was sent. What a stretch earned or cost stands behind its last piece, in words.
const replyOf = (segments) => el("p", { className: "cst-sent", attrs: { role: "group", "aria-label": "你的回复，标出了得失" } }, segments.flatMap(({ text, tags }, i) => {
  const next = (segments[i + 1]?.tags ?? []).map(([, word]) => word);
  const piece = tags.length
    ? el("span", { className: `cst-span ${tags.map(([kind]) => KINDS[kind]).join(" ")}`, textContent: text })
    : text;
  return [piece, ...tags.filter(([, word]) => !next.includes(word)).map(([kind, word]) => el("b", { className: `cst-tag ${KINDS[kind]}`, textContent: word }))];
}));

const redOf = (red) => red.length > 0 && el("section", { className: "cst-reds" },
  el("b", { textContent: "红线" }),
  el("ul", {}, red.map((one) => el("li", {},
    el("p", {}, el("b", { textContent: `✗ ${one.name}` }), `（${one.cost}）：“${one.words}”`),
    el("p", { textContent: one.why }),
    one.basis.map((text) => el("p", { className: "cst-source", textContent: `依据：${text}` }))))));

const rowOf = (row) => el("li", { className: row.given ? "cst-right" : "cst-wrong" },
  el("p", {},
    el("b", { textContent: `${row.given ? "✓ 有" : "✗ 没有"} ${row.name}` }), ` ${row.points} 分`,
    [row.change, row.ruled, row.unsure].map((note) => note && el("span", { className: "cst-note", textContent: note }))),
  el("p", { textContent: row.reason }),
  row.words.length > 0 && el("p", { textContent: `看这里：${row.words.map((words) => `“${words}”`).join("；")}` }),
  el("p", { className: "cst-help", textContent: `这里要做到：${row.asked}` }));

const adviceOf = (advice) => advice.length > 0 && el("section", { className: "cst-lesson" },
  el("b", { textContent: "怎么改" }),
  el("ol", { className: "cst-advice" }, advice.map((one) => el("li", {},
    el("p", {}, el("b", { textContent: one.about }), `：${one.say}${one.gain && `（${one.gain}）`}`),
    one.before && el("p", { textContent: `原来：${one.before}` }),
    one.after && el("p", { textContent: `比如：${one.after}` })))));

const modelsOf = (models) => models && el("section", { className: "cst-models", tabIndex: -1, attrs: { "aria-label": "三种回法" } },
  models.map((one) => el("div", {}, el("b", { textContent: one.name }),
    el("p", { className: "cst-bubble", textContent: one.text }), el("p", { className: "cst-help", textContent: one.why }))));

// A teacher's corner: which label, what it should be, why, and who says so.
function overruleOf(v, uid, send) {
  const id = (name) => `${uid}-${name}`;
  const line = (name, label, control) => el("p", {}, el("label", { textContent: label, attrs: { for: id(name) } }), control);
  const label = el("select", { attrs: { id: id("label") } }, v.said.rows.map((row, n) => el("option", { value: n, textContent: `${row.name}：现在${row.given ? "有" : "没有"}` })));
  const why = el("input", { type: "text", autocomplete: "off", attrs: { id: id("why") } });
  const who = el("input", { type: "text", autocomplete: "off", attrs: { id: id("who") } });
  const act = () => send({ do: "overrule", attempt: v.attempts, label: Number(label.value), given: !v.said.rows[label.value].given, why: why.value, who: who.value });
  return el("details", { className: "cst-overrule" }, el("summary", { textContent: "老师改判" }),
    line("label", "改哪一项", label), line("why", "理由", why), line("who", "老师", who), button("改成相反的", act));
}

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const { view, tell, heard, stop } = connect(model);
  const root = frame("cst-coach");
  const status = el("p", { className: "cst-verdict", tabIndex: -1, attrs: { role: "status" } });
  const typed = {}; // by place: what was typed and not sent, so that a redraw takes nothing away
  let shown = null; // the view as it is drawn, without what changes with every message

  const send = (message) => tell(message, status);

  const boxOf = (v) => {
    const again = v.attempts > 0;
    const box = el("textarea", { rows: 4, value: typed[v.place] ?? v.draft, oninput: () => { typed[v.place] = box.value; }, attrs: { id: `${uid}-reply`, "aria-describedby": `${uid}-keys` } });
    const submit = () => send({ do: "send", text: box.value });
    box.onkeydown = (event) => {
      // The same keys end the typing of a Chinese word; that must not send the reply.
      if (event.key !== "Enter" || event.isComposing || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      submit();
    };
    const main = button(v.mode === "exam" ? "保存" : again ? "再发一次" : "发送", submit);
    main.className = "cst-main";
    return el("div", { className: "cst-box" },
      el("label", { textContent: again ? "改一改再发" : "你的回复", attrs: { for: `${uid}-reply` } }), box,
      el("p", { className: "cst-help", textContent: `回车换行，Ctrl+回车（苹果电脑是 ⌘+回车）${v.mode === "exam" ? "保存" : "发送"}。`, attrs: { id: `${uid}-keys` } }), main);
  };

  // Pages of several situations. In a test what is in the box is saved when the page is turned.
  const turning = (v) => {
    const text = () => root.querySelector("textarea")?.value ?? "";
    const to = (place, name) => button(name, () => send({ do: "go", to: place, text: text() }));
    return [
      v.place > 0 && to(v.place - 1, "上一个"),
      v.place < v.of - 1 && to(v.place + 1, "下一个"),
      v.attempts > 0 && !v.models && button("看三种回法", () => send({ do: "models" })),
      v.mode === "exam" && !v.handedIn && button("交卷", () => send({ do: "hand-in", text: text() })),
    ];
  };

  const draw = () => {
    heard();
    const { error, ack, ...v } = view();
    const say = () => { status.textContent = error || v.verdict; };
    // A reply that was refused changes nothing but the message: what was typed stays.
    if (shown === JSON.stringify(v)) return say();
    const before = shown && JSON.parse(shown);
    const moved = before && before.place !== v.place;
    const judged = before && !moved && before.attempts !== v.attempts;
    if (judged || (before && v.mode === "exam")) delete typed[before.place];
    const focused = root.contains(document.activeElement);
    shown = JSON.stringify(v);
    const heading = el("span", { className: "cst-stem", tabIndex: -1, textContent: `${v.of > 1 ? `第 ${v.place + 1} 个，共 ${v.of} 个 · ` : ""}${v.title}（难度 ${v.level}）` });
    const models = modelsOf(v.models);
    const said = !v.said ? [] : [
      v.said.difference && el("p", { className: "cst-difference", textContent: v.said.difference }),
      replyOf(v.said.segments), redOf(v.said.red),
      el("ul", { className: "cst-rows", attrs: { "aria-label": "六项" } }, v.said.rows.map(rowOf)),
      adviceOf(v.said.advice),
    ];
    root.replaceChildren(el("fieldset", {}, ...[
      el("legend", {}, el("span", { className: "cst-kind", textContent: v.topic }), heading),
      ...sceneOf(v), status, ...said,
      !v.over && boxOf(v), models,
      el("p", { className: "cst-actions" }, turning(v)),
      v.teacher && v.said && overruleOf(v, uid, send),
    ].filter(Boolean)));
    say();
    if (focused) (moved ? heading : models && !before?.models ? models : status).focus();
  };

  host.append(root);
  draw();
  model.on("change:view", draw);
  return () => { stop(); model.off("change:view", draw); };
}

export default { render };
