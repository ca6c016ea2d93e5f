// Draws a quiz. Python owns the truth: it sends wording and positions (`view`), gets positions back, and marks.
// Stands behind kit.js, whose helpers it uses; Python joins the two.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const PAUSE = 700; // ms without typing after which an exam answer is saved

const many = (given) => (Array.isArray(given) ? given : given === null || given === undefined ? [] : [given]);

// What is said about part n: a word and its explanation. Never colour alone.
const remark = (q, n) => {
  const note = q.notes.find((one) => one.at === n);
  const why = q.whys?.[n] ?? note?.text;
  if (!note && !why) return null;
  const word = note ? (note.right ? "✓ 对" : "✗ 不对") : "";
  return el("span", { className: `cst-why ${note ? (note.right ? "cst-right" : "cst-wrong") : ""}` }, word && el("b", { textContent: `${word} ` }), why ?? "");
};

const HELP = {
  multiple: "可以选几个。",
  order: "按 ↑ ↓，或拖动，排出先后。",
  match: "先按上面的选项，再按要放的位置；也可以拖过去。放错了，按一下就拿开。",
};

// Each kind: draws its controls, and returns how to read an answer off them.
const KINDS = {
  single: (q, name) => choices(q, name, "radio"),
  truefalse: (q, name) => choices(q, name, "radio"),
  multiple: (q, name) => choices(q, name, "checkbox"),
  numeric: (q, name, changed) => line(q, `你的答案${q.unit ? `（单位：${q.unit}）` : ""}`, changed),
  fill: (q, name, changed) => line(q, "你的答案", changed),
  order,
  match,
  classify,
  cloze,
};

function choices(q, name, type) {
  const inputs = q.options.map((_, n) => el("input", { type, name, value: n, checked: many(q.given).includes(n), disabled: q.over }));
  const keyed = many(q.key);
  const rows = q.options.map((text, n) => {
    const key = q.over && keyed.includes(n) ? el("b", { className: "cst-key", textContent: "正确答案" }) : null;
    const label = el("label", { className: "cst-choice" }, inputs[n], el("span", {}, q.kind === "truefalse" ? "" : `${LETTERS[n]}. `, text, key && " ", key));
    return el("div", {}, label, remark(q, n));
  });
  const picked = () => inputs.flatMap((input, n) => (input.checked ? [n] : []));
  return { node: el("div", {}, rows), read: () => (type === "radio" ? picked()[0] ?? null : picked()) };
}

function line(q, label, changed) {
  const input = el("input", { type: "text", value: q.given ?? "", disabled: q.over, autocomplete: "off", oninput: changed, attrs: { "aria-label": label } });
  const key = q.over ? el("p", {}, el("b", { className: "cst-key", textContent: "正确答案 " }), String(q.key)) : null;
  return { node: el("div", {}, el("span", { className: "cst-line" }, input, q.unit && ` ${q.unit}`), remark(q, -1), key), read: () => input.value };
}

// Puts things in order: with buttons, or by dragging.
function order(q, name, changed, say) {
  let places = q.given ?? q.options.map((_, n) => n);
  const list = el("ol", { className: "cst-order" });
  const move = (from, to) => {
    if (to < 0 || to >= places.length || from === to) return;
    const [moved] = places.splice(from, 1);
    places.splice(to, 0, moved);
    draw();
    changed();
    say(`“${q.options[moved]}”现在是第 ${to + 1} 步。`);
    return moved;
  };
  const draw = () => list.replaceChildren(...places.map((option, at) => {
    const step = (by, word) => button(word === "上移" ? "↑" : "↓", () => {
      move(at, at + by);
      const row = list.children[at + by] ?? list.children[at];
      row.querySelector(`[data-by="${by}"]:not(:disabled)`)?.focus() ?? row.querySelector("button:not(:disabled)")?.focus();
    }, { "aria-label": `${word}：${q.options[option]}`, "data-by": by });
    const up = step(-1, "上移"), down = step(1, "下移");
    up.disabled = q.over || at === 0;
    down.disabled = q.over || at === places.length - 1;
    const row = el("li", { draggable: !q.over }, el("span", { className: "cst-step" }, q.options[option]), up, down, remark(q, option));
    row.ondragstart = (event) => event.dataTransfer.setData("text/plain", `${name}:${at}`);
    row.ondragover = (event) => event.preventDefault();
    row.ondrop = (event) => {
      event.preventDefault();
      const [from, place] = event.dataTransfer.getData("text/plain").split(/:(?=\d+$)/);
      if (from === name) move(Number(place), at);
    };
    return row;
  }));
  draw();
  const key = q.over ? el("p", {}, el("b", { className: "cst-key", textContent: "正确顺序 " }), q.key.map((n) => q.options[n]).join(" → ")) : null;
  return { node: el("div", {}, list, key), read: () => places };
}

