// Draws the debrief of a shift: what came of each chat, how she felt line by line, what would have been better, figures.
// Stands behind kit.js, whose helpers it uses. Drawing and table say the same; the table is the drawing's text.

const DEB = { wide: 640, high: 216, left: 34, right: 12, top: 22, bottom: 48 };
const DEB_MARKS = [ // shape, what it is, which lines of the log
  ["●", "你的回复", (row) => row.kind === "reply" && !row.breaks.length],
  ["✖", "碰了红线的回复", (row) => row.breaks.length > 0],
  ["■", "你查、问、写、转、退", (row) => row.n !== null && !["reply", "ended"].includes(row.kind)],
  ["？", "顾客来催", (row) => row.nudge],
];

const debSvg = (tag, attrs, ...kids) => {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attrs)) node.setAttribute(name, value);
  node.append(...kids.flat(Infinity).filter(Boolean));
  return node;
};
const debText = (x, y, text, anchor = "middle") => debSvg("text", { x, y, "text-anchor": anchor }, text);

// A state holds until the next line changes it.
const debSteps = (rows, x, y, name) => rows.map((row, n) => `${n ? `H${x(row.at)}V` : `M${x(row.at)} `}${y(row[name])}`).join("");

const debLabel = (chat) => {
  const [first, last] = [chat.timeline[0], chat.timeline.at(-1)];
  const late = chat.deadlines.filter((one) => !one.met).length;
  const red = chat.timeline.filter((row) => row.breaks.length).length;
  return `${chat.name}：火气从 ${first.anger} 到 ${last.anger}，信任从 ${first.trust} 到 ${last.trust}；`
    + `${chat.deadlines.length} 次期限里没赶上 ${late} 次；碰红线的回复 ${red} 条。每一句见下面的表。`;
};

function debTimeline(chat) {
  const rows = chat.timeline;
  const from = rows[0].at;
  const to = Math.max(rows.at(-1).at, from + 1);
  const x = (at) => +(DEB.left + ((Math.min(at, to) - from) / (to - from)) * (DEB.wide - DEB.left - DEB.right)).toFixed(1);
  const floor = DEB.high - DEB.bottom;
  const y = (value) => +(floor - (value / 100) * (floor - DEB.top)).toFixed(1);
  const grid = [0, 50, 100].map((value) => [
    debSvg("line", { class: "cst-deb-grid", x1: DEB.left, x2: DEB.wide - DEB.right, y1: y(value), y2: y(value) }),
    debText(DEB.left - 5, y(value) + 4, String(value), "end"),
  ]);
  const deadlines = chat.deadlines.filter((one) => one.at <= to).map((one) => [
    debSvg("line", { class: one.met ? "cst-deb-met" : "cst-deb-late", x1: x(one.at), x2: x(one.at), y1: DEB.top, y2: floor }),
    debText(x(one.at), DEB.top - 6, one.met ? "✓" : "✗"),
  ]);
  const marks = rows.flatMap((row) => DEB_MARKS.filter(([, , fits]) => fits(row)).map(([shape]) => debText(x(row.at), floor + (shape === "？" ? 32 : 16), shape)));
  const masked = rows.some((row) => row.shown < row.anger);
  return debSvg("svg", { class: "cst-deb-svg", viewBox: `0 0 ${DEB.wide} ${DEB.high}`, role: "img", "aria-label": debLabel(chat) },
    grid, deadlines,
    debSvg("path", { class: "cst-deb-trust", d: debSteps(rows, x, y, "trust") }),
    masked && debSvg("path", { class: "cst-deb-shown", d: debSteps(rows, x, y, "shown") }),
    debSvg("path", { class: "cst-deb-anger", d: debSteps(rows, x, y, "anger") }),
    marks,
    debText(DEB.left, DEB.high - 3, rows[0].atText, "start"), debText(DEB.wide - DEB.right, DEB.high - 3, rows.at(-1).atText, "end"));
}

// What the lines and shapes mean, by their form.
const debLegend = (chat) => {
  const line = (kind, text) => el("span", {}, debSvg("svg", { viewBox: "0 0 30 10", class: "cst-deb-key", "aria-hidden": "true" }, debSvg("path", { class: kind, d: "M1 5H29" })), text);
  return el("p", { className: "cst-help cst-deb-legend" },
    line("cst-deb-anger", "火气"), line("cst-deb-trust", "信任"),
    chat.timeline.some((row) => row.shown < row.anger) && line("cst-deb-shown", "看着的火气"),
    DEB_MARKS.map(([shape, text, fits]) => chat.timeline.some(fits) && el("span", { textContent: `${shape} ${text}` })),
    chat.deadlines.length > 0 && el("span", { textContent: "竖线是顾客耐心的尽头：✓ 赶上了，✗ 没赶上" }));
};

const debEvidence = (evidence) => evidence && el("details", {}, el("summary", { textContent: "六项的依据" }),
  el("ul", {}, evidence.map(([name, given, words, reason]) => el("li", {},
    el("b", { textContent: `${given ? "✓ 有" : "✗ 没有"} ${name}` }), `：${reason}`, words.length > 0 && `看这里：${words.map((one) => `“${one}”`).join("；")}`))));

const debSaid = (row) => [
  el("p", { className: "cst-deb-said", textContent: row.text }),
  row.remarks.map((text) => el("p", { className: "cst-deb-remark", textContent: `! ${text}` })),
  row.points.length > 0 && el("p", { textContent: `✓ 说到了：${row.points.join("、")}` }),
  row.labels.length + row.lacks.length > 0 && el("p", { className: "cst-help", textContent: `六项：有 ${row.labels.join("、") || "—"}；没有 ${row.lacks.join("、") || "—"}` }),
  row.why && el("p", { className: "cst-help", textContent: row.why }),
  debEvidence(row.evidence),
].flat();

