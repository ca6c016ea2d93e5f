// Draws the KPI board: one page at a time. Python owns the truth: it counts, draws the charts and writes every sentence;
// the browser shows them and says what was picked. Stands behind kit.js, whose helpers it uses; Python joins the two.

const PAUSE = 180; // ms a slider rests before its number is sent
// Any other verdict, as “到了，但……”, is neither and gets a mark of its own.
const MARKS = { 到了: "✓ ", 没到: "✗ " };

const cardOf = (card) => el("div", { className: "cst-figure" },
  el("dt", { textContent: card.name }),
  el("dd", {},
    el("b", { className: "cst-value", textContent: card.value }),
    card.of && el("span", { className: "cst-of", textContent: card.of }),
    card.mind && el("span", { className: "cst-mind", textContent: card.mind }),
    card.target && el("span", { className: "cst-target" }, card.target,
      card.verdict && el("b", { className: `cst-verdict-word ${{ 到了: "cst-met", 没到: "cst-missed" }[card.verdict] ?? "cst-open"}`, textContent: `${MARKS[card.verdict] ?? "△ "}${card.verdict}` }))));

// What is wider than the page scrolls by itself, also by keyboard.
const scroller = (name, node) => el("div", { className: "cst-scroller", tabIndex: 0, attrs: { role: "group", "aria-label": name } }, node);

const gridOf = (block) => scroller(block.caption, el("table", { className: "cst-grid" },
  el("caption", {}, el("span", { textContent: block.caption })),
  el("thead", {}, el("tr", {}, block.head.map((text) => el(text ? "th" : "td", { textContent: text, attrs: text ? { scope: "col" } : {} })))),
  el("tbody", {}, block.lines.map(([name, ...cells]) => el("tr", {}, el("th", { textContent: name, attrs: { scope: "row" } }), cells.map((text) => el("td", { textContent: text })))))));

const BLOCKS = {
  cards: (block) => el("dl", { className: "cst-figures" }, block.cards.map(cardOf)),
  grid: gridOf,
  words: (block) => el("p", { className: block.warning ? "cst-warning" : "cst-help" }, block.warning && el("b", { textContent: "注意 " }), block.text),
  picture: (block) => el("figure", { className: "cst-picture" },
    scroller(block.title, el("img", { src: block.src, alt: block.alt })),
    el("figcaption", { textContent: block.reading })),
};

// A list of options. Returns the node, and how to show what Python says is picked.
function choiceOf(control, send, labelled) {
  const select = el("select", { attrs: labelled }, control.options.map((text, i) => el("option", { value: i, textContent: text })));
  select.onchange = () => send(Number(select.value), 0);
  return { node: select, put: ({ at }) => { select.value = at; } };
}

// A slider and, for those who would rather type, the number itself.
function slideOf(control, send, labelled) {
  const ends = { min: control.low, max: control.high, step: control.step };
  const range = el("input", { type: "range", ...ends, attrs: { ...labelled, "aria-valuetext": "" } });
  const typed = el("input", { type: "number", ...ends, attrs: { "aria-label": `${control.label}，${control.unit}` } });
  const show = () => { typed.value = range.value; range.setAttribute("aria-valuetext", `${range.value} ${control.unit}`); };
  range.oninput = () => { show(); send(Number(range.value), PAUSE); };
  typed.onchange = () => { if (typed.value !== "") range.value = typed.value; show(); send(Number(range.value), 0); };
  const put = ({ value }) => { range.value = value; show(); };
  return { node: el("span", { className: "cst-slide" }, range, typed, el("span", { textContent: control.unit })), put };
}