// Joins rights to lefts: press a right, then its place; or drag it there. Pressing a filled place empties it.
function match(q, name, changed, say) {
  const placed = { ...(q.given ?? {}) };
  let held = null;
  const bank = el("div", { className: "cst-bank", attrs: { role: "group", "aria-label": "可用的选项" } });
  const rows = el("div", {});
  const put = (slot, option) => {
    for (const other of Object.keys(placed)) if (placed[other] === option) delete placed[other];
    if (option === null) delete placed[slot];
    else placed[slot] = option;
    held = null;
    draw();
    changed();
    say(option === null ? "已拿开。" : `“${q.options[option]}”放到了“${q.slots[slot].text}”。`);
    rows.children[slot].querySelector("button")?.focus();
  };
  const draw = () => {
    const used = Object.values(placed);
    bank.replaceChildren(...q.options.map((text, n) => {
      const chip = button(`${LETTERS[n]}. ${text}`, () => { held = held === n ? null : n; draw(); bank.children[n].focus(); }, { "aria-pressed": held === n });
      chip.className = "cst-chip";
      chip.disabled = q.over || used.includes(n);
      chip.draggable = !chip.disabled;
      chip.ondragstart = (event) => event.dataTransfer.setData("text/plain", `${name}:${n}`);
      return chip;
    }));
    rows.replaceChildren(...q.slots.map((slot, n) => {
      const at = placed[n] ?? null;
      const target = button(at === null ? "放到这里" : q.options[at], () => (held !== null ? put(n, held) : at !== null ? put(n, null) : say("先在上面选一个。")), {
        "aria-label": `${slot.text}：${at === null ? "空，放到这里" : `${q.options[at]}，再按一次拿开`}`,
      });
      target.className = "cst-slot";
      target.disabled = q.over;
      target.ondragover = (event) => event.preventDefault();
      target.ondrop = (event) => {
        event.preventDefault();
        const [from, option] = event.dataTransfer.getData("text/plain").split(/:(?=\d+$)/);
        if (from === name) put(n, Number(option));
      };
      const key = q.over && q.key[n] !== at ? el("b", { className: "cst-key", textContent: ` 应为：${q.options[q.key[n]]}` }) : null;
      return el("div", { className: "cst-row" }, el("span", {}, slot.text), target, key, remark(q, n));
    }));
  };
  draw();
  return { node: el("div", {}, bank, rows), read: () => placed };
}

function classify(q, name) {
  const groups = q.slots.map((slot, n) => q.options.map((text, g) => el("input", { type: "radio", name: `${name}-${n}`, value: g, checked: q.given?.[n] === g, disabled: q.over })));
  const rows = q.slots.map((slot, n) => {
    const labels = groups[n].map((input, g) => el("label", { className: "cst-choice" }, input, el("span", { textContent: q.options[g] })));
    const key = q.over && q.key[n] !== q.given?.[n] ? el("b", { className: "cst-key", textContent: ` 应为：${q.options[q.key[n]]}` }) : null;
    return el("div", { className: "cst-row", attrs: { role: "radiogroup", "aria-label": slot.text } }, el("span", {}, slot.text), el("span", { className: "cst-groups" }, labels), key, remark(q, n));
  });
  const read = () => Object.fromEntries(groups.flatMap((inputs, n) => inputs.flatMap((input, g) => (input.checked ? [[n, g]] : []))));
  return { node: el("div", {}, rows), read };
}

function cloze(q, name, changed) {
  const fields = q.slots.map((slot, n) => {
    const attrs = { "aria-label": `第 ${n + 1} 空` };
    if (!slot.options.length) return el("input", { type: "text", value: q.given?.[n] ?? "", disabled: q.over, autocomplete: "off", oninput: changed, attrs });
    const options = ["请选择", ...slot.options].map((text, i) => el("option", { value: i ? i - 1 : "", textContent: text, selected: i > 0 && q.given?.[n] === i - 1 }));
    return el("select", { disabled: q.over, attrs }, options);
  });
  const text = q.stem.split(/(\[\[[^\]]*\]\])/).map((part) => fields[q.slots.findIndex((slot) => slot.text === part)] ?? part);
  const said = q.slots.map((slot, n) => {
    const key = q.over ? el("span", {}, el("b", { className: "cst-key", textContent: "正确答案 " }), slot.options[q.key[n]] ?? q.key[n], " ") : null;
    return key || remark(q, n) ? el("div", {}, `第 ${n + 1} 空 `, key, remark(q, n)) : null;
  });
  const value = (field) => (field.tagName === "SELECT" ? (field.value === "" ? null : Number(field.value)) : field.value);
  const read = () => Object.fromEntries(fields.flatMap((field, n) => (value(field) === null || value(field) === "" ? [] : [[n, value(field)]])));
  return { node: el("div", {}, el("p", { className: "cst-stem" }, text), said), read };
}

const legendOf = (q, number) => el("legend", {},
  el("span", { className: "cst-kind", textContent: `${number}${q.name}` }),
  q.kind === "cloze" ? "" : el("span", { className: "cst-stem", textContent: q.stem }));