const debMood = (row) => (row.shown < row.anger ? `${row.anger}（看着 ${row.shown}）` : String(row.anger));
const debHead = (names) => el("thead", {}, el("tr", {}, names.map((name) => el("th", { textContent: name, attrs: { scope: "col" } }))));
const debScroll = (label, table) => el("div", { className: "cst-deb-scroll", tabIndex: 0, attrs: { role: "region", "aria-label": label } }, table);

const debRows = (chat, branch, tell) => debScroll(`${chat.name}，一句一句`, el("table", {},
  debHead(["时间", "谁", "说了、做了什么", "火气", "信任", ...(branch ? ["再试一次"] : [])]),
  el("tbody", {}, chat.timeline.map((row) => el("tr", { className: row.n === null ? "" : "cst-deb-mine" },
    el("td", { textContent: row.atText }), el("td", { textContent: row.who }), el("td", {}, debSaid(row)),
    el("td", { className: "cst-deb-n", textContent: debMood(row) }), el("td", { className: "cst-deb-n", textContent: row.trust }),
    branch && el("td", {}, row.n !== null && button("从这里重来", () => tell({ do: "branch", n: row.n }), { "aria-label": `从这里重来：${row.atText}，${row.text.slice(0, 20)}` })))))));

const debBest = (chat, branch, tell) => chat.best.length > 0 && el("section", { className: "cst-lesson" },
  el("b", { textContent: "换个做法会更好的地方" }),
  el("ol", {}, chat.best.map((one) => el("li", {},
    el("p", {}, el("b", { textContent: one.atText }), ` 顾客说：${one.says.join(" / ")}`),
    el("p", {}, el("b", { textContent: "你：" }), one.yours),
    (one.yoursWhy || one.wait) && el("p", { className: "cst-help", textContent: `${one.yoursWhy}${one.wait}` }),
    el("p", {}, el("b", { textContent: "可以：" }), one.better),
    el("p", { className: "cst-help", textContent: `${one.why}${one.gain}` }),
    branch && one.n !== null && el("p", {}, button("从这里重来", () => tell({ do: "branch", n: one.n }), { "aria-label": `从这里重来：${one.atText}，换个做法` }))))));

const debLists = (chat) => el("div", { className: "cst-deb-lists" },
  el("ul", {},
    chat.kept.map((says) => el("li", { textContent: `✓ 做到了：${says}` })),
    chat.missed.map((says) => el("li", { textContent: `✗ 没做到：${says}` })),
    chat.forbidden.map((says) => el("li", { textContent: `✗ 不该做的做了：${says}` })),
    chat.ticketLacks.length > 0 && el("li", { textContent: `✗ 工单里还差：${chat.ticketLacks.join("、")}` }),
    chat.hidden.map((one) => el("li", { textContent: `${one.told ? "✓" : "✗"} 只有顾客知道的：${one.means}（${one.told ? "顾客说了" : "没有问出来"}）` })),
    chat.facts.map((card) => el("li", {}, `✗ 可以查没有查：${card.name}`, el("ul", {}, card.lines.map((text) => el("li", { textContent: text })))))),
  el("p", { textContent: chat.arc }), el("p", { className: "cst-deb-lines", textContent: chat.debrief }));

const debSum = (chat) => [
  chat.end, `${chat.score} 分`, chat.stars ? `顾客打了 ${chat.stars} 星` : "顾客没打分", chat.bought && "下单了",
  chat.breaks.length > 0 && `红线：${chat.breaks.join("、")}`, chat.expert && `老手：${chat.expert.end}，${chat.expert.score} 分`,
].filter(Boolean).join(" · ");

const debChat = (chat, open, branch, tell) => el("details", { className: "cst-deb-chat", open },
  el("summary", {}, el("b", { textContent: `${chat.name} · ${chat.title}` }), el("span", { textContent: debSum(chat) })),
  debTimeline(chat), debLegend(chat), debBest(chat, branch, tell), debLists(chat), debRows(chat, branch, tell));

const debCard = ({ card, cardWhy }) => el("section", { className: "cst-deb-card" },
  el("b", { textContent: "这一班的数" }),
  card === null ? el("p", { textContent: cardWhy }) : [
    debScroll("这一班的数", el("table", {},
      debHead(["指标", "这一班", "店里的线", "结果", "说明"]),
      el("tbody", {}, card.rows.map((row) => el("tr", {},
        el("th", { textContent: row.label, attrs: { scope: "row" } }), el("td", { className: "cst-deb-n", textContent: row.value }),
        el("td", { textContent: row.target }), el("td", { textContent: `${row.ok === null ? "" : row.ok ? "✓ " : "✗ "}${row.verdict}` }), el("td", { textContent: row.note })))))),
    el("p", { className: "cst-help", textContent: card.note }),
  ]);

// The chat that went worst is open; the others are a key away.
function drawDebrief(data, tell) {
  const worst = data.chats.reduce((low, chat) => (low === null || chat.score < low.score ? chat : low), null);
  return el("section", { className: "cst-debrief", attrs: { "aria-label": "讲评" } },
    el("p", { className: "cst-deb-words", textContent: data.words }),
    data.chats.map((chat) => debChat(chat, chat === worst, data.branch, tell)),
    debCard(data),
    el("p", { className: "cst-actions" }, button("导出三张表", () => tell({ do: "export" }))),
    el("p", { className: "cst-help", attrs: { role: "status" }, textContent: data.export.length ? `写好了：${data.export.join("、")}。可以用 cs-training kpi 再算一遍。` : "" }));
}