// The controls of a page: one column of them, or several with a heading over each.
function controlsOf(v, uid, send) {
  const puts = [];
  const make = (control, row, place, labelled) => {
    const made = (control.kind === "slide" ? slideOf : choiceOf)(control, (to, pause) => send({ do: "set", row, place, to }, pause), labelled);
    puts.push({ row, place, put: made.put });
    return made.node;
  };
  const single = (row, n) => {
    const id = `${uid}-${v.page}-${n}`;
    const [control] = row.controls;
    const field = make(control, n, 0, { id, ...(control.note && { "aria-describedby": `${id}-note` }) });
    return el("div", { className: "cst-row" }, el("label", { textContent: row.name, attrs: { for: id } }), field,
      control.note && el("span", { className: "cst-mind", textContent: control.note, attrs: { id: `${id}-note` } }));
  };
  const marks = [];
  const compared = (row, n) => {
    const mark = el("span", { className: "cst-differs" });
    marks.push(mark);
    return el("tr", {}, el("th", { attrs: { scope: "row" } }, row.name, mark),
      row.controls.map((control, place) => el("td", { attrs: { "data-side": v.heads[place] } }, make(control, n, place, { "aria-label": control.label }))));
  };
  const node = v.heads.length
    ? el("table", { className: "cst-switches" },
      el("thead", {}, el("tr", {}, el("td"), v.heads.map((text) => el("th", { textContent: text, attrs: { scope: "col" } })))),
      el("tbody", {}, v.rows.map(compared)))
    : el("div", { className: v.rows.some((row) => row.controls[0].kind === "slide") ? "cst-sliders" : "cst-picks" }, v.rows.map(single));
  const update = (now) => {
    puts.forEach(({ row, place, put }) => put(now.rows[row].controls[place]));
    marks.forEach((mark, n) => { mark.textContent = now.rows[n].mark && `≠ ${now.rows[n].mark}`; });
  };
  return { node, update };
}

// What decides which controls there are; not what they show.
const shapeOf = (v) => JSON.stringify([v.page, v.rows.map((row) => row.controls.map(({ at, value, ...rest }) => rest))]);

function render({ model, el: host }) {
  const uid = `cst${Math.random().toString(36).slice(2)}`;
  const { view, tell, heard, stop } = connect(model);
  const root = frame("cst-kpi");
  const status = el("p", { className: "cst-said", attrs: { role: "status" } });
  const lead = el("p", { className: "cst-lead" });
  const place = el("div", { className: "cst-controls" });
  const results = el("div", { className: "cst-results" });
  const panel = el("div", { tabIndex: 0, attrs: { id: `${uid}-panel`, role: "tabpanel" } }, lead, place, status, results);
  let shape, controls, drawn, pause;
  let busy = false;
  const waiting = new Map(); // what was picked while Python was still counting; of each control only the last

  const flush = () => {
    const [next] = waiting;
    if (busy || !next) return;
    waiting.delete(next[0]);
    busy = true;
    panel.setAttribute("aria-busy", "true");
    tell(next[1], status);
  };
  const send = (message, after = 0) => {
    waiting.set(`${message.do} ${message.row} ${message.place}`, message);
    clearTimeout(pause);
    pause = setTimeout(flush, after);
  };

  const tabs = view().pages.map((name, page) => button(name, () => send({ do: "turn", page }), { role: "tab", id: `${uid}-tab-${page}`, "aria-controls": `${uid}-panel` }));
  const tablist = el("div", { className: "cst-tabs", attrs: { role: "tablist", "aria-label": "看板的几页" } }, tabs);
  tablist.onkeydown = (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    tabs[(to + tabs.length) % tabs.length].focus();
  };
  const title = el("p", { className: "cst-title" }, el("span", { className: "cst-kind", textContent: "KPI 看板" }), view().title);
  root.append(title, tablist, panel);

  const draw = () => {
    heard();
    busy = false;
    panel.removeAttribute("aria-busy");
    const v = view();
    tabs.forEach((tab, page) => {
      tab.setAttribute("aria-selected", page === v.page);
      tab.tabIndex = page === v.page ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", tabs[v.page].id);
    lead.textContent = v.lead;
    if (shape !== shapeOf(v)) {
      shape = shapeOf(v);
      controls = controlsOf(v, uid, send);
      place.replaceChildren(controls.node);
    }
    // While more was picked than Python has heard of, what is picked stays as the learner left it.
    if (!waiting.size) controls.update(v);
    const blocks = JSON.stringify(v.blocks);
    if (drawn !== blocks) {
      drawn = blocks;
      results.replaceChildren(...v.blocks.map((block) => BLOCKS[block.kind](block)));
    }
    status.textContent = v.error || v.said;
    flush();
  };

  host.append(root);
  draw();
  model.on("change:view", draw);
  return () => { stop(); clearTimeout(pause); model.off("change:view", draw); };
}

export default { render };