// What is shown below the controls: loose remarks, hints taken, and the lesson of it once it is over.
const remarksOf = (q) => [
  ["single", "multiple", "truefalse", "order"].includes(q.kind) ? remark(q, -1) : null,
  ...q.hints.map((text, n) => el("p", { className: "cst-hint" }, el("b", { textContent: `提示 ${n + 1} ` }), text)),
].filter(Boolean);
const lessonOf = (q) => (!q.over ? [] : [
  q.why && el("p", { className: "cst-lesson" }, el("b", { textContent: "讲解 " }), q.why),
  ...q.sources.map((text) => el("p", { className: "cst-source", textContent: `依据：${text}` })),
].filter(Boolean));

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const { view, tell, heard, stop } = connect(model);
  const exam = view().mode === "exam";
  const drawn = []; // per question: what was told of it, and the nodes that show it
  const unsaved = new Map(); // exam answers that wait a moment for more typing
  const root = frame("cst-quiz");
  const foot = el("p", { className: "cst-verdict", attrs: { role: "status" } });

  const send = (message) => tell(message, drawn[message.i]?.status ?? foot);

  const save = (i) => {
    clearTimeout(unsaved.get(i));
    unsaved.delete(i);
    if (exam) send({ do: "answer", i, given: drawn[i].kind.read() });
  };
  const changed = (i) => {
    clearTimeout(unsaved.get(i));
    if (exam) unsaved.set(i, setTimeout(() => save(i), PAUSE));
  };

  const actionsOf = (q, i) => {
    if (exam) return [];
    if (q.over) return [button("再做一遍", () => send({ do: "again", i }))];
    const submit = button("提交", () => send({ do: "answer", i, given: drawn[i].kind.read() }));
    submit.className = "cst-main";
    return q.hintsLeft ? [submit, button(`提示（还有 ${q.hintsLeft} 条，每条少 10 分）`, () => send({ do: "hint", i }))] : [submit];
  };

  const draw = (i) => {
    const told = view().questions[i];
    const error = view().errors[i] ?? "";
    const was = drawn[i];
    const shape = JSON.stringify([told, error]);
    if (was?.shape === shape) return;
    const status = was?.status ?? el("p", { className: "cst-verdict", attrs: { role: "status" } });
    const say = (text) => { status.textContent = text; };
    say(error || told.verdict);
    // A misshaped answer, or a draft that was saved, changes nothing but the message: the learner may be typing on.
    if (was && (error || (exam && !told.over && !was.told.over))) {
      drawn[i] = { ...was, shape, told };
      return;
    }
    // What was picked or typed but not yet sent stays when only a hint is new.
    const unsent = was && !told.over && JSON.stringify(was.told.given) === JSON.stringify(told.given);
    const q = unsent ? { ...told, given: was.kind.read() } : told;
    const kind = KINDS[q.kind](q, `${uid}-${i}`, () => changed(i), say);
    if (exam) kind.node.addEventListener("change", () => save(i));
    const box = was?.box ?? root.appendChild(el("fieldset"));
    const focused = box.contains(document.activeElement);
    const help = HELP[q.kind] && !q.over ? [el("p", { className: "cst-help", textContent: HELP[q.kind] })] : [];
    const actions = actionsOf(q, i);
    const number = view().questions.length > 1 ? `${i + 1}. ` : "";
    box.replaceChildren(legendOf(q, number), ...help, kind.node, ...remarksOf(q), status, ...lessonOf(q), el("p", { className: "cst-actions" }, actions));
    drawn[i] = { shape, told, status, box, kind };
    box.onkeydown = (event) => {
      if (!isEnter(event)) return;
      event.preventDefault();
      exam ? save(i) : actions[0]?.click();
    };
    if (was && focused) (actions[0] ?? box.querySelector("input:not(:disabled)"))?.focus();
  };

  const handIn = button("交卷", () => {
    [...unsaved.keys()].forEach(save);
    send({ do: view().handedIn ? "again" : "hand-in" });
  });
  handIn.className = "cst-main";

  const all = () => {
    heard();
    view().questions.forEach((_, i) => draw(i));
    if (!exam) return;
    const done = view().questions.filter((q) => q.given !== null).length;
    foot.textContent = view().errors.all ?? (view().handedIn ? `已交卷，得 ${view().score} 分（满分 100）。` : `已答 ${done}/${view().questions.length} 题。`);
    handIn.textContent = view().handedIn ? "重新测一次" : "交卷";
  };

  host.append(root);
  if (exam) root.append(el("p", { className: "cst-help", textContent: "这是测验：可以随时改，答案会自动保存。答完按最下面的“交卷”，才看得到对错和讲解。" }));
  all();
  root.append(foot);
  if (exam) root.append(el("p", { className: "cst-actions" }, handIn));
  model.on("change:view", all);
  return () => { stop(); model.off("change:view", all); };
}

export default { render };
