// The clock of the workbench: the browser keeps time and says once a second how late it is. Stands behind play_line.js.

const BEAT = 200; // ms
const ASLEEP = 2; // seconds that one beat may be worth: a computer that slept has not worked

const twoDigits = (n) => String(n).padStart(2, "0");
const minutesOf = (s) => `${Math.floor(s / 60)} 分 ${twoDigits(s % 60)} 秒`;
const clockOf = (s) => {
  const [h, m, rest] = [s / 3600, (s / 60) % 60, s % 60].map(Math.floor);
  return h ? `${h}:${twoDigits(m)}:${twoDigits(rest)}` : `${twoDigits(m)}:${twoDigits(rest)}`;
};

const deskClock = ({ line, changed }) => {
  const face = el("span", { className: "cst-clock", attrs: { role: "timer", "aria-label": "班上的时间" } });
  const left = el("span", { className: "cst-left" });
  let running = false;
  let speed = 1;
  let at = 0; // seconds of the shift, with fractions
  let ends = null;
  let run = null;
  let then = performance.now();
  let told = 0;

  const now = () => Math.floor(at);
  const show = () => {
    retext(face, clockOf(now()));
    retext(left, ends === null ? "不限时" : `还剩 ${minutesOf(ends - now())}`);
  };
  const within = (moment) => (ends === null ? moment : Math.min(moment, ends));
  const beat = () => {
    const moment = performance.now();
    const passed = Math.min((moment - then) / 1000, ASLEEP);
    then = moment;
    if (!running || line.silent()) return;
    at = within(at + passed * speed);
    show();
    // The next one only once the last one was acknowledged: a slow kernel gets no heap of them.
    if (!line.idle() || moment - told < 1000 - BEAT / 2) return;
    told = moment;
    line.send({ do: "tick", to: now() });
  };
  const timer = setInterval(beat, BEAT);

  const go = button("继续", () => toggle(), { "aria-keyshortcuts": "Alt+P" });
  go.className = "cst-main cst-go";
  const speeds = [1, 2].map((times) => button(`${times}×`, () => { speed = times; mark(); }, { "aria-label": `${times} 倍速` }));
  const step = button("+10 秒", () => { at = within(now() + 10); show(); line.send({ do: "tick", to: now() }); }, { "aria-label": "跳过 10 秒" });
  const mark = () => {
    retext(go, running ? "暂停" : "继续");
    speeds.forEach((one, n) => one.setAttribute("aria-pressed", speed === n + 1));
    node.classList.toggle("cst-paused", !running);
    changed();
  };
  const set = (to) => {
    if (running === to) return;
    running = to;
    mark();
  };
  const toggle = () => {
    set(!running);
    if (!running) line.send({ do: "pause", to: now() });
  };
  const node = el("div", { className: "cst-time", attrs: { role: "group", "aria-label": "时钟" } },
    el("span", { className: "cst-faces" }, face, left), go, el("span", { className: "cst-speeds" }, speeds), step);

  const update = (v) => {
    ends = v.ends;
    // Nothing runs after a reload or in another run before it is asked to.
    if (v.run !== run || v.stage !== "working") set(false);
    at = v.run !== run || (!running && line.idle()) ? v.clock : Math.max(at, v.clock);
    run = v.run;
    show();
  };
  return { node, go, now, update, toggle, mark, start: () => set(true), running: () => running, stop: () => clearInterval(timer) };
};
