// The pages of the workbench before and after the work: start, between the runs of a test, and what to do after it.

const DESK_KEYS = [ // key, what it does, and the same in two or three characters
  ["Alt+1…9", "打开名单里的第几位", "第几位"], ["Alt+N", "打开等得最久的一位", "等最久的"], ["回车", "发送（Shift+回车换行）", "发送"],
  ["/", "在框里第一个字打，找快捷短语", "短语"], ["Alt+P", "时钟停、走", "停、走"], ["↑↓←→", "在名单、标签里移动", "移动"],
];
const DESK_WAY = [
  "左边是顾客名单：谁等了多久、心情怎样。先回等得久的、急的。",
  "中间回话。自己打字，也可以用短语。",
  "右边查订单、物流、规则，问同事，写工单。先查，再开口。",
];

// In a test nothing is typed.
const keysOf = (exam) => DESK_KEYS.filter(([key]) => !(exam && ["回车", "/"].includes(key)));
const keyList = (exam) => el("dl", { className: "cst-keys" }, keysOf(exam).map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", { textContent: key })), el("dd", { textContent: does }))));
const keyLine = (exam) => el("p", { className: "cst-help cst-keyline" }, keysOf(exam).flatMap(([key, , short], n) => [n > 0 && " · ", el("kbd", { textContent: key }), ` ${short}`]));

const badges = (v) => [
  `难度 ${v.level}`, v.exam ? "测验" : "练习", v.series[1] > 1 && `第 ${v.series[0] + 1} 轮，共 ${v.series[1]} 轮`,
].map((text) => text && el("span", { className: "cst-kind", textContent: text }));

const titleOf = (v) => el("p", { className: "cst-title", tabIndex: -1 }, el("b", { textContent: v.title }), " ", badges(v));
const mainButton = (text, act) => Object.assign(button(text, act), { className: "cst-main" });

const startPage = (v, send) => el("div", { className: "cst-start" },
  titleOf(v),
  el("p", { textContent: v.brief }),
  el("p", { className: "cst-plan", textContent: `${v.customers} 位顾客，${v.ends === null ? "不限时" : `${v.ends / 60} 分钟`}。时钟你来停、你来走，停着的时候顾客不会急。` }),
  v.exam && el("p", { className: "cst-hint", textContent: `测验：从备选里挑，不打字。${v.series[1] > 1 ? `一共 ${v.series[1]} 轮，轮轮都过才算过。` : ""}全部结束以后才有讲评。` }),
  el("ol", { className: "cst-way" }, DESK_WAY.filter((_, n) => !(v.exam && n === 1)).map((text) => el("li", { textContent: text }))),
  el("p", { className: "cst-panehead", textContent: "只用键盘也行" }), keyList(v.exam),
  el("p", { className: "cst-actions" }, mainButton("开始", () => send({ do: "begin" }))));

const stuckPage = (v, send) => el("div", { className: "cst-start" },
  titleOf(v),
  el("p", { className: "cst-hint", textContent: v.stuck }),
  el("p", { className: "cst-actions" }, mainButton("再来一班", () => send({ do: "again", same: false }))));

// A test between two of its runs: no feedback yet.
const betweenPage = (v, send) => el("div", { className: "cst-start" },
  titleOf(v),
  el("p", { textContent: `第 ${v.series[0] + 1} 轮结束了，已经存好。还有 ${v.series[1] - v.series[0] - 1} 轮，都结束以后看讲评。` }),
  el("p", { className: "cst-actions" }, mainButton("下一轮", () => send({ do: "begin" }))));

// What came of it, and what to do next. What is said of each chat is play_debrief.js's.
const overPage = (v, send) => el("div", { className: "cst-over" },
  titleOf(v),
  v.verdict && el("p", { className: "cst-verdict", textContent: `${v.verdict[1] > 1 ? `${v.verdict[1]} 轮里过了 ${v.verdict[0]} 轮：` : ""}${v.verdict[0] === v.verdict[1] ? "通过" : "没有通过"}。` }),
  drawDebrief(v.debrief, send),
  el("p", { className: "cst-actions" },
    mainButton(v.exam ? "再考一次" : v.customers > 1 ? "再来一班" : "再来一次", () => send({ do: "again", same: false })),
    !v.exam && button("同样的顾客再来一次", () => send({ do: "again", same: true }))));

// One line of what to do now; "" when the learner knows.
const hintOf = (v, running) => {
  const waiting = v.chats.filter((one) => one.state === "等你回").length;
  const here = v.chats.find((one) => one.id === v.open);
  if (!running) return "时钟停着。按“继续”（Alt+P）接着走；停着也能看、能写。";
  if (!v.chats.length) return "还没有人来。等一等，或者按“+10 秒”。";
  if (!here) return `有 ${waiting} 位在等。按 Alt+N 打开等得最久的一位，或者点左边的名字。`;
  if (here.over) return "这段会话结束了。按 Alt+N 看下一位。";
  if (here.state === "聊完了") return "顾客的事说完了：道个别，再按“结束会话”。";
  const looked = DESK_LOOKS.some(([id]) => v.tabs[id]);
  return looked || v.lines.some((one) => one.who === "you") ? "" : "先查，再开口：查订单、物流或规则，再回顾客。";
};
